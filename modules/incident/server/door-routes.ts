import { Fault } from '#platform/contract/problem.ts'
import { audit } from '#platform/server/audit.ts'
import { route } from '#core/org/server/index.ts'
import type { z } from 'zod'
import { Connection, listConnections, readOrder, receiveOrder, saveConnection } from '../door-endpoints.ts'
import { failIncident } from '../faults.ts'
import { answerFor, receive, setAside } from './inbound.ts'

type Row = Omit<z.infer<typeof Connection>, 'callbackUrl' | 'lastSuccessAt' | 'lastError'> & { callbackUrl: string | null; lastSuccessAt: Date | null; lastError: string | null }

const select = `select system, name, callback_url as "callbackUrl", states, enabled, last_success_at as "lastSuccessAt", last_error as "lastError",
  (select count(*) from incident.callback b where b.town = c.town and b.system = c.system and b.sent_at is null) as waiting from incident.connection c where town = $1`

const view = ({ callbackUrl, lastSuccessAt, lastError, ...row }: Row): z.infer<typeof Connection> => ({
  ...row,
  ...(callbackUrl ? { callbackUrl } : {}),
  ...(lastSuccessAt ? { lastSuccessAt: lastSuccessAt.toISOString() } : {}),
  ...(lastError ? { lastError } : {}),
})

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
    const [row] = await tx.query<{ case_id: string | null }>(`select case_id from incident.inbound where town = $1 and system = $2 and number = $3`, [actor.town, params.system, params.number])
    if (!row?.case_id) throw failIncident('incident.not-found', { detail: '没有收到过这个编号的工单' })
    return answerFor(tx, platform, actor.town, row.case_id, 'unchanged')
  }),
  route(listConnections, async ({ tx, actor }) => ({ connections: (await tx.query<Row>(`${select} order by system`, [actor.town])).map(view) })),
  route(saveConnection, async ({ tx, actor, body, now, from }) => {
    await tx.query(
      `insert into incident.connection (town, system, name, callback_url, states, enabled) values ($1, $2, $3, $4, $5, $6)
       on conflict (town, system) do update set name = excluded.name, callback_url = excluded.callback_url, states = excluded.states, enabled = excluded.enabled`,
      [actor.town, body.system, body.name, body.callbackUrl ?? null, JSON.stringify(body.states), body.enabled],
    )
    await audit(tx, { town: actor.town, at: now, subject: actor.subject, post: actor.postTitle, kind: 'incident.connection-saved', object: `connection:${body.system}`, ip: from.ip, terminal: from.terminal })
    return view((await tx.query<Row>(`${select} and system = $2`, [actor.town, body.system]))[0]!)
  }),
]
