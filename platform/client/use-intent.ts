import { useCallback, useRef } from 'react'
import { newId } from '#platform/contract/id.ts'

/**
 * The operation number of one intent: made at the first tap, the same on every retry, new after `done()` or when what
 * is sent changed (the server refuses one number for two contents).
 */
export function useIntent(): { readonly idFor: (content: unknown) => string; readonly done: () => void } {
  const held = useRef<{ id: string; content: string } | undefined>(undefined)
  const idFor = useCallback((content: unknown) => {
    const text = JSON.stringify(content)
    if (held.current?.content !== text) held.current = { id: newId(), content: text }
    return held.current.id
  }, [])
  const done = useCallback(() => {
    held.current = undefined
  }, [])
  return { idFor, done }
}
