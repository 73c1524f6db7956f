import { DAY, dayOf, formatDay, instantOf, parseDay, parseTime } from './days.ts'
import { isOpen, rankOf, runOf, tableOf, workdayAt } from './table.ts'
import type { TownCalendar } from './town-calendar.ts'

// Legal periods in whole days (rules.md §8.8). Which kind a period is comes from its law: 行政处罚法 art.85,
// 行政强制法 art.69, 行政许可法 art.82 (rules.md §0); it is never guessed from the number.

/** Whether `YYYY-MM-DD` is a workday: make-up day, or Monday–Friday and no holiday. */
export function isWorkday(calendar: TownCalendar, date: string): boolean {
  const day = parseDay(date)
  return isOpen(runOf(tableOf(calendar), day), day)
}

/**
 * The n-th workday after `date`: the trigger day is not counted, day 1 is the next workday. A negative n counts
 * back ("at least 7 workdays before"); 0 keeps a workday and moves a day off to the next workday (即办件).
 */
export function addWorkdays(calendar: TownCalendar, date: string, n: number): string {
  const day = parseDay(date)
  const run = runOf(tableOf(calendar), day)
  const before = rankOf(run, day)
  const upTo = before + (isOpen(run, day) ? 1 : 0)
  const k = n > 0 ? upTo + n - 1 : before + n
  return formatDay(workdayAt(run, k))
}

/** `date` plus n calendar days, the trigger day not counted. Needs no calendar. */
export const addDays = (date: string, n: number): string => formatDay(parseDay(date) + n)

/**
 * A calendar-day period: `raw` as counted, `rolled` moved to the next workday when raw is a day off (civil-law rule
 * by analogy, rules.md §8.8). For duties of the agency itself show both and alarm on `raw`.
 */
export function addDaysRoll(calendar: TownCalendar, date: string, n: number): { raw: string; rolled: string } {
  const raw = addDays(date, n)
  return { raw, rolled: addWorkdays(calendar, raw, 0) }
}

/** Workdays in (after, until]: how many of a period have been used. Negative when `until` lies before `after`. */
export function countWorkdays(calendar: TownCalendar, after: string, until: string): number {
  const from = parseDay(after)
  const to = parseDay(until)
  const run = runOf(tableOf(calendar), from)
  const upTo = (day: number) => rankOf(run, day) + (isOpen(run, day) ? 1 : 0)
  return upTo(to) - upTo(from)
}

/** The instant (epoch ms) a period ending on `date` ends: 24:00 of that day. */
export const endOfDay = (date: string): number => instantOf(parseDay(date)) + DAY

/** The same for filing in person: the end of office hours on `date`. */
export function endOfOffice(calendar: TownCalendar, date: string): number {
  return instantOf(parseDay(date), parseTime(calendar.officeHours.at(-1)![1]))
}

/** Whether an instant (epoch ms) lies inside office hours of a workday. */
export function isOfficeOpen(calendar: TownCalendar, ms: number): boolean {
  const table = tableOf(calendar)
  const day = dayOf(ms)
  const time = ms - instantOf(day)
  return isOpen(runOf(table, day), day) && table.windows.some((w) => time >= w.from && time < w.to)
}
