import type { AlarmState } from '../alarm-words.ts'
import type { Level } from '../rule.ts'

/** What decides whether a new onset is the same alarm again. */
export interface LastAlarm {
  readonly state: AlarmState
  readonly caseClosed: boolean
  /** Epoch milliseconds; undefined while it lasts. */
  readonly end: number | undefined
}

/**
 * A lid tilting again and again is one alarm with a count (features.md 6.1): while nobody settled it, while its case is open, and
 * within the rule's window after its end.
 */
export function isSameAlarm(last: LastAlarm, onset: number, mergeMinutes: number): boolean {
  if (last.state === 'pending' || (last.state === 'case' && !last.caseClosed)) return true
  return last.end === undefined || onset - last.end <= mergeMinutes * 60_000
}

const rank: Readonly<Record<Level, number>> = { critical: 0, alarm: 1, warning: 2 }
export const worseLevel = (a: Level, b: Level): Level => (rank[a] <= rank[b] ? a : b)

/** One number that orders the queue: the worse level first, then the newest. Smaller stands higher. */
export const queuePlace = (level: Level, raisedAt: number): number => rank[level] * 1e14 + (1e13 - raisedAt)

/** rules.md §7.3: this many of one kind, so close together, within so long, become one area alarm. */
export const areaRule = { count: 5, metres: 500, minutes: 10 } as const

export interface Placed {
  readonly id: string
  readonly device_id: string
  readonly place: readonly [number, number]
}

/** Metres between two points; flat within a few kilometres, which is all that is asked. */
export function metresBetween(a: readonly [number, number], b: readonly [number, number]): number {
  const x = (b[0] - a[0]) * Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180)
  return Math.hypot(x, b[1] - a[1]) * 111_195
}

/** The alarms around a new one that make an area alarm together with it; empty: too few. Devices count, not the rules each of them trips. */
export function gather<T extends Placed>(fresh: T, others: readonly T[]): T[] {
  const near = others.filter((one) => one.id !== fresh.id && metresBetween(one.place, fresh.place) <= areaRule.metres)
  return new Set([fresh, ...near].map((one) => one.device_id)).size >= areaRule.count ? [fresh, ...near] : []
}

export const middleOf = (all: readonly Pick<Placed, 'place'>[]): [number, number] => [
  all.reduce((sum, one) => sum + one.place[0], 0) / all.length,
  all.reduce((sum, one) => sum + one.place[1], 0) / all.length,
]
