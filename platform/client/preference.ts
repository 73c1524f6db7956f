import { useCallback, useState } from 'react'

const PREFIX = 'sihe.'

/** A person's habit on this browser (columns, collapsed menu, dark). Never anything about a case. */
export function usePreference<T>(key: string, otherwise: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    try {
      const text = localStorage.getItem(PREFIX + key)
      return text === null ? otherwise : (JSON.parse(text) as T)
    } catch {
      return otherwise
    }
  })
  const keep = useCallback(
    (next: T) => {
      setValue(next)
      try {
        localStorage.setItem(PREFIX + key, JSON.stringify(next))
      } catch {
        // A habit not kept is asked again.
      }
    },
    [key],
  )
  return [value, keep]
}
