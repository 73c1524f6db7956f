import { z } from 'zod'
import type { Actor } from '#core/org/contract.ts'
import { Id, newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { LookView } from '../position.ts'

/** A map that stays open reads every few seconds: its looks of half an hour are one line. */
const SAME_LOOK = 30 * 60_000

/**
 * Notes that somebody looked at a person's place, or at everybody's, for the people looked at to see. A machine and the person themself
 * are not told of.
 */
export async function noteLook(tx: Tx, viewer: Actor, what: string, personId: string | null, now: Date): Promise<void> {
  if (viewer.kind !== 'person' || viewer.personId === '' || viewer.personId === personId) return
  const again = await tx.query<{ id: string }>(
    `update patrol.look set until = $4, times = times + 1 where town = $1 and id = (
       select id from patrol.look where town = $1 and viewer_id = $2 and what = $3 and person_id is not distinct from $5::uuid and until > $6
       order by at desc limit 1) returning id`,
    [viewer.town, viewer.personId, what, now, personId, new Date(now.getTime() - SAME_LOOK)],
  )
  if (again.length > 0) return
  await tx.query(
    `insert into patrol.look (town, id, person_id, viewer_id, viewer_name, viewer_post, what, at, until) values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [viewer.town, newId(now.getTime()), personId, viewer.personId, viewer.name, viewer.postTitle, what, now],
  )
}

const Cursor = z.tuple([z.iso.datetime(), Id])

/** Who looked at my place: at mine alone, and at everybody's while I was on duty. */
export async function looksAtMe(
  tx: Tx,
  actor: Actor,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ rows: LookView[]; next?: string }> {
  const cursor = readAfter(Cursor, after)
  // Two walks of one index, each with its own limit, then merged.
  const walk = (person: string, more: string) =>
    `(select id, person_id, viewer_name, viewer_post, what, at, until, times from patrol.look l where town = $1 and person_id ${person}
       and ($3::timestamptz is null or (at, id) < ($3, $4::uuid)) ${more} order by at desc, id desc limit $5)`
  const whileOnDuty = `and exists (select from patrol.duty d where d.town = l.town and d.person_id = $2 and d.started_at <= l.until and (d.ended_at is null or d.ended_at >= l.at))`
  const rows = await tx.query<{
    id: string
    person_id: string | null
    viewer_name: string
    viewer_post: string
    what: string
    at: Date
    until: Date
    times: number
  }>(`select * from (${walk('= $2', '')} union all ${walk('is null', whileOnDuty)}) x order by at desc, id desc limit $5`, [
    actor.town,
    actor.personId || null,
    cursor?.[0] ?? null,
    cursor?.[1] ?? null,
    limit + 1,
  ])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => ({
      id: row.id,
      viewer: row.viewer_name,
      viewerPost: row.viewer_post,
      everybody: row.person_id === null,
      what: row.what,
      at: row.at.toISOString(),
      until: row.until.toISOString(),
      times: row.times,
    })),
    ...(rows.length > limit && last ? { next: writeCursor([last.at.toISOString(), last.id]) } : {}),
  }
}
