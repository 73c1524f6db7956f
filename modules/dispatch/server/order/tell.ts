import { notify } from '#core/notice/server/index.ts'
import { audit } from '#platform/server/audit.ts'
import type { BodyOf } from '#platform/contract/endpoint.ts'
import { failDispatch } from '../../faults.ts'
import type { tellInside } from '../../map/endpoints.ts'
import type { Viewing } from '../map-layers.ts'
import { receiversOf } from './receivers.ts'

/**
 * Sends a notice to the inboxes of those a drawn ring means, and leaves an audit row.
 * @throws Fault dispatch.nobody-inside
 */
export async function tell(viewing: Viewing, body: BodyOf<typeof tellInside>, from: { ip: string; terminal: string }) {
  const { tx, actor, now } = viewing
  const { ring, layers, to, title, text, urgent } = body
  const told = (await receiversOf(viewing, { ring, layers }, to === 'people' ? to : 'grids', [])).receivers.flatMap(({ personId, name }) =>
    personId ? [{ personId, name }] : [],
  )
  if (told.length === 0) throw failDispatch('dispatch.nobody-inside')
  await notify(tx, actor.town, now, told, { kind: 'dispatch.map-notice', title, words: `${text}（${actor.postTitle}）`, urgent })
  await audit(tx, {
    town: actor.town,
    at: now,
    subject: actor.subject,
    post: actor.postTitle,
    kind: 'dispatch.map-notice-sent',
    ...from,
    detail: { to, told: told.length, title },
  })
  return { told: told.length, names: told.map(({ name }) => name).slice(0, 50) }
}
