import { dayOf } from '#core/org/contract.ts'
import { makeCounters } from '#platform/server/counter.ts'
import type { Platform } from '#platform/server/module.ts'

/** Takes numbers of a day, `block` at a time from the database. */
export function numbersOf(platform: Platform, block?: number): (town: string, now: Date) => Promise<string> {
  const take = makeCounters(platform.db, block)
  return async (town, now) => {
    const day = dayOf(now).replaceAll('-', '')
    return `SJ${day}${String(await take(town, `incident/${day}`)).padStart(5, '0')}`
  }
}

const counters = new WeakMap<Platform, (town: string, now: Date) => Promise<string>>()

/** Incident numbers: SJ + day + five digits, growing within the day; a restart may leave a gap, never a repeat. */
export function countersOf(platform: Platform): (town: string, now: Date) => Promise<string> {
  let next = counters.get(platform)
  if (!next) {
    next = numbersOf(platform)
    counters.set(platform, next)
  }
  return next
}
