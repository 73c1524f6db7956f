import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { LiveFact } from '#platform/contract/live.ts'
import type { LiveMessage } from './live-stream.ts'
import { openStream } from './live-stream.ts'

type Hear = (message: LiveMessage) => void
const hearers = new Set<Hear>()
let up = false
let stop: (() => void) | undefined

function deliver(message: LiveMessage): void {
  if (message.kind === 'up') up = message.up
  for (const hear of hearers) hear(message)
}

function connect(): () => void {
  if (typeof SharedWorker === 'undefined') return openStream(deliver)
  const worker = new SharedWorker(new URL('./live-worker.ts', import.meta.url), { type: 'module', name: 'sihe-live' })
  worker.port.addEventListener('message', ({ data }) => deliver(data as LiveMessage))
  worker.port.start()
  const bye = (): void => worker.port.postMessage('bye')
  addEventListener('pagehide', bye)
  return () => {
    removeEventListener('pagehide', bye)
    bye()
  }
}

/** Starts hearing; the shell does it once the viewer has signed in. */
export function startLive(): () => void {
  stop ??= connect()
  return () => {
    stop?.()
    stop = undefined
  }
}

function listen(hear: Hear): () => void {
  hearers.add(hear)
  return () => void hearers.delete(hear)
}

/**
 * Calls `hear` with every batch that holds a fact of these names, and with an empty batch after a reset (read afresh).
 * Batches within one second are joined: a busy morning must not repaint a list twenty times a second.
 * @param within milliseconds to join for; a page that rings gives less
 */
export function useLive(names: readonly string[], hear: (facts: readonly LiveFact[]) => void, within = 1_000): void {
  const latest = useRef(hear)
  const pace = useRef(within)
  useEffect(() => {
    latest.current = hear
    pace.current = within
  })
  const key = names.join(' ')
  useEffect(() => {
    const wanted = new Set(key.split(' '))
    let waiting: LiveFact[] | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = (): void => {
      timer = undefined
      const facts = waiting ?? []
      waiting = undefined
      latest.current(facts)
    }
    const quit = listen((message) => {
      if (message.kind === 'up') return
      const facts = message.kind === 'facts' ? message.facts.filter((fact) => wanted.has(fact.name)) : []
      if (message.kind === 'facts' && facts.length === 0) return
      waiting = [...(waiting ?? []), ...facts]
      timer ??= setTimeout(flush, pace.current)
    })
    return () => {
      quit()
      clearTimeout(timer)
    }
  }, [key])
}

/** Calls `hear` with every batch as it comes and with `undefined` after a reset: for a page that joins and chooses itself. */
export function useEveryBatch(hear: (facts: readonly LiveFact[] | undefined) => void): void {
  const latest = useRef(hear)
  useEffect(() => {
    latest.current = hear
  })
  useEffect(
    () =>
      listen((message) => {
        if (message.kind === 'facts') latest.current(message.facts)
        if (message.kind === 'reset') latest.current(undefined)
      }),
    [],
  )
}

/** Whether news arrives just now; shown as a quiet mark, since an old page must not look alive. */
export function useLiveUp(): boolean {
  return useSyncExternalStore(
    (changed) => listen((message) => message.kind === 'up' && changed()),
    () => up,
  )
}
