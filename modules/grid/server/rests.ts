import { z } from 'zod'
import { dayAt } from '#core/area/contract.ts'
import { type Actor, awayChanged } from '#core/org/contract.ts'
import { addDays } from '#core/calendar/contract.ts'
import { peopleAt, personNames } from '#core/org/server/index.ts'
import { Id, newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { publish } from '#platform/server/outbox.ts'
import { failGrid } from '../faults.ts'

/** A weekly rest or a substitute says nothing of an end: the week that has been planned for. */
export const weekFrom = (day: string) => ({ from: day, to: addDays(day, 7) })

interface Row {
  id: string
  person_id: string
  from_day: string
  to_day: string
  reason: string
  made_by: string
}
const columns = `id, person_id, from_day, to_day, reason, made_by`
const Cursor = z.tuple([z.iso.date(), Id])

async function views(tx: Tx, town: string, rows: readonly Row[]) {
  const names = await personNames(
    tx,
    town,
    rows.map(({ person_id }) => person_id),
  )
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    name: names.get(row.person_id) ?? '',
    from: row.from_day,
    to: row.to_day,
    reason: row.reason,
    madeBy: row.made_by,
  }))
}

/** Rests that end on or after a day, the latest end first. */
export async function listRestRows(tx: Tx, town: string, ask: { from?: string | undefined; after?: string | undefined; limit: number }) {
  const cursor = readAfter(Cursor, ask.after)
  const rows = await tx.query<Row>(
    `select ${columns} from grid.rest where town = $1 and ($2::date is null or to_day >= $2) and ($3::date is null or (to_day, id) < ($3, $4::uuid))
     order by to_day desc, id desc limit $5`,
    [town, ask.from ?? null, cursor?.[0] ?? null, cursor?.[1] ?? null, ask.limit + 1],
  )
  const shown = rows.slice(0, ask.limit)
  const last = shown.at(-1)
  return { rows: await views(tx, town, shown), ...(rows.length > ask.limit && last ? { next: writeCursor([last.to_day, last.id]) } : {}) }
}

/** @throws Fault platform.not-found for nobody of this town */
export async function keepRest(tx: Tx, actor: Actor, given: { personId: string; from: string; to: string; reason: string }, now: Date) {
  if (!(await personNames(tx, actor.town, [given.personId])).has(given.personId))
    throw failPlatform('platform.not-found', { detail: '没有这个人' })
  const rows = await tx.query<Row>(
    `insert into grid.rest (town, id, person_id, from_day, to_day, reason, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${columns}`,
    [actor.town, newId(now.getTime()), given.personId, given.from, given.to, given.reason, actor.name, now],
  )
  await publish(tx, actor.town, awayChanged, { from: given.from, to: given.to })
  return (await views(tx, actor.town, rows))[0]!
}

/** @throws Fault grid.rest-unknown */
export async function forgetRest(tx: Tx, actor: Actor, id: string): Promise<{ id: string }> {
  const [gone] = await tx.query<Row>(`delete from grid.rest where town = $1 and id = $2 returning ${columns}`, [actor.town, id])
  if (!gone) throw failGrid('grid.rest-unknown')
  await publish(tx, actor.town, awayChanged, { from: gone.from_day, to: gone.to_day })
  return { id }
}

/** @throws Fault grid.post-unknown, platform.invalid for a substitute who is not in office or is the holder */
export async function keepStandIn(
  tx: Tx,
  actor: Actor,
  postId: string,
  { substituteId, restWeekdays }: { substituteId: string | null; restWeekdays: number[] },
  now: Date,
) {
  const day = dayAt(now)
  const holders = (await peopleAt(tx, actor.town, { role: 'grid-worker', day })).filter((member) => member.postId === postId)
  if (holders.length === 0) throw failGrid('grid.post-unknown')
  const wrong = (message: string) => failPlatform('platform.invalid', { fields: [{ path: 'substituteId', message }] })
  if (substituteId && holders.some(({ personId }) => personId === substituteId)) throw wrong('替班人不能是本人')
  if (substituteId && (await peopleAt(tx, actor.town, { personIds: [substituteId], day })).length === 0) throw wrong('替班人当前没有任职')
  await tx.query(
    `insert into grid.stand_in as s (town, post_id, substitute_id, rest_weekdays, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6)
     on conflict (town, post_id) do update set substitute_id = excluded.substitute_id, rest_weekdays = excluded.rest_weekdays, version = s.version + 1,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [actor.town, postId, substituteId, restWeekdays, now, actor.name],
  )
  await publish(tx, actor.town, awayChanged, weekFrom(day))
  return { postId, substituteId, restWeekdays }
}
