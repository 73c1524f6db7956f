import { z } from 'zod'
import { Id } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import { route } from '#core/org/server/index.ts'
import { listNotices, readNotices } from '../contract.ts'

const own = `town = $1 and person_id = $2 and (post_id is null or post_id = $3)`
const ownOf = (actor: Actor) => [actor.town, actor.personId || null, actor.postId || null]

async function countUnread(tx: Tx, actor: Actor): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select count(*) as n from notice.notice where ${own} and read_at is null`, ownOf(actor))
  return row!.n
}

interface Row {
  id: string
  at: Date
  kind: string
  title: string
  words: string
  urgent: boolean
  object: string | null
  read_at: Date | null
}

const Cursor = z.tuple([z.iso.datetime(), Id])

export const noticeRoutes = [
  route(listNotices, async ({ tx, actor, query }) => {
    const cursor = readAfter(Cursor, query.after)
    const after = cursor ? `and (at, id) < ($5::timestamptz, $6::uuid)` : ''
    const rows = await tx.query<Row>(
      `select id, at, kind, title, words, urgent, object, read_at from notice.notice where ${own} ${query.unread ? 'and read_at is null' : ''} ${after} order by at desc, id desc limit $4`,
      [...ownOf(actor), query.limit + 1, ...(cursor ? [cursor[0], cursor[1]] : [])],
    )
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    return {
      unread: await countUnread(tx, actor),
      rows: page.map(({ at, object, read_at: readAt, ...row }) => ({
        ...row,
        at: at.toISOString(),
        ...(object ? { object } : {}),
        ...(readAt ? { readAt: readAt.toISOString() } : {}),
      })),
      ...(rows.length > query.limit && last ? { next: writeCursor([last.at.toISOString(), last.id]) } : {}),
    }
  }),
  route(readNotices, async ({ tx, actor, body, now }) => {
    await tx.query(`update notice.notice set read_at = $4 where ${own} and read_at is null and ($5::uuid[] is null or id = any($5))`, [
      ...ownOf(actor),
      now,
      body.ids ?? null,
    ])
    return { unread: await countUnread(tx, actor) }
  }),
]
