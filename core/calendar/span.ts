import { z } from 'zod'

/** A closed stretch of time that does not count, in epoch milliseconds, `from` included and `to` not. */
export const Span = z.object({ from: z.int(), to: z.int(), reason: z.string() })
export type Span = z.infer<typeof Span>

/** A pause as a case records it: without `to` it is still running. */
export const Pause = z.object({ from: z.int(), to: z.int().optional(), reason: z.string() })
export interface Pause {
  readonly from: number
  readonly to?: number | undefined
  readonly reason: string
}

interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * Pauses cut to [from, to], sorted, overlaps merged so that nothing is taken off twice; a running pause ends at
 * `to`. Pauses that end before they begin are dropped.
 */
export function clipPauses(pauses: readonly Pause[], from: number, to: number): Stretch[] {
  const inside: { from: number; to: number }[] = []
  for (const pause of pauses) {
    const a = Math.max(pause.from, from)
    const b = Math.min(pause.to ?? to, to)
    if (a < b) inside.push({ from: a, to: b })
  }
  if (inside.length < 2) return inside
  inside.sort((x, y) => x.from - y.from)
  const merged = [inside[0]!]
  for (const next of inside.slice(1)) {
    const last = merged.at(-1)!
    if (next.from <= last.to) last.to = Math.max(last.to, next.to)
    else merged.push(next)
  }
  return merged
}
