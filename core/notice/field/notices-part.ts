import { z } from 'zod'
import { call } from '#platform/client/call.ts'
import type { PackagePart } from '#platform/client/field-module.ts'
import { outboxKind } from '#platform/client/outbox/kind.ts'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { listNotices, noticeArrived, readNotices } from '../contract.ts'

export type Inbox = ReplyOf<typeof listNotices>

/** The newest of the inbox. */
export const inboxPart: PackagePart<Inbox> = {
  key: 'notice.inbox',
  title: '消息',
  everyMinutes: 2,
  renewOn: [noticeArrived.name],
  renewAfter: ['notice.read'],
  pull: (signal) => call(listNotices, { query: { limit: 50 } }, { signal, background: true }),
}

/** A read receipt: told to the centre like everything else, so that reading offline counts too. */
export const readKind = outboxKind({
  key: 'notice.read',
  title: '已读回执',
  body: z.object({ ids: z.array(Id).min(1).max(200) }),
  send: (body, tap) => call(readNotices, { body }, { actionId: tap.actionId }),
})
