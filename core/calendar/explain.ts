import { z } from 'zod'
import { dayOf, formatDay, instantOf } from './days.ts'
import { lastLeg } from './leg.ts'
import type { Leg } from './leg.ts'
import { elapsed, findDue } from './limit.ts'
import { measureFor } from './measure.ts'
import type { Pause } from './span.ts'
import { closedReason, isMakeup, provisionalYearsIn, tableOf } from './table.ts'
import type { CalendarTable } from './table.ts'
import { Limit, limitText } from './town-calendar.ts'
import type { TownCalendar } from './town-calendar.ts'
import { amountWords, dayWords, durationWords, instantWords } from './wording.ts'

const Counted = z.object({ from: z.int(), to: z.int() })
export const Skipped = z.object({ from: z.int(), to: z.int(), kind: z.enum(['off-hours', 'day-off', 'pause']), why: z.string() })
export type Skipped = z.infer<typeof Skipped>

/** A clock explaining itself; all times epoch ms. `counted` and `skipped` tile [start, due] ([start, now] while paused). */
export const Explanation = z.object({
  start: z.int(),
  /** Extensions of the same unit are added to it; one of another unit starts a stretch of its own at the old end. */
  limit: Limit,
  /** How much of `limit` came by extension. */
  extended: z.number(),
  /** Absent while a running pause keeps the end open. */
  due: z.int().optional(),
  state: z.enum(['running', 'paused', 'overdue']),
  counted: z.array(Counted),
  skipped: z.array(Skipped),
  /** In the limit's unit. `remaining` is negative once overdue. */
  elapsed: z.number(),
  remaining: z.number(),
  /** Weekend days worked in exchange (YYYY-MM-DD) that were counted. */
  makeup: z.array(z.string()),
  /** Years whose days are provisional and touched by this clock. */
  provisionalYears: z.array(z.int()),
  sentence: z.string(),
})
export type Explanation = z.infer<typeof Explanation>

/**
 * Which spans of a clock counted, which not and why, and one Chinese sentence for the case page.
 * @param begun epoch milliseconds @param now epoch milliseconds
 * @param extensions granted extensions in order; see {@link findExtendedDue}
 * @throws Fault `calendar.year-missing`
 */
export function explain(
  calendar: TownCalendar,
  begun: number,
  own: Limit,
  pauses: readonly Pause[],
  now: number,
  extensions: readonly Limit[] = [],
): Explanation {
  const table = tableOf(calendar)
  const leg = lastLeg(calendar, begun, own, pauses, extensions)
  const { start, limit } = leg
  // The two clock units run day and night and need no calendar.
  const office = limit.unit === 'working-hour' || limit.unit === 'working-day'
  const due = findDue(calendar, start, limit, pauses)
  const end = due ?? Math.max(now, start)
  const pieces = split(table, office, start, end, pauses)
  const skipped = pieces.filter((p): p is Skipped => p.why !== undefined)
  const counted = pieces.filter((p) => p.why === undefined).map(({ from, to }) => ({ from, to }))
  const used = elapsed(calendar, start, now, limit.unit, pauses)
  const facts: Facts = {
    start,
    limit,
    extended: leg.extended,
    ...(due === undefined ? {} : { due }),
    state: now > end ? 'overdue' : pauseAt(pauses, now) ? 'paused' : 'running',
    counted,
    skipped,
    elapsed: used,
    remaining: limit.n - used,
    makeup: office ? makeupDays(table, counted) : [],
    provisionalYears: office ? provisionalYearsIn(table, dayOf(start), dayOf(end)) : [],
  }
  const unitMs = measureFor(calendar, limit.unit, start).unitMs
  return { ...facts, sentence: sentenceOf(table, facts, leg, unitMs, pauseAt(pauses, now)?.reason) }
}

type Facts = Omit<Explanation, 'sentence'>
const pauseAt = (pauses: readonly Pause[], ms: number) => pauses.find((p) => p.from <= ms && ms < (p.to ?? Infinity))

interface Piece {
  from: number
  to: number
  kind?: Skipped['kind']
  why?: string
}

/** Cuts [start, end] wherever anything changes, names each piece, and joins neighbours with the same name. */
function split(table: CalendarTable, office: boolean, start: number, end: number, pauses: readonly Pause[]): Piece[] {
  const cuts = new Set([start, end])
  for (const pause of pauses) cuts.add(pause.from).add(pause.to ?? end)
  if (office) {
    for (let day = dayOf(start); day <= dayOf(end); day++) {
      cuts.add(instantOf(day))
      for (const w of table.windows) cuts.add(instantOf(day, w.from)).add(instantOf(day, w.to))
    }
  }
  const points = [...cuts].filter((ms) => ms >= start && ms <= end).sort((a, b) => a - b)
  const pieces: Piece[] = []
  for (let i = 1; i < points.length; i++) {
    const from = points[i - 1]!
    const piece = { from, to: points[i]!, ...nameOf(table, office, from, pauses) }
    const last = pieces.at(-1)
    if (last && last.why === piece.why) last.to = piece.to
    else pieces.push(piece)
  }
  return pieces
}

function nameOf(table: CalendarTable, office: boolean, ms: number, pauses: readonly Pause[]): Pick<Skipped, 'kind' | 'why'> | undefined {
  // A pause is named first: it is the act somebody must answer for.
  const pause = pauseAt(pauses, ms)
  if (pause) return { kind: 'pause', why: `暂停：${pause.reason}` }
  if (!office) return undefined
  const day = dayOf(ms)
  const closed = closedReason(table, day)
  if (closed) return { kind: 'day-off', why: closed }
  const time = ms - instantOf(day)
  return table.windows.some((w) => time >= w.from && time < w.to) ? undefined : { kind: 'off-hours', why: '非工作时间' }
}

function makeupDays(table: CalendarTable, counted: readonly { from: number; to: number }[]): string[] {
  const days = new Set(counted.map((span) => dayOf(span.from)))
  return [...days].filter((day) => isMakeup(table, day)).map(formatDay)
}

/** One clause per reason: `周末2天`, `国庆节放假7天`, `暂停：等待权属单位资料（3小时）`, `非工作时间`. */
function skippedWords(skipped: readonly Skipped[]): string {
  const days = new Map<string, number>()
  const rest = new Map<string, number>()
  for (const { from, to, kind, why } of skipped) {
    if (kind === 'day-off') days.set(why, (days.get(why) ?? 0) + dayOf(to - 1) - dayOf(from) + 1)
    else rest.set(why, (rest.get(why) ?? 0) + to - from)
  }
  const clauses = [...days].map(([why, n]) => `${why}${n}天`)
  for (const [why, ms] of rest) clauses.push(why === '非工作时间' ? why : `${why}（${durationWords(ms)}）`)
  return clauses.join('、')
}

/** `时限5个工作日（含延期2个工作日）`, or what was given on top of a limit in another unit. */
function limitWords(table: CalendarTable, { limit, extended, before }: Leg): string {
  if (before) return `延期${limitText(limit)}（原时限${limitText(before.limit)}，${instantWords(table, before.due)}到期）`
  return `时限${limitText(limit)}${extended > 0 ? `（含延期${limitText({ ...limit, n: extended })}）` : ''}`
}

function sentenceOf(table: CalendarTable, facts: Facts, leg: Leg, unitMs: number, pausedFor: string | undefined): string {
  const { start, limit, due } = facts
  const amount = (n: number) => amountWords(limit.unit, Math.round(n * unitMs), unitMs)
  const begin = facts.counted[0]?.from ?? start
  const delayed = begin > start ? `，${instantWords(table, begin)}开始计时` : ''
  const parts = [`${limitWords(table, leg)}，${instantWords(table, start)}起${delayed}`]
  if (due !== undefined) parts.push(`${instantWords(table, due)}到期`)
  const skips = skippedWords(facts.skipped)
  if (skips) parts.push(`不计时：${skips}`)
  if (facts.makeup.length > 0) parts.push(`照常计时：${facts.makeup.map((date) => dayWords(table, date)).join('、')}`)
  const used = `已用${amount(facts.elapsed)}，尚余${amount(Math.max(0, facts.remaining))}`
  if (facts.state === 'running') parts.push(used)
  else if (facts.state === 'overdue') parts.push(facts.remaining < 0 ? `已超期${amount(-facts.remaining)}` : '已超期')
  else parts.push(`现正暂停（${pausedFor}），${used}${due === undefined ? '，恢复后重新推算到期时间' : ''}`)
  for (const year of facts.provisionalYears) parts.push(`${year}年放假安排尚未公布，结果为暂定`)
  return `${parts.join('。')}。`
}
