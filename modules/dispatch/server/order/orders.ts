import { z } from 'zod'
import type { Position } from '#core/area/contract.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import { failDispatch } from '../../faults.ts'
import type { OrderLine } from '../../order/endpoints.ts'
import { tasksOf } from '../board.ts'

interface OrderRow {
  id: string
  title: string
  words: string
  ring: Position[]
  things: number
  urgent: boolean
  issued_at: Date
  issuer: string
  tasks: number
  acknowledged: number
  done: number
  late: number
  open: number
}

// Called-back tasks count no more, except where nothing else is left of an order.
const counts = `left join lateral (
    select count(*)::int as tasks, (count(*) filter (where ack_at is not null))::int as acknowledged, (count(*) filter (where step in ('check', 'done')))::int as done,
      (count(*) filter (where ack_at is null and closed_at is null and ack_due < $2))::int as late, (count(*) filter (where closed_at is null))::int as open
    from dispatch.task k where k.town = o.town and k.activation_id = o.id and k.step <> 'recalled') t on true`

const lineOf = ({ id, title, urgent, issuer, issued_at, tasks, acknowledged, done, late, open }: OrderRow): OrderLine => ({
  id,
  title,
  urgent,
  issuer,
  issuedAt: issued_at.toISOString(),
  tasks,
  acknowledged,
  done,
  late,
  open,
})

const After = z.tuple([z.iso.datetime({ offset: true }), z.uuid()])

export interface OrderQuery {
  readonly state: 'open' | 'all'
  readonly after?: string | undefined
  readonly limit: number
}

/** Orders, newest first; `open`: with a task that is neither verified nor called back. */
export async function pageOrders(tx: Tx, town: string, now: Date, { state, after, limit }: OrderQuery) {
  const last = readAfter(After, after)
  const rows = await tx.query<OrderRow>(
    `select o.*, t.* from (select * from dispatch.field_order f where town = $1 and ($3::timestamptz is null or (issued_at, id) < ($3, $4::uuid))
       and ($5 = 'all' or exists (select from dispatch.task k where k.town = f.town and k.activation_id = f.id and k.closed_at is null))
       order by issued_at desc, id desc limit $6) o ${counts} order by o.issued_at desc, o.id desc`,
    [town, now, last?.[0] ?? null, last?.[1] ?? null, state, limit + 1],
  )
  const page = rows.slice(0, limit)
  const end = page.at(-1)
  return { rows: page.map(lineOf), ...(rows.length > limit && end ? { next: writeCursor([end.issued_at.toISOString(), end.id]) } : {}) }
}

/**
 * One order with all its tasks in the order of the board.
 * @throws Fault dispatch.order-unknown
 */
export async function getOrder(tx: Tx, town: string, id: string, now: Date) {
  const [row] = await tx.query<OrderRow>(
    `select o.*, t.* from (select * from dispatch.field_order where town = $1 and id = $3) o ${counts}`,
    [town, now, id],
  )
  if (!row) throw failDispatch('dispatch.order-unknown')
  const { tasks } = await tasksOf(tx, town, id, now)
  return { order: lineOf(row), words: row.words, ring: row.ring, things: row.things, tasks }
}
