import { z } from 'zod'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { PostAnswer } from '../../plan/endpoints.ts'
import { type TaskRow, boardTasks } from '../board.ts'

/** What a number of the wall counts, as a condition on a task `k`; `$2` is the moment. The list and the count use the same words. */
const answering: Readonly<Record<PostAnswer, string>> = {
  open: 'true',
  unanswered: `k.ack_at is null and k.closed_at is null`,
  late: `k.ack_at is null and k.closed_at is null and k.ack_due < $2`,
  answered: `k.ack_at is not null`,
}

/** Tasks of responses that run, or of orders with anything left to do. Drills and what was called back never count. */
const standing = {
  plan: `dispatch.activation a join dispatch.task k on k.town = a.town and k.activation_id = a.case_id and k.kind = 'plan' and k.step <> 'recalled'
    where a.town = $1 and a.closed_at is null and a.step = 'active' and not a.drill`,
  order: `dispatch.task k join dispatch.field_order a on a.town = k.town and a.id = k.activation_id
    where k.town = $1 and k.kind = 'order' and k.closed_at is null`,
} as const

/** How many posts were asked, have answered, have not, are past their time: in running responses or in open orders. */
export async function countAnswers(tx: Tx, town: string, now: Date, of: keyof typeof standing): Promise<Record<PostAnswer, number>> {
  const [row] = await tx.query<Record<PostAnswer, number>>(
    `select ${Object.entries(answering)
      .map(([key, condition]) => `(count(*) filter (where ${condition}))::int as ${key}`)
      .join(', ')}, $2::timestamptz as at from ${standing[of]}`,
    [town, now],
  )
  return row!
}

const After = z.tuple([z.iso.datetime({ offset: true }), z.uuid()])

interface PostQuery {
  readonly of: keyof typeof standing
  readonly answer: PostAnswer
  readonly after?: string | undefined
  readonly limit: number
}

/** The tasks behind such a number, the longest due to be answered first. */
export async function pagePostTasks(tx: Tx, town: string, now: Date, { of, answer, after, limit }: PostQuery) {
  const last = readAfter(After, after)
  const rows = await tx.query<TaskRow & { activation: string }>(
    `select k.*, a.title as activation from ${standing[of]} and ${answering[answer]} and $2::timestamptz is not null
       and ($3::timestamptz is null or (k.ack_due, k.case_id) > ($3, $4::uuid)) order by k.ack_due, k.case_id limit $5`,
    [town, now, last?.[0] ?? null, last?.[1] ?? null, limit + 1],
  )
  const page = rows.slice(0, limit)
  const end = page.at(-1)
  const tasks = await boardTasks(tx, town, page, now)
  return {
    rows: tasks.map((task, i) => ({ ...task, activation: page[i]!.activation })),
    ...(rows.length > limit && end ? { next: writeCursor([end.ack_due.toISOString(), end.case_id]) } : {}),
  }
}
