import { dayOf } from '#core/org/contract.ts'
import { makeCounters } from '#platform/server/counter.ts'
import type { Platform } from '#platform/server/module.ts'

const counters = new WeakMap<Platform, ReturnType<typeof makeCounters>>()

/** Case numbers of this module: `YA` an activation, `YL` a drill, `YR` a task, `GJ` an improvement, `XC` an order; then the day and four digits. */
export async function nextNumber(platform: Platform, town: string, prefix: 'YA' | 'YL' | 'YR' | 'GJ' | 'XC', now: Date): Promise<string> {
  let take = counters.get(platform)
  if (!take) counters.set(platform, (take = makeCounters(platform.db)))
  const day = dayOf(now).replaceAll('-', '')
  return `${prefix}${day}${String(await take(town, `dispatch/${prefix}/${day}`)).padStart(4, '0')}`
}
