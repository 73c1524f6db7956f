import type { LiveFact, liveEvents } from '#platform/contract/live.ts'

/** What a page hears: facts in order, or that it must read everything afresh; `up` says whether the line stands. */
export type LiveMessage =
  | { readonly kind: 'facts'; readonly facts: readonly LiveFact[] }
  | { readonly kind: 'reset' }
  | { readonly kind: 'up'; readonly up: boolean }

// The worker stays a few kilobytes: names by type, and the server's own JSON is taken at its word.
const ready: typeof liveEvents.ready = 'ready'
const reset: typeof liveEvents.reset = 'reset'
const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 30_000

/**
 * One event stream that comes back by itself. The browser resumes a broken line with Last-Event-ID; when it gives up
 * (a refused reconnect) we open a new one `after` the last fact seen, so nothing is lost across it.
 * @returns the function that closes it
 */
export function openStream(tell: (message: LiveMessage) => void): () => void {
  let last = ''
  let retry = FIRST_RETRY_MS
  let timer: ReturnType<typeof setTimeout> | undefined
  let source: EventSource | undefined
  const open = (): void => {
    source = new EventSource(last === '' ? '/api/live' : `/api/live?after=${encodeURIComponent(last)}`)
    const note = (event: Event): void => {
      if (event instanceof MessageEvent && event.lastEventId !== '') last = event.lastEventId
    }
    source.addEventListener('open', () => {
      retry = FIRST_RETRY_MS
      tell({ kind: 'up', up: true })
    })
    source.addEventListener('message', (event) => {
      note(event)
      tell({ kind: 'facts', facts: JSON.parse(String(event.data)) as LiveFact[] })
    })
    source.addEventListener(ready, note)
    source.addEventListener(reset, (event) => {
      note(event)
      tell({ kind: 'reset' })
    })
    source.addEventListener('error', () => {
      tell({ kind: 'up', up: false })
      if (source?.readyState !== EventSource.CLOSED) return
      timer = setTimeout(open, retry)
      retry = Math.min(retry * 2, LONGEST_RETRY_MS)
    })
  }
  // The machine says it has a network again: no need to sit out the half minute.
  const back = (): void => {
    if (source?.readyState !== EventSource.CLOSED) return
    clearTimeout(timer)
    retry = FIRST_RETRY_MS
    open()
  }
  globalThis.addEventListener('online', back)
  open()
  return () => {
    globalThis.removeEventListener('online', back)
    clearTimeout(timer)
    source?.close()
  }
}
