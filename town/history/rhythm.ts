import { DAY, HOUR, dateOf, defaultCalendar, isWorkday } from '#core/calendar/contract.ts'
import type { Random } from '#town/geometry/index.ts'

const CHINA = 8 * HOUR

/** The midnight that begins the day of an instant, Asia/Shanghai. */
export const midnight = (at: number): number => Math.floor((at + CHINA) / DAY) * DAY - CHINA

/** Hour of the day, 0–23.99, Asia/Shanghai. */
export const hourOf = (at: number): number => ((at + CHINA) % DAY) / HOUR

// Reports by the hour: two peaks of a hotline's day, a quiet night.
const hours = [6, 4, 3, 3, 4, 9, 22, 52, 92, 100, 96, 80, 52, 56, 82, 90, 84, 74, 58, 52, 48, 38, 24, 12] as const
const peak = Math.max(...hours)

/** How busy an hour is, 0–1. */
export const busyness = (at: number): number => hours[Math.floor(hourOf(at))]! / peak

/** Between half past six and half past nine in the evening: when crews are out. */
export const isWaking = (at: number): boolean => hourOf(at) >= 6.5 && hourOf(at) < 21.5

export interface Day {
  /** Epoch milliseconds of its midnight. */
  readonly from: number
  readonly storm: boolean
  /** Instants of the day's reports in order. */
  readonly times: readonly number[]
}

/** Days before today on which a storm came. */
const stormDays: readonly number[] = [53, 19]

/**
 * The last days up to now with their reports: 50–120 on ordinary days, fewer when offices rest, about 300 in a storm.
 * @param days how many, today included
 */
export function planDays(now: number, days: number, random: Random): Day[] {
  const today = midnight(now)
  return Array.from({ length: days }, (_, i): Day => {
    const ago = days - 1 - i
    const from = today - ago * DAY
    const pick = random.fork(`day ${ago}`)
    const storm = stormDays.includes(ago)
    const usual = pick.range(62, 94) * (isWorkday(defaultCalendar, dateOf(from + 12 * HOUR)) ? 1 : 0.68)
    const count = Math.round(storm ? pick.range(285, 325) : usual)
    const times = Array.from({ length: count }, () => {
      const hour = pick.weighted(hours.map((weight, h) => [h, storm ? weight + 25 : weight] as const))
      return from + Math.floor((hour + pick.next()) * HOUR)
    })
    return { from, storm, times: times.filter((at) => at < now - 60_000).sort((a, b) => a - b) }
  })
}
