import { makeRandom } from '#town/geometry/index.ts'
import { busyAt, demand } from './rhythm.ts'

const minuteMs = 60_000

/** A number of the demo's morning as it went. Times are epoch milliseconds; what lies after now has not happened. */
export interface Lived {
  readonly domain: string
  readonly taken: number
  readonly counter?: number
  readonly called?: number
  readonly served?: number
  readonly ended?: number
}

export interface OpenWindow {
  readonly number: number
  readonly skills: readonly string[]
}

/**
 * Lives a day through up to now: people come by the rhythm, each window takes the next it can serve. Called and served people who are not done
 * stand at their windows, the others wait.
 * @param begins epoch milliseconds of the day's midnight in China
 */
export function liveToday(
  seed: string,
  {
    begins,
    now,
    quarters,
    factor,
    windows,
  }: { begins: number; now: number; quarters: readonly number[]; factor: number; windows: readonly OpenWindow[] },
): Lived[] {
  const random = makeRandom(seed)
  const comers = quarters
    .flatMap((minute) =>
      demand.flatMap(({ domain, perHour, minutes }) => {
        const wanted = (perHour / 4) * busyAt(minute) * factor
        const many = Math.floor(wanted) + (random.next() < wanted % 1 ? 1 : 0)
        return Array.from({ length: many }, () => ({
          domain,
          taken: begins + (minute + random.next() * 15) * minuteMs,
          service: minutes * (0.4 + random.next() * 1.3) * minuteMs,
        }))
      }),
    )
    .filter(({ taken }) => taken <= now)
    .toSorted((a, b) => a.taken - b.taken)
  const free = new Map(windows.map(({ number }) => [number, begins]))
  return comers.map(({ domain, taken, service }): Lived => {
    const able = windows.filter(({ skills }) => skills.includes(domain)).toSorted((a, b) => free.get(a.number)! - free.get(b.number)!)
    const window = able[0]
    const called = window && Math.max(taken + 20_000, free.get(window.number)!)
    if (!window || called === undefined || called > now) return { domain, taken }
    const served = called + 35_000
    const ended = served + service
    free.set(window.number, ended + 15_000)
    return { domain, taken, counter: window.number, called, ...(served <= now ? { served } : {}), ...(ended <= now ? { ended } : {}) }
  })
}
