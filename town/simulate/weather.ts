/** The weather one town shares: every device feels the same rain. */
export interface Weather {
  /** mm/h */
  readonly rain: number
  /** °C */
  readonly temperature: number
  /** %RH */
  readonly humidity: number
  /** m/s */
  readonly wind: number
}

const DAY = 86_400_000
/** Asia/Shanghai has no daylight saving. */
const ZONE = 8 * 3_600_000

/** Hours since local midnight, 0–24. */
export const hourAt = (at: number): number => ((at + ZONE) % DAY) / 3_600_000
export const dayNumber = (at: number): number => Math.floor((at + ZONE) / DAY)

/** A number in [0, 1) that belongs to a key: the same on every run, so that history and the living town agree. */
export function fixed(...key: readonly number[]): number {
  let h = 0x811c9dc5
  for (const part of key) {
    h = Math.imul(h ^ (part | 0), 0x01000193)
    h ^= h >>> 15
    h = Math.imul(h, 0x2c1b3c6d)
    h ^= h >>> 13
  }
  return (h >>> 0) / 4_294_967_296
}

/** A shower belongs to its day: about one day in three has one, some hours long, rising and falling. */
function shower(at: number): number {
  const day = dayNumber(at)
  if (fixed(day, 1) > 0.34) return 0
  const from = fixed(day, 2) * 18
  const hours = 1.5 + fixed(day, 3) * 4
  const into = (hourAt(at) - from) / hours
  return into <= 0 || into >= 1 ? 0 : (4 + fixed(day, 4) * 18) * Math.sin(Math.PI * into)
}

/** A cloudburst of two hours, as `--storm` wants: up to 70 mm/h, which no lid drains. */
function cloudburst(at: number, since: number): number {
  const into = (at - since) / 7_200_000
  return into < 0 || into > 1 ? 0 : 70 * Math.sin(Math.PI * into) ** 0.5
}

/**
 * The weather at a moment.
 * @param storm epoch milliseconds at which a storm begins, if one is played
 */
export function weatherAt(at: number, storm?: number): Weather {
  const rain = shower(at) + (storm === undefined ? 0 : cloudburst(at, storm))
  const season = Math.cos(((dayNumber(at) - 205) / 365.25) * 2 * Math.PI)
  const daily = Math.cos(((hourAt(at) - 15) / 24) * 2 * Math.PI)
  return {
    rain,
    temperature: 16.5 + 11.5 * season + 4.5 * daily - (rain > 0 ? 2.5 : 0),
    humidity: Math.min(99, 72 - 12 * daily + (rain > 0 ? 20 : 0)),
    wind: 2.2 + 1.2 * daily + (rain > 20 ? 6 : 0),
  }
}

const HALF_HOUR = 1_800_000

/**
 * The rain of the time before a moment in steps of half an hour at most, the oldest first: a device that sleeps for a day wakes in what all of it
 * left behind, not in the last minute's rain times a day. Eight hours back at most, by then everything has drained.
 * @param seconds how far back
 */
export function rainBefore(at: number, seconds: number, storm?: number): { readonly minutes: number; readonly rain: number }[] {
  const span = Math.min(seconds * 1000, 8 * 3_600_000)
  const n = Math.max(1, Math.ceil(span / HALF_HOUR))
  const step = span / n
  return Array.from({ length: n }, (_, i) => ({
    minutes: step / 60_000,
    rain: shower(at - span + (i + 0.5) * step) + (storm === undefined ? 0 : cloudburst(at - span + (i + 0.5) * step, storm)),
  }))
}
