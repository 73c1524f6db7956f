import { useSyncExternalStore } from 'react'

const KEY = 'sihe.field.simple'
const listeners = new Set<() => void>()
let on = false

/** 简明模式: larger letters, fewer things. A habit of this phone, so it is there before anybody signs in. */
export function applySimpleMode(): void {
  try {
    on = localStorage.getItem(KEY) === '1'
  } catch {
    on = false
  }
  document.documentElement.classList.toggle('simple', on)
}

function set(next: boolean): void {
  try {
    localStorage.setItem(KEY, next ? '1' : '0')
  } catch {
    // Asked again next time.
  }
  applySimpleMode()
  for (const listener of listeners) listener()
}

export function useSimpleMode(): [boolean, (next: boolean) => void] {
  const now = useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    () => on,
  )
  return [now, set]
}
