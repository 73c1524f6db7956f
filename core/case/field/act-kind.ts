import { z } from 'zod'
import { call } from '#platform/client/call.ts'
import { outboxKind } from '#platform/client/outbox/kind.ts'
import { Id } from '#platform/contract/id.ts'
import { actOnCase } from '../endpoints.ts'

/** An act done on the phone; its id and its time are the tap's. */
export const PhoneAct = z.object({
  caseId: Id,
  action: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** The last act this phone knew of: tells "the case moved on" from "you may not". */
  seenSeq: z.int(),
})
export type PhoneAct = z.infer<typeof PhoneAct>

export const actKind = outboxKind({
  key: 'case.act',
  title: '办理',
  body: PhoneAct,
  send: ({ caseId, ...act }, tap) =>
    call(actOnCase, { params: { id: caseId }, body: { ...act, actionId: tap.actionId, at: tap.at } }, { actionId: tap.actionId }),
})
