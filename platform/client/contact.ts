import { useSyncExternalStore } from 'react'

/** The line to the centre as the last requests found it; `navigator.onLine` lies (a hotspot without a line is "online"). */
export interface Contact {
  /** Whether the last request was answered; undefined before the first. */
  readonly up: boolean | undefined
  /** Device clock, epoch ms, of the last answer. */
  readonly lastAt: number | undefined
  /** Server clock minus device clock, ms; 0 while within what the measurement can tell. */
  readonly skew: number
}

const KEY = 'sihe.contact'
/** A Date header counts whole seconds, and the way there and back is not known to be even. */
const BLUR_MS = 2_000

function known(): Contact {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as { lastAt?: number; skew?: number }
    return { up: undefined, lastAt: kept.lastAt, skew: kept.skew ?? 0 }
  } catch {
    return { up: undefined, lastAt: undefined, skew: 0 }
  }
}

let state: Contact = known()
const listeners = new Set<() => void>()

function set(next: Contact): void {
  state = next
  for (const listener of listeners) listener()
}

/** Measures the server's clock against ours from one answer. @param sent device clock when the request left */
export function skewOf(date: string | null, sent: number, back: number): number | undefined {
  const server = date === null ? NaN : Date.parse(date)
  if (Number.isNaN(server) || back - sent > 15_000) return undefined
  const skew = Math.round(server + 500 - (sent + back) / 2)
  return Math.abs(skew) <= BLUR_MS ? 0 : skew
}

export const contact = {
  state: (): Contact => state,
  /** An answer came, whatever it says: the line stands. */
  heard(response: Response, sent: number): void {
    // The service worker's own answers prove nothing about the line.
    if (response.headers.get('x-from') === 'device') return
    const back = Date.now()
    const skew = skewOf(response.headers.get('date'), sent, back)
    set({ up: true, lastAt: back, skew: skew ?? state.skew })
    try {
      localStorage.setItem(KEY, JSON.stringify({ lastAt: back, skew: state.skew }))
    } catch {
      // Measured again with the next answer.
    }
  },
  failed(): void {
    if (state.up !== false) set({ ...state, up: false })
  },
  listen(listener: () => void): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}

/** The server's present as far as we know, epoch ms: what an act done now is stamped with. */
export const serverNow = (): number => Date.now() + state.skew

/** The line as a page shows it. */
export function useContact(): Contact {
  return useSyncExternalStore(contact.listen, contact.state)
}
