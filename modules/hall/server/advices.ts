import { z } from 'zod'
import type { Actor } from '#core/org/contract.ts'
import { namesOf } from '#core/org/server/index.ts'
import { Id } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import { publish } from '#platform/server/index.ts'
import type { Call } from '#platform/server/module.ts'
import type { Advice, AdviceOutcome } from '../advice.ts'
import type { refuseAdvice } from '../endpoints.ts'
import { adviceMoved } from '../facts.ts'
import { failHall } from '../faults.ts'

export interface AdviceRow {
  readonly id: string
  readonly kind: 'open' | 'close'
  readonly counter_id: string
  readonly number: number
  readonly title: string
  readonly told: readonly string[]
  readonly at: Date
  readonly why: string
  readonly ended_at: Date | null
  readonly outcome: AdviceOutcome | null
  readonly ended_by: string | null
  readonly reason: string
}

const columns = `a.id, a.kind, a.counter_id, c.number, c.title, a.told, a.at, a.why, a.ended_at, a.outcome, a.ended_by, a.reason`
const from = `hall.advice a join hall.counter c on c.town = a.town and c.id = a.counter_id`

/** The advice nobody has answered yet; there is at most one. */
export async function findPending(tx: Tx, town: string): Promise<AdviceRow | undefined> {
  const [row] = await tx.query<AdviceRow>(`select ${columns} from ${from} where a.town = $1 and a.ended_at is null`, [town])
  return row
}

/** Advices with the names of those they were told to. */
export async function adviceViews(tx: Tx, actor: Actor, rows: readonly AdviceRow[]): Promise<Advice[]> {
  const people = rows.flatMap(({ told, ended_by }) => [...told, ...(ended_by ? [ended_by] : [])])
  const names = await namesOf(tx, actor.town, [], people)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    counter: { id: row.counter_id, number: row.number, title: row.title },
    told: row.told.map((id) => names.person(id)),
    mine: row.told.includes(actor.personId),
    at: row.at.toISOString(),
    why: row.why,
    ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
    ...(row.outcome ? { outcome: row.outcome } : {}),
    ...(row.ended_by ? { endedBy: names.person(row.ended_by) } : {}),
    ...(row.reason ? { reason: row.reason } : {}),
  }))
}

/** The pending advice as the viewer sees it. */
export async function pendingView(tx: Tx, actor: Actor): Promise<Advice | undefined> {
  const row = await findPending(tx, actor.town)
  return row && (await adviceViews(tx, actor, [row]))[0]
}

/** Ends the pending advice. */
export async function endAdvice(
  tx: Tx,
  town: string,
  id: string,
  end: { at: Date; outcome: AdviceOutcome; by?: string | undefined; reason?: string },
): Promise<void> {
  await tx.query(
    `update hall.advice set ended_at = $3, outcome = $4, ended_by = $5, reason = $6 where town = $1 and id = $2 and ended_at is null`,
    [town, id, end.at, end.outcome, end.by || null, end.reason ?? ''],
  )
  await publish(tx, town, adviceMoved, {}, ['*'])
}

/** A window was opened or closed: an advice that asked for just that is followed. */
export async function followAdvice(tx: Tx, actor: Actor, counterId: string, kind: AdviceRow['kind'], now: Date): Promise<void> {
  const pending = await findPending(tx, actor.town)
  if (pending?.counter_id !== counterId || pending.kind !== kind) return
  await endAdvice(tx, actor.town, pending.id, { at: now, outcome: 'followed', by: actor.personId })
}

/** Not followed, with the reason. Who was not told it may not refuse it either, except whoever leads the hall. @throws Fault hall.advice-unknown, hall.advice-over */
export async function refuse({ tx, actor, params, body, now }: Call<typeof refuseAdvice, Actor>): Promise<Advice> {
  const pending = await findPending(tx, actor.town)
  const may = pending?.told.includes(actor.personId) || actor.permissions.has('hall.hall.manage')
  const [known] = await tx.query(`select 1 as ok from hall.advice where town = $1 and id = $2`, [actor.town, params.id])
  if (!known) throw failHall('hall.advice-unknown')
  if (!pending || pending.id !== params.id || !may) throw failHall('hall.advice-over')
  await endAdvice(tx, actor.town, pending.id, { at: now, outcome: 'refused', by: actor.personId, reason: body.reason })
  const [row] = await tx.query<AdviceRow>(`select ${columns} from ${from} where a.town = $1 and a.id = $2`, [actor.town, params.id])
  return (await adviceViews(tx, actor, [row!]))[0]!
}

const Cursor = z.tuple([z.iso.datetime(), Id])

/** Every advice there was, the newest first. */
export async function listAdviceRows(tx: Tx, actor: Actor, ask: { after?: string | undefined; limit: number }) {
  const cursor = readAfter(Cursor, ask.after)
  const rows = await tx.query<AdviceRow>(
    `select ${columns} from ${from} where a.town = $1 and ($2::timestamptz is null or (a.at, a.id) < ($2, $3::uuid)) order by a.at desc, a.id desc limit $4`,
    [actor.town, cursor?.[0] ?? null, cursor?.[1] ?? null, ask.limit + 1],
  )
  const shown = rows.slice(0, ask.limit)
  const last = shown.at(-1)
  return {
    rows: await adviceViews(tx, actor, shown),
    ...(rows.length > ask.limit && last ? { next: writeCursor([last.at.toISOString(), last.id]) } : {}),
  }
}
