import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let waiting: ServiceWorker | undefined

function noteWaiting(worker: ServiceWorker | null): void {
  if (!worker || !navigator.serviceWorker.controller) return
  waiting = worker
  for (const listener of listeners) listener()
}

async function watch(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/m/sw.js', { scope: '/m/' })
  noteWaiting(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const next = registration.installing
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed') noteWaiting(next)
    })
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void registration.update().catch(() => undefined)
  })
}

/** Puts the app on the device. Without a service worker (http, a private window) it works with a line only. */
export function installWorker(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  void watch().catch(() => undefined)
}

/** Whether a newer app is on the device, and the way to it. */
export function useNewVersion(): (() => void) | undefined {
  const ready = useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    () => waiting,
  )
  if (!ready) return undefined
  return () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    ready.postMessage('take-over')
  }
}
