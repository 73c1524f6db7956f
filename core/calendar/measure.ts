import { DAY, HOUR, dayOf, instantOf } from './days.ts'
import { isOpen, rankOf, runOf, tableOf, workdayAt } from './table.ts'
import type { CalendarTable, Run } from './table.ts'
import type { LimitUnit, TownCalendar } from './town-calendar.ts'

/**
 * Time seen through one unit: `at` maps an instant to the counted milliseconds up to it, `reach` maps back. All
 * limit arithmetic is addition on this axis.
 */
export interface Measure {
  /** Counted milliseconds in one unit. */
  readonly unitMs: number
  /** Counted milliseconds up to an instant (epoch ms), from an origin of the measure's own. */
  readonly at: (ms: number) => number
  /** The instant at which so many counted milliseconds are reached. */
  readonly reach: (counted: number) => number
}

const identity = (ms: number) => ms
const clockHours: Measure = { unitMs: HOUR, at: identity, reach: identity }
const calendarDays: Measure = { unitMs: DAY, at: identity, reach: identity }

/**
 * The measure of a unit around a start. The two clock units need no calendar at all, so an urgent case never waits
 * for one.
 *
 * 工作日 (a choice, rules.md §8.8): the same clock time on the next workday, where a start outside office hours
 * counts from the next opening. Inside office hours that is exactly one day's office time, so a 工作日 is measured
 * as such and the two readings of the rule ("same clock time" and "7 工作时") agree, except when the count ends on a
 * closing bell: 工作时 then end at the bell, 工作日 at the next opening (begun Monday 08:30, due Tuesday 08:30).
 *
 * @throws Fault `calendar.year-missing`
 */
export function measureFor(calendar: TownCalendar, unit: LimitUnit, start: number): Measure {
  if (unit === 'clock-hour') return clockHours
  if (unit === 'calendar-day') return calendarDays
  const table = tableOf(calendar)
  const run = runOf(table, dayOf(start))
  const at = (ms: number) => officeMs(table, run, ms)
  if (unit === 'working-hour') return { unitMs: HOUR, at, reach: (counted) => reachBell(table, run, counted) }
  return { unitMs: table.workMs, at, reach: (counted) => reachOpening(table, run, counted) }
}

/** Office milliseconds from the beginning of the run to an instant. */
function officeMs(table: CalendarTable, run: Run, ms: number): number {
  const day = dayOf(ms)
  let sum = rankOf(run, day) * table.workMs
  if (isOpen(run, day)) {
    const time = ms - instantOf(day)
    for (const w of table.windows) if (time > w.from) sum += Math.min(time, w.to) - w.from
  }
  return sum
}

/** The earliest instant with so much office time behind it: a count that fills a window ends at its bell. */
function reachBell(table: CalendarTable, run: Run, counted: number): number {
  if (counted <= 0) return instantOf(run.firstDay)
  const k = Math.ceil(counted / table.workMs) - 1
  let rest = counted - k * table.workMs
  const day = workdayAt(run, k)
  for (const w of table.windows) {
    if (rest <= w.to - w.from) return instantOf(day, w.from + rest)
    rest -= w.to - w.from
  }
  return instantOf(day, table.windows.at(-1)!.to)
}

/** The latest such instant: a count that fills a window ends when the next one opens. */
function reachOpening(table: CalendarTable, run: Run, counted: number): number {
  const k = Math.floor(counted / table.workMs)
  let rest = counted - k * table.workMs
  const day = workdayAt(run, k)
  for (const w of table.windows) {
    if (rest < w.to - w.from) return instantOf(day, w.from + rest)
    rest -= w.to - w.from
  }
  return instantOf(day, table.windows.at(-1)!.to)
}
