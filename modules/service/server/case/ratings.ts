import { z } from 'zod'
import { getCalendar } from '#core/calendar/server/index.ts'
import { type CaseEffect, type CasePreparation, open } from '#core/case/server/index.ts'
import { type Actor, systemActor } from '#core/org/contract.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { Id, newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { countWorkdays, dateOf } from '#core/calendar/contract.ts'
import { failService } from '../../faults.ts'
import { Level, RatingDoor, type RatingDraft, type RatingRow, isBad, ratingFigures } from '../../rating.ts'
import { nextNumber } from './numbers.ts'

/** Working days a town gives itself to put a bad rating right: §5.5 says 15, features.md 4.4 five; the town's own setting decides. */
export async function fixDaysOf(tx: Tx, town: string): Promise<number> {
  const [row] = await tx.query<{ value: unknown }>(
    `select value from platform.setting where town = $1 and key = 'service.rating-fix-days'`,
    [town],
  )
  return z.int().min(1).max(60).safeParse(row?.value).data ?? 15
}

/** Working days after the end within which it may be rated (rules.md §5.5, 示例). */
const WINDOW = 5

export interface Rated {
  readonly caseId: string
  readonly closedAt: Date | null
  readonly issuedAt: Date | null
}

/** Which round may be given now: the first within five working days of the end, the second once a correction is done. */
export async function roundOpen(tx: Tx, town: string, { caseId, closedAt, issuedAt }: Rated, now: Date): Promise<1 | 2 | undefined> {
  const rows = await tx.query<{ round: number; state: string }>(
    `select round, state from service.rating where town = $1 and case_id = $2`,
    [town, caseId],
  )
  const first = rows.find(({ round }) => round === 1)
  if (first) return first.state === 'rectified' && !rows.some(({ round }) => round === 2) ? 2 : undefined
  const end = issuedAt ?? closedAt
  if (!end) return undefined
  return countWorkdays(await getCalendar(tx, town), dateOf(end.getTime()), dateOf(now.getTime())) <= WINDOW ? 1 : undefined
}

/**
 * One rating per item per case; a bad one opens its correction in the same transaction. The same `actionId` again changes nothing.
 * @throws Fault service.cannot-rate
 */
export async function rateCase(
  tx: Tx,
  platform: Platform,
  given: { town: string; rated: Rated; draft: RatingDraft; actionId: string; matterName: string; number: string; now: Date },
): Promise<void> {
  const { town, rated, draft, actionId, now } = given
  const [known] = await tx.query(`select 1 as ok from service.rating where town = $1 and case_id = $2 and action_id = $3`, [
    town,
    rated.caseId,
    actionId,
  ])
  if (known) return
  const round = await roundOpen(tx, town, rated, now)
  if (!round) throw failService('service.cannot-rate')
  const bad = isBad(draft.level) && round === 1
  const fixId = bad ? newId(now.getTime()) : null
  const [served] = await tx.query<{ person_id: string | null }>(
    `select opened_by as person_id from service.office_case where town = $1 and case_id = $2`,
    [town, rated.caseId],
  )
  const kept = await tx.query(
    `insert into service.rating (town, case_id, round, door, level, dimensions, words, at, served_by, state, fix_id, action_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning 1 as ok`,
    [
      town,
      rated.caseId,
      round,
      draft.door,
      draft.level,
      JSON.stringify(draft.dimensions),
      draft.words,
      now,
      served?.person_id ?? null,
      bad ? 'fixing' : 'counted',
      fixId,
      actionId,
    ],
  )
  if (kept.length === 0) throw failService('service.cannot-rate')
  await tx.query(`update service.office_case set rated = true where town = $1 and case_id = $2`, [town, rated.caseId])
  if (!fixId) return
  const year = dateOf(now.getTime()).slice(0, 4)
  await open(tx, platform, {
    process: 'rating-fix',
    caseId: fixId,
    number: `CP${year}${String(await nextNumber(platform, town, `service-fix/${year}`)).padStart(5, '0')}`,
    actor: systemActor(town, '好差评'),
    actionId: newId(),
    now,
    data: {
      title: `差评整改：${given.matterName}`,
      areaCode: town,
      // Who looks into it must know which case; the window staff cannot read this process.
      about: given.number,
      caseId: rated.caseId,
      level: draft.level,
      words: draft.words,
      fixLimit: { n: await fixDaysOf(tx, town), unit: 'working-day' },
    },
  })
}

/** 评价人认可 → rectified, else unresolved; both were called back. */
export const ratingPreparation: CasePreparation = {
  process: 'rating-fix',
  actions: ['call-back'],
  prepare: async (_tx, { act }) => ({ outcome: act.input['accepted'] === true ? 'rectified' : 'unresolved' }),
}

/** What came of the correction goes back to the rating: excluded leaves the figures, rectified may be rated once more. */
export const ratingFixed: CaseEffect = {
  name: 'service.rating-fixed',
  run: async (tx, { town, caseId, act, after }) => {
    const due = after.clocks['fix']?.dueAt
    await tx.query(`update service.rating set state = $3, in_time = $4 where town = $1 and fix_id = $2`, [
      town,
      caseId,
      act.action === 'exclude' ? 'excluded' : 'rectified',
      act.action === 'exclude' ? null : due === undefined || act.at <= due,
    ])
  },
}

const Cursor = z.tuple([z.iso.datetime(), Id])

/** Ratings with their case, for whoever answers for the hall; never for the windows. */
export async function listRatingRows(
  tx: Tx,
  town: string,
  ask: { bad?: 'yes' | 'no' | undefined; after?: string | undefined; limit: number },
): Promise<{ rows: RatingRow[]; next?: string }> {
  const after = readAfter(Cursor, ask.after)
  const values: unknown[] = [town]
  const add = (value: unknown): string => `$${values.push(value)}`
  const where = ['r.town = $1', 'r.round = 1']
  if (ask.bad) where.push(ask.bad === 'yes' ? 'r.level <= 2' : 'r.level > 2')
  if (after) where.push(`(r.at, r.case_id) < (${add(after[0])}::timestamptz, ${add(after[1])}::uuid)`)
  const rows = await tx.query<{
    case_id: string
    number: string
    matter_name: string
    level: number
    door: string
    dimensions: Record<string, number>
    words: string
    at: Date
    state: RatingRow['state']
    fix_id: string | null
    second: number | null
  }>(
    `select r.case_id, o.number, o.matter_name, r.level, r.door, r.dimensions, r.words, r.at, r.state, r.fix_id, s.level as second
       from service.rating r join service.office_case o on o.town = r.town and o.case_id = r.case_id
       left join service.rating s on s.town = r.town and s.case_id = r.case_id and s.round = 2
      where ${where.join(' and ')} order by r.at desc, r.case_id desc limit ${add(ask.limit + 1)}`,
    values,
  )
  const page = rows.slice(0, ask.limit)
  const last = page.at(-1)
  return {
    rows: page.map((row) => ({
      caseId: row.case_id,
      number: row.number,
      matterName: row.matter_name,
      level: Level.parse(row.level),
      door: RatingDoor.parse(row.door),
      dimensions: row.dimensions,
      words: row.words,
      at: row.at.toISOString(),
      state: row.state,
      ...(row.fix_id ? { fixId: row.fix_id } : {}),
      ...(row.second === null ? {} : { second: row.second }),
    })),
    ...(rows.length > ask.limit && last ? { next: writeCursor([last.at.toISOString(), last.case_id]) } : {}),
  }
}

/** The figures of the last year: a second rating stands for the first, an excluded one for nothing. */
export async function ratingFiguresOf(tx: Tx, town: string, now: Date) {
  const since = new Date(now.getTime() - 365 * 86_400_000)
  const [levels, rest] = await Promise.all([
    tx.query<{ level: number; n: number }>(
      `select coalesce(s.level, r.level) as level, count(*)::int as n from service.rating r
         left join service.rating s on s.town = r.town and s.case_id = r.case_id and s.round = 2
        where r.town = $1 and r.round = 1 and r.at >= $2 and r.state <> 'excluded' group by 1`,
      [town, since],
    ),
    tx.query<{ bad: number; fixed: number; fixing: number; closed: number }>(
      `select count(*) filter (where level <= 2 and state <> 'excluded')::int as bad, count(*) filter (where state = 'rectified' and in_time)::int as fixed,
          count(*) filter (where state = 'fixing')::int as fixing,
          (select count(*)::int from service.office_case o where o.town = $1 and not o.open and o.opened_at >= $2) as closed
         from service.rating where town = $1 and round = 1 and at >= $2`,
      [town, since],
    ),
  ])
  const counts = Object.fromEntries(levels.map(({ level, n }) => [String(level), n]))
  const { bad = 0, fixed = 0, fixing = 0, closed = 0 } = rest[0] ?? {}
  return {
    ...ratingFigures({ levels: counts, bad, rectifiedInTime: fixed, closed }),
    levels: counts,
    openFixes: fixing,
    fixDays: await fixDaysOf(tx, town),
  }
}

/** A window's own: by month, and only months with five or more, so that nobody can be told apart. */
export async function ownRatings(tx: Tx, actor: Actor) {
  const rows = await tx.query<{ month: string; level: number; words: string }>(
    `select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, level, words from service.rating
      where town = $1 and served_by = $2 and round = 1 and state <> 'excluded' order by month desc, md5(case_id::text) limit 500`,
    [actor.town, actor.personId],
  )
  const months = new Map<string, typeof rows>()
  for (const row of rows) months.set(row.month, [...(months.get(row.month) ?? []), row])
  const shown = [...months.values()].filter((list) => list.length >= 5).flat()
  const levels: Record<string, number> = {}
  for (const { level } of shown) levels[String(level)] = (levels[String(level)] ?? 0) + 1
  return { levels, rows: shown, held: rows.length - shown.length }
}
