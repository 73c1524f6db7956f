import { findDue } from './limit.ts'
import type { Pause } from './span.ts'
import type { Limit, TownCalendar } from './town-calendar.ts'

/** The stretch a clock is in: its own limit, or the extension that runs now. */
export interface Leg {
  readonly start: number
  /** Own limit and extensions of the same unit, added up. */
  readonly limit: Limit
  /** What was added, of this unit. */
  readonly extended: number
  /** The end of the limit before, when an extension is in another unit. */
  readonly before?: { readonly limit: Limit; readonly due: number }
}

/**
 * A limit with its extensions (延期), each counted on from the end before it, pauses taken off throughout. Same units
 * are simply added: counting on from an end is the same sum. Another unit begins a leg of its own.
 */
export function lastLeg(calendar: TownCalendar, start: number, limit: Limit, pauses: readonly Pause[], extensions: readonly Limit[]): Leg {
  let leg: Leg = { start, limit, extended: 0 }
  for (const extension of extensions) {
    if (extension.unit === leg.limit.unit) {
      const n = leg.limit.n + extension.n
      leg = { ...leg, limit: { n, unit: extension.unit }, extended: leg.extended + extension.n }
      continue
    }
    const due = findDue(calendar, leg.start, leg.limit, pauses)
    // Still paused before the extension could begin: the end stays open.
    if (due === undefined) return leg
    leg = { start: due, limit: extension, extended: extension.n, before: { limit: leg.limit, due } }
  }
  return leg
}

/** When a limit with extensions runs out (epoch ms); undefined while a running pause keeps the end open. */
export function findExtendedDue(
  calendar: TownCalendar,
  start: number,
  limit: Limit,
  pauses: readonly Pause[],
  extensions: readonly Limit[],
): number | undefined {
  const leg = lastLeg(calendar, start, limit, pauses, extensions)
  return findDue(calendar, leg.start, leg.limit, pauses)
}
