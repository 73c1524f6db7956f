import { Fault } from '#platform/contract/problem.ts'
import { audit } from '#platform/server/audit.ts'
import { route } from '#core/org/server/index.ts'
import { listConnections, readOrder, receiveOrder, saveConnection } from '../door-endpoints.ts'
import { failIncident } from '../faults.ts'
import { wakeSender } from './callbacks.ts'
import { connectionsOf, keepConnection } from './connections.ts'
import { answerFor, receive, setAside } from './inbound.ts'

export const doorRoutes = [
  route(receiveOrder, async ({ tx, platform, actor, body, now }) => {
    // A refused order rolls its own part back and is filed away with the reason in the same transaction.
    await tx.query('savepoint order_in')
    try {
      return await receive(tx, platform, actor, body, now)
    } catch (error) {
      if (!(error instanceof Fault) || error.status >= 500) throw error
      await tx.query('rollback to savepoint order_in')
      return setAside(tx, actor.town, body, now, error)
    }
  }),
  route(readOrder, async ({ tx, platform, actor, params }) => {
    const [row] = await tx.query<{ case_id: string | null }>(
      `select case_id from incident.inbound where town = $1 and system = $2 and number = $3`,
      [actor.town, params.system, params.number],
    )
    if (!row?.case_id) throw failIncident('incident.not-found', { detail: '没有收到过这个编号的工单' })
    return answerFor(tx, platform, actor.town, row.case_id, 'unchanged')
  }),
  route(listConnections, async ({ tx, actor }) => ({ connections: await connectionsOf(tx, actor.town) })),
  route(saveConnection, async ({ tx, platform, actor, body, now, from }) => {
    const kept = await keepConnection(tx, actor.town, body)
    // A mended address is tried at once, not after the pause its failures earned.
    if (kept.waiting) await wakeSender(tx, platform, actor.town, body.system)
    await audit(tx, {
      town: actor.town,
      at: now,
      subject: actor.subject,
      post: actor.postTitle,
      kind: 'incident.connection-saved',
      object: `connection:${body.system}`,
      ip: from.ip,
      terminal: from.terminal,
    })
    return kept
  }),
]
