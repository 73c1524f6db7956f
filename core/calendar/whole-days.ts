import { dayOf, formatDay, instantOf, parseDay } from './days.ts'
import type { Explanation, Skipped } from './explain.ts'
import { type Pause, clipPauses } from './span.ts'
import { closedReason, isMakeup, provisionalYearsIn, tableOf } from './table.ts'
import { type Limit, type TownCalendar, limitText, unitWords } from './town-calendar.ts'
import { dayWords } from './wording.ts'
import { addDays, addWorkdays, countWorkdays, endOfDay, endOfOffice } from './workdays.ts'

/** Only units of days can be counted whole; an hour unit of a whole-day clock is read as working days. */
const inWorkdays = ({ unit }: Limit): boolean => unit !== 'calendar-day'

const dateAt = (ms: number): string => formatDay(dayOf(ms))

const daysIn = (calendar: TownCalendar, workdays: boolean, from: string, to: string): number =>
  workdays ? countWorkdays(calendar, from, to) : parseDay(to) - parseDay(from)

/**
 * The last day of a limit. 0 days is the day itself, or the next workday once the office has closed or on a day off
 * (即办件, rules.md §5.4).
 */
function lastDay(calendar: TownCalendar, start: number, date: string, limit: Limit, more: number): string {
  const n = Math.ceil(limit.n) + more
  if (!inWorkdays(limit)) return addDays(date, n)
  const closed = n === 0 && start >= endOfOffice(calendar, date)
  return addWorkdays(calendar, date, closed ? 1 : n)
}

interface Stretch {
  readonly start: number
  readonly limit: Limit
  readonly extended: number
  readonly before?: { readonly limit: Limit; readonly date: string }
}

function dateOfStretch(calendar: TownCalendar, { start, limit }: Stretch, pauses: readonly Pause[]): string {
  const from = dateAt(start)
  let excluded = 0
  let date = lastDay(calendar, start, from, limit, 0)
  for (const pause of clipPauses(
    pauses.filter((p) => p.to !== undefined),
    start,
    Infinity,
  )) {
    if (pause.from >= endOfDay(date)) break
    excluded += daysIn(calendar, inWorkdays(limit), dateAt(pause.from), dateAt(pause.to))
    date = lastDay(calendar, start, from, limit, excluded)
  }
  return date
}

function stretchOf(calendar: TownCalendar, start: number, limit: Limit, pauses: readonly Pause[], extensions: readonly Limit[]): Stretch {
  let stretch: Stretch = { start, limit, extended: 0 }
  for (const extension of extensions) {
    if (inWorkdays(extension) === inWorkdays(stretch.limit)) {
      const n = stretch.limit.n + extension.n
      stretch = { ...stretch, limit: { ...stretch.limit, n }, extended: stretch.extended + extension.n }
      continue
    }
    const date = dateOfStretch(calendar, stretch, pauses)
    stretch = { start: endOfDay(date) - 1, limit: extension, extended: extension.n, before: { limit: stretch.limit, date } }
  }
  return stretch
}

const openAt = (pauses: readonly Pause[], end: number): Pause | undefined => pauses.find((p) => p.to === undefined && p.from < end)

/**
 * When a limit counted in whole days runs out (行政许可法 art. 82, rules.md §5.4, §8.8): the day it began is not counted, the days in (from, to] of a
 * pause are left out, extensions are added, and it ends at 24:00 of its last day. A duty of the agency itself is not rolled to a workday.
 * @returns epoch milliseconds; undefined while a running pause keeps the end open
 * @throws Fault `calendar.year-missing`
 */
export function findWholeDue(
  calendar: TownCalendar,
  start: number,
  limit: Limit,
  pauses: readonly Pause[],
  extensions: readonly Limit[],
): number | undefined {
  const due = endOfDay(dateOfStretch(calendar, stretchOf(calendar, start, limit, pauses, extensions), pauses))
  return openAt(pauses, due) ? undefined : due
}

/**
 * Day by day what counted of such a limit, what did not and why; the same shape as `explain`.
 * @param begun epoch milliseconds @param now epoch milliseconds
 */
export function explainWhole(
  calendar: TownCalendar,
  begun: number,
  own: Limit,
  pauses: readonly Pause[],
  now: number,
  extensions: readonly Limit[] = [],
): Explanation {
  const table = tableOf(calendar)
  const stretch = stretchOf(calendar, begun, own, pauses, extensions)
  const { start, limit, extended, before } = stretch
  const due = findWholeDue(calendar, begun, own, pauses, extensions)
  const first = dayOf(start)
  const last = due === undefined ? Math.max(dayOf(now), first) : dayOf(due - 1)
  const workdays = inWorkdays(limit)
  const pauseOn = (day: number): Pause | undefined =>
    pauses.find(({ from, to }) => day > dayOf(from) && (to === undefined || day <= dayOf(to)))
  const why = (day: number): Pick<Skipped, 'kind' | 'why'> | undefined => {
    const closed = workdays ? closedReason(table, day) : undefined
    if (closed) return { kind: 'day-off', why: closed }
    const pause = pauseOn(day)
    return pause ? { kind: 'pause', why: `暂停：${pause.reason}` } : undefined
  }
  const skipped: Skipped[] = []
  const counted: { from: number; to: number }[] = []
  const countedDays: number[] = []
  if (last > first && start < instantOf(first + 1))
    skipped.push({ from: start, to: instantOf(first + 1), kind: 'off-hours', why: '当日不计' })
  for (let day = last > first ? first + 1 : first; day <= last; day++) {
    const span = { from: Math.max(start, instantOf(day)), to: instantOf(day + 1) }
    const out = why(day)
    if (!out) countedDays.push(day)
    const list: { from: number; to: number; why?: string }[] = out ? skipped : counted
    const previous = list.at(-1)
    if (previous && previous.to === span.from && previous.why === out?.why) previous.to = span.to
    else if (out) skipped.push({ ...span, ...out })
    else counted.push(span)
  }
  const today = dayOf(now)
  const until = (day: number): number => {
    let n = 0
    for (let d = first + 1; d <= day; d++) if (!why(d)) n++
    return n
  }
  const total = Math.ceil(limit.n)
  const used = until(today)
  const late = due !== undefined && now > due
  const paused = !late && openAt(pauses, due ?? Infinity)
  const makeup = workdays ? countedDays.filter((day) => isMakeup(table, day)).map(formatDay) : []
  const provisionalYears = workdays ? provisionalYearsIn(table, first, last) : []
  const long = (date: string): string => `${date.slice(0, 4)}年${dayWords(table, date)}`
  const unit = unitWords[workdays ? 'working-day' : 'calendar-day']
  const parts = [
    `时限${limitText({ ...limit, n: total })}${before ? `（延期，原时限${limitText(before.limit)}，${long(before.date)}到期）` : extended > 0 ? `（含延期${limitText({ ...limit, n: extended })}）` : ''}，${long(dateAt(start))}起${total > 0 ? '，当日不计' : ''}`,
  ]
  if (due !== undefined) parts.push(`${long(formatDay(last))}24:00到期`)
  const words = new Map<string, number>()
  for (const { from, to, kind, why: text } of skipped)
    if (kind !== 'off-hours') words.set(text, (words.get(text) ?? 0) + dayOf(to - 1) - dayOf(from) + 1)
  if (words.size > 0)
    parts.push(`不计入：${[...words].map(([text, n]) => (text.startsWith('暂停') ? `${text}（${n}天）` : `${text}${n}天`)).join('、')}`)
  if (makeup.length > 0) parts.push(`照常计入：${makeup.map((date) => dayWords(table, date)).join('、')}`)
  if (late) parts.push(`已超期${Math.max(1, used - total)}个${unit}`)
  else parts.push(`${paused ? `现正暂停（${paused.reason}），` : ''}已用${used}个${unit}，尚余${Math.max(0, total - used)}个${unit}`)
  if (paused && due === undefined) parts.push('恢复后重新推算到期日')
  for (const year of provisionalYears) parts.push(`${year}年放假安排尚未公布，结果为暂定`)
  return {
    start,
    limit,
    extended,
    ...(due === undefined ? {} : { due }),
    state: late ? 'overdue' : paused ? 'paused' : 'running',
    counted,
    skipped,
    elapsed: used,
    remaining: total - used,
    makeup,
    provisionalYears,
    sentence: `${parts.join('。')}。`,
  }
}
