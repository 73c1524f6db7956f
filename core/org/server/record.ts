import type { EndpointSpec } from '#platform/contract/endpoint.ts'
import { type AuditRow, audit } from '#platform/server/audit.ts'
import type { Call } from '#platform/server/module.ts'
import type { Actor } from '../actor.ts'
import { forgetAll } from './session-cache.ts'

type Act = Pick<AuditRow, 'kind' | 'object' | 'reason' | 'detail'>

/** The audit row of an administrative act, in its transaction; afterwards this process asks the database anew who may do what. */
export async function record<S extends EndpointSpec>(call: Call<S, Actor>, act: Act): Promise<void> {
  const { actor, now, from, tx, platform } = call
  await audit(tx, {
    town: actor.town,
    at: now,
    subject: actor.subject,
    post: actor.postTitle,
    ip: from.ip,
    terminal: from.terminal,
    ...act,
  })
  tx.afterCommit(() => forgetAll(platform))
}
