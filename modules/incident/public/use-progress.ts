import { useCallback, useEffect, useState } from 'react'
import { type Progress, readProgress } from './door.ts'
import { type Refused, faultOf } from './request.ts'

export interface Following {
  readonly progress: Progress | undefined
  readonly fault: Refused | undefined
  readonly loading: boolean
  readonly refresh: () => void
  /** After an act of the resident's own: the answer carries the new progress. */
  readonly put: (progress: Progress) => void
}

/** The progress of one report, read again when the page is looked at again. */
export function useProgress(number: string, code: string): Following {
  const [progress, put] = useState<Progress>()
  const [fault, setFault] = useState<Refused>()
  const [loading, setLoading] = useState(true)
  const load = useCallback(() => {
    readProgress(number, code)
      .then(
        (found) => {
          put(found)
          setFault(undefined)
        },
        (error: unknown) => setFault(faultOf(error)),
      )
      .finally(() => setLoading(false))
  }, [number, code])
  const refresh = useCallback(() => {
    setLoading(true)
    load()
  }, [load])
  useEffect(() => {
    load()
    const seen = () => document.visibilityState === 'visible' && load()
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [load])
  return { progress, fault, loading, refresh, put }
}
