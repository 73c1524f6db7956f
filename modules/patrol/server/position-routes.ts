import { z } from 'zod'
import type { Actor } from '#core/org/contract.ts'
import { dayAt } from '#core/area/contract.ts'
import { namesOf, route } from '#core/org/server/index.ts'
import { Id } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { MoverKind, moverKindTitles } from '../position.ts'
import {
  endDuty as endEndpoint,
  listDuties,
  listLooks,
  readDuty,
  readMyTrack,
  readPersonTrack,
  sendPositions,
  startDuty as startEndpoint,
} from '../position-endpoints.ts'
import { dutyOf, endDuty, startDuty } from './duty.ts'
import { looksAtMe, noteLook } from './looks.ts'
import { sendBatch } from './positions.ts'
import { patrolSettings } from './settings.ts'
import { personTrack, spanOfDay } from './tracks.ts'

/** A program has no duty of its own. @throws Fault platform.forbidden */
export function asPerson(actor: Actor): Actor {
  if (actor.kind !== 'person') throw failPlatform('platform.forbidden', { detail: '只有本人可以这样办' })
  return actor
}

const Cursor = z.tuple([z.iso.datetime(), Id])

async function dutiesOn(
  tx: Tx,
  actor: Actor,
  ask: { day?: string | undefined; open?: boolean | undefined; after?: string | undefined; limit: number },
  now: Date,
) {
  const { from, to } = spanOfDay(ask.day ?? dayAt(now))
  const cursor = readAfter(Cursor, ask.after)
  const { staleMinutes } = await patrolSettings(tx, actor.town)
  const rows = await tx.query<{
    id: string
    person_id: string
    unit_id: string
    kind: string
    started_at: Date
    ended_at: Date | null
    post_title: string | null
    at: Date | null
    mocked: boolean | null
    on_duty: boolean | null
  }>(
    `select d.id, d.person_id, d.unit_id, d.kind, d.started_at, d.ended_at, m.post_title, m.at, m.mocked, m.on_duty from patrol.duty d
     left join patrol.mover m on m.town = d.town and m.sort = 'person' and m.id = d.person_id
     where d.town = $1 and d.started_at <= $3 and (d.ended_at is null or d.ended_at >= $2) and d.started_at > $2::timestamptz - interval '2 days'
       and ($4::boolean is null or (d.ended_at is null) = $4) and ($5::timestamptz is null or (d.started_at, d.id) < ($5, $6::uuid))
     order by d.started_at desc, d.id desc limit $7`,
    [actor.town, from, to, ask.open ?? null, cursor?.[0] ?? null, cursor?.[1] ?? null, ask.limit + 1],
  )
  const shown = rows.slice(0, ask.limit)
  const last = shown.at(-1)
  const names = await namesOf(
    tx,
    actor.town,
    shown.map((row) => row.unit_id),
    shown.map((row) => row.person_id),
  )
  await noteLook(tx, actor, '查看上岗人员名单', null, now)
  return {
    rows: shown.map((row) => ({
      id: row.id,
      personId: row.person_id,
      name: names.person(row.person_id),
      post: row.post_title ?? '',
      unit: names.unit(row.unit_id),
      kind: row.kind,
      kindTitle: moverKindTitles[MoverKind.catch('centre').parse(row.kind)],
      startedAt: row.started_at.toISOString(),
      ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
      ...(row.at && row.on_duty ? { lastAt: row.at.toISOString() } : {}),
      stale: row.ended_at === null && (row.at === null || now.getTime() - row.at.getTime() > staleMinutes * 60_000),
      mocked: row.mocked ?? false,
    })),
    ...(rows.length > ask.limit && last ? { next: writeCursor([last.started_at.toISOString(), last.id]) } : {}),
  }
}

export const positionRoutes = [
  route(readDuty, ({ tx, actor, now }) => dutyOf(tx, asPerson(actor), now)),
  route(startEndpoint, async ({ tx, actor, body, now, from }) => {
    await startDuty(tx, { actor: asPerson(actor), now, at: body.at ? new Date(body.at) : undefined, terminal: from.terminal })
    return dutyOf(tx, actor, now)
  }),
  route(endEndpoint, async ({ tx, actor, body, now }) => {
    await endDuty(tx, { actor: asPerson(actor), now, at: body.at ? new Date(body.at) : undefined })
    return dutyOf(tx, actor, now)
  }),
  route(sendPositions, ({ tx, actor, body, now }) => sendBatch(tx, asPerson(actor), body, now)),
  route(listLooks, ({ tx, actor, query }) => looksAtMe(tx, actor, query)),
  route(readMyTrack, ({ tx, actor, query, now }) => personTrack(tx, asPerson(actor), actor.personId, query.day, now)),
  route(readPersonTrack, ({ tx, actor, params, query, now }) => personTrack(tx, actor, params.id, query.day, now)),
  route(listDuties, ({ tx, actor, query, now }) => dutiesOn(tx, actor, query, now)),
]
