import { firstDayOf, parseDay, parseTime, weekdayOf, yearOf } from './days.ts'
import { yearMissing } from './fault.ts'
import type { TownCalendar } from './town-calendar.ts'

/** Consecutive loaded years. A gap splits the calendar, so that no count can step over an unknown year. */
export interface Run {
  readonly firstDay: number
  readonly lastDay: number
  /** `rank[i]` = workdays before day `firstDay + i`; one entry more than there are days. */
  readonly rank: Int32Array
  /** Day numbers of all workdays, ascending: the n-th workday is one array access. */
  readonly workdays: Int32Array
}

export interface Window {
  readonly from: number
  readonly to: number
}

export interface CalendarTable {
  readonly runs: readonly Run[]
  /** Office windows in ms since midnight. */
  readonly windows: readonly Window[]
  /** Office milliseconds in one workday. */
  readonly workMs: number
  /** Days off beyond the plain weekend → name of the holiday. */
  readonly holidays: ReadonlyMap<number, string>
  readonly makeup: ReadonlySet<number>
  readonly provisionalYears: ReadonlySet<number>
}

const tables = new WeakMap<TownCalendar, CalendarTable>()

/**
 * The calendar as arrays, built once per calendar object (about 0.3 ms for three years), so that a limit costs two
 * array reads however long it is.
 */
export function tableOf(calendar: TownCalendar): CalendarTable {
  let table = tables.get(calendar)
  if (!table) tables.set(calendar, (table = buildTable(calendar)))
  return table
}

function buildTable(calendar: TownCalendar): CalendarTable {
  const holidays = new Map<number, string>()
  const makeup = new Set<number>()
  for (const year of Object.values(calendar.years)) {
    for (const { name, from, to } of year.holidays) {
      for (let day = parseDay(from); day <= parseDay(to); day++) holidays.set(day, name)
    }
    for (const date of year.makeup) makeup.add(parseDay(date))
  }
  const open = (day: number) => {
    const weekday = weekdayOf(day)
    return makeup.has(day) || (weekday !== 0 && weekday !== 6 && !holidays.has(day))
  }
  const windows = calendar.officeHours.map(([from, to]) => ({ from: parseTime(from), to: parseTime(to) }))
  const years = Object.keys(calendar.years)
    .map(Number)
    .sort((a, b) => a - b)
  return {
    runs: groupYears(years).map(([first, last]) => buildRun(first, last, open)),
    windows,
    workMs: windows.reduce((sum, w) => sum + w.to - w.from, 0),
    holidays,
    makeup,
    provisionalYears: new Set(years.filter((year) => calendar.years[year]?.provisional)),
  }
}

function groupYears(years: readonly number[]): [first: number, last: number][] {
  const groups: [number, number][] = []
  for (const year of years) {
    const last = groups.at(-1)
    if (last && last[1] === year - 1) last[1] = year
    else groups.push([year, year])
  }
  return groups
}

function buildRun(firstYear: number, lastYear: number, open: (day: number) => boolean): Run {
  const firstDay = firstDayOf(firstYear)
  const lastDay = firstDayOf(lastYear + 1) - 1
  const rank = new Int32Array(lastDay - firstDay + 2)
  const workdays: number[] = []
  for (let day = firstDay; day <= lastDay; day++) {
    if (open(day)) workdays.push(day)
    rank[day - firstDay + 1] = workdays.length
  }
  return { firstDay, lastDay, rank, workdays: Int32Array.from(workdays) }
}

/** The run a day lies in; throws `calendar.year-missing` naming the year when it lies in none. */
export function runOf(table: CalendarTable, day: number): Run {
  for (const run of table.runs) if (day >= run.firstDay && day <= run.lastDay) return run
  throw yearMissing(yearOf(day))
}

/** Workdays of the run before `day`; throws when `day` has left the run. */
export function rankOf(run: Run, day: number): number {
  const rank = day < run.firstDay ? undefined : run.rank[day - run.firstDay]
  // The entry past the last day exists only to tell whether the last day is open.
  if (rank === undefined || day > run.lastDay) throw yearMissing(yearOf(day))
  return rank
}

/** Whether a day of the run is a workday. */
export const isOpen = (run: Run, day: number): boolean => run.rank[day - run.firstDay]! < run.rank[day - run.firstDay + 1]!

/** Day number of the k-th workday of the run (0-based); throws for the year that would be needed. */
export function workdayAt(run: Run, k: number): number {
  const day = run.workdays[k]
  if (day === undefined) throw yearMissing(yearOf(k < 0 ? run.firstDay - 1 : run.lastDay + 1))
  return day
}

/** The provisional days' years touched by [fromDay, toDay]. */
export function provisionalYearsIn(table: CalendarTable, fromDay: number, toDay: number): number[] {
  return [...table.provisionalYears].filter((year) => fromDay < firstDayOf(year + 1) && toDay >= firstDayOf(year))
}

/** Why a day is closed, in words; undefined for a workday. */
export function closedReason(table: CalendarTable, day: number): string | undefined {
  if (isOpen(runOf(table, day), day)) return undefined
  const holiday = table.holidays.get(day)
  return holiday === undefined ? '周末' : `${holiday}放假`
}

/** Whether a day is a weekend day worked in exchange (调休上班). */
export const isMakeup = (table: CalendarTable, day: number): boolean => table.makeup.has(day)
