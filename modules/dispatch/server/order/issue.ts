import { newId } from '#platform/contract/id.ts'
import type { BodyOf } from '#platform/contract/endpoint.ts'
import { act } from '#core/case/server/index.ts'
import { failDispatch } from '../../faults.ts'
import { type Ring, ringBox } from '../../map/ring.ts'
import { MOST_RECEIVERS, type issueOrder } from '../../order/endpoints.ts'
import type { Viewing } from '../map-layers.ts'
import { openTask } from '../tasks.ts'
import { type Receiver, receiversOf } from './receivers.ts'

/** How many things of a selection are written into one receiver's case; the count is always whole. */
const MOST_THINGS = 60

const middleOf = (ring: Ring): [number, number] => {
  const [west, south, east, north] = ringBox(ring)
  return [Number(((west + east) / 2).toFixed(6)), Number(((south + north) / 2).toFixed(6))]
}

/** Where a receiver is sent: to their only thing, else to the middle of what was drawn. */
const placeOf = (ring: Ring, { things }: Receiver): [number, number] => (things.length === 1 ? [...things[0]!.at] : middleOf(ring))

/**
 * 交办: one case a receiver, each to be answered, done and verified; all in the caller's transaction, so that either everybody
 * is asked or nobody.
 * @throws Fault dispatch.nobody-inside, dispatch.too-many-receivers
 */
export async function issue(viewing: Viewing, { ring, layers, to, units, title, text, ack, finish, urgent }: BodyOf<typeof issueOrder>) {
  const { tx, platform, actor, now } = viewing
  const { receivers, things } = await receiversOf(viewing, { ring, layers }, to, units)
  if (receivers.length === 0) throw failDispatch('dispatch.nobody-inside')
  if (receivers.length > MOST_RECEIVERS)
    throw failDispatch('dispatch.too-many-receivers', { detail: `圈选范围涉及 ${receivers.length} 人，一次最多 ${MOST_RECEIVERS} 人` })
  const id = newId(now.getTime())
  await tx.query(
    `insert into dispatch.field_order (town, id, title, words, ring, things, urgent, ack_minutes, finish_hours, issued_at, issued_by, issuer)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      actor.town,
      id,
      title,
      text,
      JSON.stringify(ring),
      things.length,
      urgent,
      ack,
      finish,
      now,
      actor.personId,
      `${actor.name}（${actor.postTitle}）`,
    ],
  )
  for (const receiver of receivers) {
    const { personId, unitId, name, things: own } = receiver
    await openTask(tx, platform, actor, now, {
      activation: id,
      key: personId ?? unitId,
      kind: 'order',
      title,
      words: text,
      role: '接收人',
      drill: false,
      urgency: urgent ? 2 : 3,
      ack: { n: ack / 60, unit: 'clock-hour' },
      finish: { n: finish, unit: 'clock-hour' },
      target: { unitId, personId, of: personId ?? unitId, name },
      planTitle: '圈选范围',
      more: {
        place: placeOf(ring, receiver),
        order: id,
        issuer: `${actor.name}（${actor.postTitle}）`,
        thingCount: own.length,
        things: own
          .slice(0, MOST_THINGS)
          .map(({ layerTitle, kindTitle, title: what, at }) => ({ layer: layerTitle, kind: kindTitle, what, at })),
      },
    })
  }
  return { id, sent: receivers.length, names: receivers.slice(0, 50).map(({ name }) => name) }
}

/**
 * Calls back what is not yet done of an order; what waits for verification or is done stays.
 * @returns how many were called back
 * @throws Fault dispatch.order-unknown, dispatch.order-over
 */
export async function recall({ tx, platform, actor, now }: Viewing, id: string, reason: string): Promise<number> {
  const [known] = await tx.query(`select 1 from dispatch.field_order where town = $1 and id = $2`, [actor.town, id])
  if (!known) throw failDispatch('dispatch.order-unknown')
  const open = await tx.query<{ case_id: string }>(
    `select case_id from dispatch.task where town = $1 and activation_id = $2 and closed_at is null and step in ('notified', 'doing') order by case_id`,
    [actor.town, id],
  )
  if (open.length === 0) throw failDispatch('dispatch.order-over')
  for (const { case_id: caseId } of open)
    await act(tx, platform, { caseId, action: 'recall', input: { reason }, actor, actionId: newId(now.getTime()), now })
  return open.length
}
