import { newId } from '#platform/contract/id.ts'
import { type Tx, prepared } from '#platform/server/database.ts'
import { publish } from '#platform/server/outbox.ts'
import { noticeArrived } from '../contract.ts'

export interface NoticeDraft {
  readonly kind: string
  readonly title: string
  readonly words?: string
  readonly urgent?: boolean
  readonly object?: string
}

/** Puts a notice into inboxes, in the caller's transaction, and tells each person live. A person named twice gets one. */
export async function notify(
  tx: Tx,
  town: string,
  at: Date,
  to: readonly { personId: string; postId?: string }[],
  draft: NoticeDraft,
): Promise<void> {
  const once = [...new Map(to.map((t) => [t.personId, t])).values()]
  if (once.length === 0) return
  const { kind, title, words = '', urgent = false, object } = draft
  // One row for each inbox, but one statement and one fact: a row's own index entries cost a tenth of a statement of its own.
  await tx.post(insertNotices, [
    town,
    once.map(() => newId(at.getTime())),
    at,
    once.map((t) => t.personId),
    once.map((t) => t.postId ?? null),
    kind,
    title,
    words,
    urgent,
    object ?? null,
  ])
  await publish(
    tx,
    town,
    noticeArrived,
    { title, urgent, ...(object ? { object } : {}) },
    once.map((t) => `p:${t.personId}`),
  )
}

const insertNotices = prepared(`insert into notice.notice (town, id, at, person_id, post_id, kind, title, words, urgent, object)
     select $1, n.id, $3, n.person, n.post, $6, $7, $8, $9, $10 from unnest($2::uuid[], $4::uuid[], $5::uuid[]) as n (id, person, post)`)
