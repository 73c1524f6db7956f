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
  const once = new Map(to.map((t) => [t.personId, t]))
  // All in one flight: a clock that rings for thirty people waits for the database once.
  await Promise.all(
    [...once.values()].flatMap(({ personId, postId }) => {
      const id = newId(at.getTime())
      return [
        tx.query(insertNotice, [
          town,
          id,
          at,
          personId,
          postId ?? null,
          draft.kind,
          draft.title,
          draft.words ?? '',
          draft.urgent ?? false,
          draft.object ?? null,
        ]),
        publish(
          tx,
          town,
          noticeArrived,
          { id, title: draft.title, urgent: draft.urgent ?? false, ...(draft.object ? { object: draft.object } : {}) },
          [`p:${personId}`],
        ),
      ]
    }),
  )
}

const insertNotice = prepared(
  `insert into notice.notice (town, id, at, person_id, post_id, kind, title, words, urgent, object) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
)
