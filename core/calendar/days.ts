import { failCalendar } from './fault.ts'

// The zone is Asia/Shanghai for good: +08:00 without daylight saving, so a fixed shift is exact and no Date or
// Intl object is needed on the hot path.
export const HOUR = 3_600_000
export const DAY = 86_400_000
const SHIFT = 8 * HOUR

/** The Shanghai day an instant falls in, as days since 1970-01-01. @param ms epoch milliseconds */
export const dayOf = (ms: number): number => Math.floor((ms + SHIFT) / DAY)

/** Milliseconds since Shanghai midnight. @param ms epoch milliseconds */
export const timeOf = (ms: number): number => ms + SHIFT - dayOf(ms) * DAY

/** The instant (epoch ms) of a Shanghai day number plus milliseconds since its midnight. */
export const instantOf = (day: number, time = 0): number => day * DAY - SHIFT + time

/** 0 = Sunday … 6 = Saturday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7

/** The day number of `YYYY-MM-DD`; throws `calendar.date-invalid` for anything that is not a real date. */
export function parseDay(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  const ms = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : Number.NaN
  const day = ms / DAY
  // Date.UTC rolls 02-30 over to March; the way back shows it.
  if (!match || formatDay(day) !== text) throw failCalendar('calendar.date-invalid', { detail: `“${text}”不是有效日期` })
  return day
}

/** `YYYY-MM-DD` of a day number. */
export const formatDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** The Shanghai date of an instant. @param ms epoch milliseconds */
export const dateOf = (ms: number): string => formatDay(dayOf(ms))

/** The calendar year of a day number. */
export const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear()

/** First day number of a year; `firstDayOf(y + 1) - 1` is its last. */
export const firstDayOf = (year: number): number => Date.UTC(year, 0, 1) / DAY

/** Milliseconds since midnight of `HH:MM`; `24:00` is the end of the day. */
export function parseTime(text: string): number {
  return Number(text.slice(0, 2)) * HOUR + Number(text.slice(3)) * 60_000
}
