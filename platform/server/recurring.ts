import type { JobKind } from './module.ts'

const day = 86_400_000
/** China keeps one time and no summer time. */
const offset = 8 * 3_600_000

/** The next `HH:MM` in China after a moment. */
export function nextDaily(time: string, after: Date): Date {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  if (!match) throw new Error(`not a time of day: ${time}`)
  const minutes = Number(match[1]) * 60 + Number(match[2])
  const today = Math.floor((after.getTime() + offset) / day) * day - offset + minutes * 60_000
  return new Date(today > after.getTime() ? today : today + day)
}

/** The next whole step of `minutes`, counted from midnight in China. */
export function nextEvery(minutes: number, after: Date): Date {
  const step = minutes * 60_000
  return new Date((Math.floor((after.getTime() + offset) / step) + 1) * step - offset)
}

export type Rhythm = { readonly daily: string } | { readonly everyMinutes: number }

/**
 * A job that repeats for the whole installation: one row of town `-`, seeded when a worker starts, set again in the
 * transaction of each run. Missed times (the machine was off) are run once, not once each.
 */
export function recurring(kind: string, rhythm: Rhythm, run: JobKind['run']): JobKind {
  const next = (after: Date) => ('daily' in rhythm ? nextDaily(rhythm.daily, after) : nextEvery(rhythm.everyMinutes, after))
  next(new Date(0))
  return { kind, run, next }
}
