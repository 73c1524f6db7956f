import type { z } from 'zod'
import type { Id } from '#platform/contract/id.ts'

/** The tap an item was made by: both stay the same on every try, so that the server can know a repeat. */
export interface Tap {
  /** The UUID made at the tap: idempotency key and `actionId` for ever. */
  readonly actionId: Id
  /** When it was done, by the server's clock as far as the phone knows it: ISO 8601 with offset. */
  readonly at: string
}

/**
 * One sort of thing the phone sends. `send` makes the request(s) with `call(…, { actionId: tap.actionId })`, each of them safe
 * to repeat; the photos of the item have arrived before. It may be asked any number of times, also after a success
 * whose answer got lost. Throwing a ProblemError decides: 4xx except 401/408/425/429 is refused, all else tried again.
 */
export interface OutboxKind<B = unknown> {
  readonly key: string
  /** What the outbox page calls it: 上报, 办理. */
  readonly title: string
  readonly body: z.ZodType<B>
  /** Goes before everything else that waits: a call for help. */
  readonly first?: boolean
  readonly send: (body: unknown, tap: Tap) => Promise<unknown>
}

/**
 * Declares a sort of outgoing item: `const visitKind = outboxKind({ key: 'patrol.visit', title: '走访', body: VisitDraft,
 * send: (body, tap) => call(saveVisit, { body: { ...body, actionId: tap.actionId, at: tap.at } }, { actionId: tap.actionId }) })`.
 * A body kept by an older version of the app is read by today's schema before it is sent.
 */
export function outboxKind<B>(kind: {
  key: string
  title: string
  body: z.ZodType<B>
  first?: boolean
  send: (body: B, tap: Tap) => Promise<unknown>
}): OutboxKind<B> {
  return { ...kind, send: (body, tap) => kind.send(kind.body.parse(body), tap) }
}
