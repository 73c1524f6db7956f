import { z } from 'zod'
import { dayAt } from '#core/area/contract.ts'
import { getLocator } from '#core/area/server/index.ts'
import { type CaseRow, canRead, cardsOf } from '#core/case/server/index.ts'
import { type Actor, reaches } from '#core/org/contract.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { failGrid } from '../faults.ts'
import { coverageOn, gridsOn } from './staffing.ts'

const Cursor = z.tuple([z.string()])

/** Every village this post may see, with what is open there. */
export async function listStationRows(tx: Tx, actor: Actor, ask: { after?: string | undefined; limit: number }, now: Date) {
  const after = readAfter(Cursor, ask.after)?.[0] ?? ''
  const { villages } = await gridsOn(tx, actor.town, dayAt(now))
  const codes = [...villages.keys()].filter((code) => code > after && reaches(actor, 'grid.station.read', { areaCode: code })).sort()
  const shown = codes.slice(0, ask.limit)
  const counts = await tx.query<{ village_code: string; cases: number; whistles: number }>(
    `select village_code, count(*) filter (where process = 'incident') as cases, count(*) filter (where process = 'whistle') as whistles
     from "case".card where town = $1 and village_code = any($2) and closed_at is null group by village_code`,
    [actor.town, shown],
  )
  const people = await tx.query<{ code: string; n: number }>(
    `select left(a, 12) as code, count(distinct person_id) as n from org.member, unnest(areas) a
     where town = $1 and length(a) >= 12 and left(a, 12) = any($2) and valid_from <= $3 and (valid_to is null or valid_to > $3) group by 1`,
    [actor.town, shown, dayAt(now)],
  )
  const byCode = new Map(counts.map((row) => [row.village_code, row]))
  const members = new Map(people.map(({ code, n }) => [code, n]))
  return {
    rows: shown.map((code) => ({
      code,
      name: villages.get(code) ?? code,
      people: members.get(code) ?? 0,
      openCases: byCode.get(code)?.cases ?? 0,
      openWhistles: byCode.get(code)?.whistles ?? 0,
    })),
    ...(codes.length > shown.length && shown.length > 0 ? { next: writeCursor([shown.at(-1)!]) } : {}),
  }
}

const cards = (tx: Tx, town: string, village: string, process: string): Promise<CaseRow[]> =>
  tx.query<CaseRow>(
    `select * from "case".card where town = $1 and village_code = $2 and process = $3 and closed_at is null order by due_at nulls last, id limit 40`,
    [town, village, process],
  )

/**
 * One station today: its whistles, its cases (those this post may read), its people, its grids.
 * @throws Fault grid.station-unknown, also outside this post's areas
 */
export async function stationOf(tx: Tx, platform: Platform, actor: Actor, code: string, now: Date) {
  const name = (await getLocator(tx, actor.town)).findByCode(code, now)?.name
  if (name === undefined || !reaches(actor, 'grid.station.read', { areaCode: code })) throw failGrid('grid.station-unknown')
  const month = `${dayAt(now).slice(0, 7)}-01T00:00:00+08:00`
  const [cases, whistles, people, grids, [counts]] = await Promise.all([
    cards(tx, actor.town, code, 'incident'),
    cards(tx, actor.town, code, 'whistle'),
    tx.query<{ person_id: string; person_name: string; post_title: string; unit_name: string | null; areas: string[] }>(
      `select distinct person_id, person_name, post_title, unit_name, areas from org.member
       where town = $1 and valid_from <= $3 and (valid_to is null or valid_to > $3) and exists (select from unnest(areas) a where left(a, 12) = $2) order by post_title, person_name limit 200`,
      [actor.town, code, dayAt(now)],
    ),
    coverageOn(tx, actor.town, dayAt(now)),
    tx.query<{ open: number; late: number; whistles: number; closed: number }>(
      `select count(*) filter (where process = 'incident' and closed_at is null) as open, count(*) filter (where process = 'incident' and closed_at is null and due_at < $4) as late,
         count(*) filter (where process = 'whistle' and closed_at is null) as whistles, count(*) filter (where process = 'incident' and closed_at >= $3) as closed
       from "case".card where town = $1 and village_code = $2 and (closed_at is null or closed_at >= $3)`,
      [actor.town, code, month, now],
    ),
  ])
  const readable = (rows: readonly CaseRow[]) => rows.filter((row) => canRead(platform, actor, row)).slice(0, 12)
  return {
    code,
    name,
    counts: {
      openCases: counts?.open ?? 0,
      lateCases: counts?.late ?? 0,
      openWhistles: counts?.whistles ?? 0,
      closedThisMonth: counts?.closed ?? 0,
    },
    cases: await cardsOf(tx, platform, actor.town, readable(cases)),
    whistles: await cardsOf(tx, platform, actor.town, readable(whistles)),
    people: people.map((row) => ({
      personId: row.person_id,
      name: row.person_name,
      post: row.post_title,
      unit: row.unit_name ?? '',
      areas: row.areas,
    })),
    grids: grids.filter(({ villageCode }) => villageCode === code),
  }
}
