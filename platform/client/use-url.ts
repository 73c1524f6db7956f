import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

type Change = Readonly<Record<string, string | undefined>>

/** Filters held in the address: a link to the page is the page as it is seen, and back brings it back. */
export function useUrl(): { readonly get: (key: string) => string | undefined; readonly set: (change: Change) => void } {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const get = useCallback(
    (key: string): string | undefined => {
      const value = search[key]
      const one: unknown = Array.isArray(value) ? value[0] : value
      return typeof one === 'string' && one !== '' ? one : undefined
    },
    [search],
  )
  const set = useCallback(
    (change: Change) => void navigate({ to: '.', search: ((before: Change) => ({ ...before, ...change })) as never, replace: true }),
    [navigate],
  )
  return { get, set }
}
