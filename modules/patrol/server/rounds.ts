import { z } from 'zod'
import { dayAt } from '#core/area/contract.ts'
import { getLocator } from '#core/area/server/index.ts'
import { type Actor, reaches } from '#core/org/contract.ts'
import { peopleAt, personNames, scopeCondition, towns } from '#core/org/server/index.ts'
import { Id } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { recurring } from '#platform/server/recurring.ts'
import { groundCovered, troddenCells } from '../coverage.ts'
import { failPatrol } from '../faults.ts'
import type { Round, RoundDetail, RoundState, Stop } from '../round.ts'
import { cleanTrack } from '../track/clean.ts'
import { objectsIn } from './objects.ts'
import { readPoints } from './tracks.ts'

const HOUR = 3_600_000
/** More places than this nobody sees in one round. */
const MOST_STOPS = 200

const FrozenStop = z.object({ objectId: z.string(), checklistId: z.string(), version: z.int() })
type FrozenStop = z.infer<typeof FrozenStop>

export interface RoundRow {
  id: string
  plan_id: string | null
  title: string
  area_code: string
  day: string
  window_from: Date
  window_to: Date
  person_id: string | null
  stands_for: string | null
  state: RoundState
  started_at: Date | null
  ended_at: Date | null
  stops: FrozenStop[]
  visited: number
  metres: number | null
  ground: number | null
  note: string
}

const columns = `r.id, r.plan_id, r.title, r.area_code, r.day, r.window_from, r.window_to, r.person_id, r.stands_for, r.state, r.started_at, r.ended_at, r.stops, r.visited, r.metres, r.ground, r.note`

async function viewsOf(tx: Tx, town: string, rows: readonly RoundRow[]): Promise<Round[]> {
  const locator = await getLocator(tx, town)
  const names = await personNames(
    tx,
    town,
    rows.flatMap(({ person_id, stands_for }) => [person_id ?? [], stands_for ?? []].flat()),
  )
  return rows.map((row) => ({
    id: row.id,
    ...(row.plan_id ? { planId: row.plan_id } : {}),
    title: row.title,
    areaCode: row.area_code,
    areaName: locator.findByCode(row.area_code, row.day)?.name ?? '',
    day: row.day,
    windowFrom: row.window_from.toISOString(),
    windowTo: row.window_to.toISOString(),
    ...(row.person_id ? { personId: row.person_id } : {}),
    person: row.person_id ? (names.get(row.person_id) ?? '') : '',
    ...(row.stands_for ? { standsFor: names.get(row.stands_for) ?? '' } : {}),
    state: row.state,
    ...(row.started_at ? { startedAt: row.started_at.toISOString() } : {}),
    ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
    stops: row.stops.length,
    visited: row.visited,
    ...(row.metres === null ? {} : { metres: Math.round(row.metres) }),
    ...(row.ground === null ? {} : { ground: Math.round(row.ground * 1000) / 1000 }),
    note: row.note,
  }))
}

export interface RoundAsk {
  readonly day?: string | undefined
  readonly areaCode?: string | undefined
  readonly state?: RoundState | undefined
  readonly mine?: boolean | undefined
  readonly after?: string | undefined
  readonly limit: number
}

const Cursor = z.tuple([z.iso.date(), Id])

/** Rounds of this post's areas or sent to this person, the newest day first. */
export async function listRoundRows(tx: Tx, actor: Actor, ask: RoundAsk, now: Date) {
  const cursor = readAfter(Cursor, ask.after)
  const scope = ask.mine
    ? { text: 'r.person_id = $9::uuid', values: [actor.personId || null] }
    : scopeCondition(actor, 'patrol.object.read', { area: 'r.area_code', person: ['r.person_id'] }, 9)
  const values = [
    actor.town,
    ask.day ?? null,
    ask.areaCode ?? null,
    ask.state ?? null,
    cursor?.[0] ?? null,
    cursor?.[1] ?? null,
    ask.limit + 1,
    // The newest day is not the farthest planned one: what is to come stands in the calendar and under its day.
    ask.day ? null : dayAt(now),
    ...scope.values,
  ]
  const rows = await tx.query<RoundRow>(
    `select ${columns} from patrol.round r where r.town = $1 and ($2::date is null or r.day = $2) and ($3::text is null or (r.area_code >= $3 and r.area_code < $3 || 'z'))
       and ($4::text is null or r.state = $4) and ($5::date is null or (r.day, r.id) < ($5, $6::uuid)) and ($8::date is null or r.day <= $8) and ${scope.text}
     order by r.day desc, r.id desc limit $7`,
    values,
  )
  const shown = rows.slice(0, ask.limit)
  const last = shown.at(-1)
  return {
    rows: await viewsOf(tx, actor.town, shown),
    ...(rows.length > ask.limit && last ? { next: writeCursor([last.day, last.id]) } : {}),
  }
}

/** @throws Fault patrol.round-unknown, also where this post sees neither the area nor the person's work */
export async function getRoundRow(tx: Tx, actor: Actor, id: string, lock = false): Promise<RoundRow> {
  const [row] = await tx.query<RoundRow>(
    `select ${columns} from patrol.round r where r.town = $1 and r.id = $2${lock ? ' for update' : ''}`,
    [actor.town, id],
  )
  const seen =
    row &&
    (row.person_id === actor.personId ||
      reaches(actor, 'patrol.object.read', { areaCode: row.area_code, personIds: row.person_id ? [row.person_id] : [] }))
  if (!row || !seen) throw failPatrol('patrol.round-unknown')
  return row
}

/** A round with its places in the order they are due, and what was seen there. */
export async function roundDetail(tx: Tx, town: string, row: RoundRow): Promise<RoundDetail> {
  const [round] = await viewsOf(tx, town, [row])
  const objects = await tx.query<{ id: string; name: string; kind: string; code: string; address: string; place: [number, number] | null }>(
    `select o.id, o.name, c.title as kind, o.code, o.address, o.place from patrol.object o join patrol.checklist c on c.town = o.town and c.id = o.checklist_id
     where o.town = $1 and o.id = any($2::uuid[])`,
    [town, row.stops.map(({ objectId }) => objectId)],
  )
  const visits = await tx.query<{ id: string; object_id: string; at: Date; clear: boolean; distance: number | null }>(
    `select id, object_id, at, clear, distance from patrol.visit where town = $1 and round_id = $2 order by at`,
    [town, row.id],
  )
  const known = new Map(objects.map((object) => [object.id, object]))
  const seen = new Map(visits.map((visit) => [visit.object_id, visit]))
  return {
    round: round!,
    stops: row.stops.flatMap((stop): Stop[] => {
      const object = known.get(stop.objectId)
      const visit = seen.get(stop.objectId)
      if (!object) return []
      return [
        {
          ...stop,
          name: object.name,
          kind: object.kind,
          code: object.code,
          address: object.address,
          ...(object.place ? { place: object.place } : {}),
          ...(visit ? { visitId: visit.id, visitedAt: visit.at.toISOString(), clear: visit.clear } : {}),
          ...(visit && visit.distance !== null ? { distance: visit.distance } : {}),
        },
      ]
    }),
  }
}

/** Whoever it is sent to; whoever answers for the place when it is sent to nobody. @throws Fault patrol.round-not-yours */
export function checkMine(actor: Actor, row: Pick<RoundRow, 'person_id' | 'area_code'>): void {
  const mine = row.person_id === null ? reaches(actor, 'patrol.round.do', { areaCode: row.area_code }) : row.person_id === actor.personId
  if (!mine) throw failPatrol('patrol.round-not-yours')
}

export interface RoundAct {
  readonly actor: Actor
  readonly id: string
  readonly at?: string | undefined
  readonly now: Date
}

/**
 * Begins a round: its places and the version of each list are fixed here, whatever is published later. A second tap finds it begun.
 * @throws Fault patrol.round-unknown, patrol.round-not-yours, patrol.round-over
 */
export async function beginRound(tx: Tx, { actor, id, at, now }: RoundAct): Promise<RoundDetail> {
  const row = await getRoundRow(tx, actor, id, true)
  checkMine(actor, row)
  if (row.state === 'done' || row.state === 'missed') throw failPatrol('patrol.round-over')
  if (row.state === 'running') return roundDetail(tx, actor.town, row)
  const [plan] = row.plan_id
    ? await tx.query<{ checklist_ids: string[] }>(`select checklist_ids from patrol.plan where town = $1 and id = $2`, [
        actor.town,
        row.plan_id,
      ])
    : []
  const objects = await objectsIn(tx, actor.town, row.area_code, plan?.checklist_ids ?? [], MOST_STOPS)
  const lists = await tx.query<{ id: string; version: number }>(`select id, version from patrol.checklist where town = $1`, [actor.town])
  const versions = new Map(lists.map((list) => [list.id, list.version]))
  const stops = objects.map((object): FrozenStop => ({
    objectId: object.id,
    checklistId: object.checklist_id,
    version: versions.get(object.checklist_id) ?? 1,
  }))
  const started = new Date(Math.min(at ? Date.parse(at) : now.getTime(), now.getTime()))
  const [begun] = await tx.query<RoundRow>(
    `update patrol.round r set state = 'running', started_at = $3, person_id = $4, stops = $5 where town = $1 and id = $2 returning ${columns}`,
    [actor.town, id, started, actor.personId, JSON.stringify(stops)],
  )
  return roundDetail(tx, actor.town, begun!)
}

/**
 * Ends a round: kilometres and ground from the cleaned track of its time, places not seen stay as missed.
 * @throws Fault patrol.round-unknown, patrol.round-not-yours, patrol.round-over
 */
export async function finishRound(tx: Tx, { actor, id, at, now, note }: RoundAct & { readonly note: string }): Promise<RoundDetail> {
  const row = await getRoundRow(tx, actor, id, true)
  checkMine(actor, row)
  if (row.state === 'done') return roundDetail(tx, actor.town, row)
  if (row.state !== 'running' || !row.started_at) throw failPatrol('patrol.round-over', { detail: '这次巡查还没有开始或已经漏巡' })
  const ended = new Date(Math.max(row.started_at.getTime(), Math.min(at ? Date.parse(at) : now.getTime(), now.getTime())))
  return roundDetail(tx, actor.town, await close(tx, actor.town, row, ended, note))
}

async function close(tx: Tx, town: string, row: RoundRow, ended: Date, note: string): Promise<RoundRow> {
  const points = row.person_id && row.started_at ? await readPoints(tx, town, row.person_id, row.started_at, ended) : []
  const clean = cleanTrack(points)
  const track = clean.segments.flat().map(({ lng, lat }): [number, number] => [lng, lat])
  const area = (await getLocator(tx, town)).findByCode(row.area_code, row.day)
  const [closed] = await tx.query<RoundRow>(
    `update patrol.round r set state = 'done', ended_at = $3, metres = $4, ground = $5, note = $6 where town = $1 and id = $2 returning ${columns}`,
    [town, row.id, ended, clean.length + clean.bridged, area ? groundCovered(area.geometry, track) : null, note],
  )
  const cells = troddenCells(track)
  if (cells.length > 0) {
    await tx.query(
      `insert into patrol.trodden as t (town, day, cell_x, cell_y, passes) select $1, $2, c.x, c.y, 1 from unnest($3::int[], $4::int[]) as c (x, y)
       on conflict (town, day, cell_x, cell_y) do update set passes = t.passes + 1`,
      [town, row.day, cells.map(({ x }) => x), cells.map(({ y }) => y)],
    )
  }
  return closed!
}

/** Sends a round to somebody else (代班). @throws Fault patrol.round-unknown, patrol.round-over, platform.invalid for somebody not in office */
export async function handOver(tx: Tx, actor: Actor, id: string, personId: string, now: Date): Promise<Round> {
  const row = await getRoundRow(tx, actor, id, true)
  if (row.state === 'done' || row.state === 'missed') throw failPatrol('patrol.round-over')
  if ((await peopleAt(tx, actor.town, { personIds: [personId], day: dayAt(now) })).length === 0)
    throw failPlatform('platform.invalid', { fields: [{ path: 'personId', message: '这位人员当前没有任职，请重新选择' }] })
  const [changed] = await tx.query<RoundRow>(
    `update patrol.round r set person_id = $3, stands_for = null, handed = true where town = $1 and id = $2 returning ${columns}`,
    [actor.town, id, personId],
  )
  return (await viewsOf(tx, actor.town, [changed!]))[0]!
}

/** A round whose window passed without a start is missed; one left running four hours after its window is closed. */
export const closeRounds = recurring('patrol.rounds-close', { everyMinutes: 10 }, async (tx, _job, platform) => {
  const now = platform.now()
  for (const { code } of await towns(platform)) {
    await tx.query(`update patrol.round set state = 'missed' where town = $1 and state = 'planned' and window_to < $2`, [code, now])
    const left = await tx.query<RoundRow>(
      `select ${columns} from patrol.round r where town = $1 and state = 'running' and window_to < $2 order by r.id limit 200 for update skip locked`,
      [code, new Date(now.getTime() - 4 * HOUR)],
    )
    for (const row of left) await close(tx, code, row, now, '没有点结束，由系统结束')
  }
})

/** How many of each state on each day. */
export async function calendarOf(tx: Tx, actor: Actor, from: string, to: string, areaCode: string | undefined) {
  const scope = scopeCondition(actor, 'patrol.object.read', { area: 'r.area_code', person: ['r.person_id'] }, 5)
  const rows = await tx.query<{ day: string; planned: number; running: number; done: number; missed: number }>(
    `select r.day, count(*) filter (where state = 'planned') as planned, count(*) filter (where state = 'running') as running, count(*) filter (where state = 'done') as done,
       count(*) filter (where state = 'missed') as missed from patrol.round r
     where r.town = $1 and r.day >= $2 and r.day <= $3 and ($4::text is null or (r.area_code >= $4 and r.area_code < $4 || 'z')) and ${scope.text} group by r.day order by r.day limit 400`,
    [actor.town, from, to, areaCode ?? null, ...scope.values],
  )
  return { days: rows }
}
