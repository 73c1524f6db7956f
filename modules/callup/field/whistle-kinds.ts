import { call } from '#platform/client/call.ts'
import { outboxKind } from '#platform/client/outbox/kind.ts'
import { WhistleDraft, blowWhistle } from '../endpoints.ts'

/** A whistle on its way: without id and time, which are the tap's. */
export const blowKind = outboxKind({
  key: 'callup.blow',
  title: '吹哨',
  body: WhistleDraft.omit({ actionId: true, at: true }),
  send: (body, tap) => call(blowWhistle, { body: { ...body, actionId: tap.actionId, at: tap.at } }, { actionId: tap.actionId }),
})
