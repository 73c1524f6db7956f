import { useCallback, useEffect, useState } from 'react'
import { readOpen } from './read.ts'

export interface Opened<T> {
  readonly data?: T
  readonly fault?: string
  readonly retry: () => void
}

/** What a path below `/api/public/service` answers; the last answer stays while the next is on its way. */
export function useOpen<T>(path: string): Opened<T> {
  const [state, setState] = useState<{ data?: T; fault?: string }>({})
  const load = useCallback(() => {
    let asked = true
    readOpen<T>(path).then(
      (data) => asked && setState({ data }),
      (error: unknown) => asked && setState({ fault: error instanceof Error ? error.message : '页面出了问题，请刷新' }),
    )
    return () => {
      asked = false
    }
  }, [path])
  useEffect(load, [load])
  return { ...state, retry: () => void load() }
}
