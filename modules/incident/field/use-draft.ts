import { type KeptDraft, useKeptDraft } from '#platform/client/field/use-kept-draft.ts'
import { useRows } from '#platform/client/field/use-rows.ts'
import { useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { type PhoneDraft, emptyDraft, isBlank } from './report-draft.ts'

const PREFIX = 'report '

/** Reports begun and not sent, newest first. */
export function useDrafts(): readonly PhoneDraft[] {
  const { store } = useOutbox()
  const drafts = useRows(
    `${store.name} drafts`,
    () => store.db.drafts.orderBy('at').reverse().toArray(),
    (rows) => Promise.all(rows.filter((row) => row.key.startsWith(PREFIX)).map((row) => store.open<PhoneDraft>(row.sealed))),
  )
  return drafts ?? []
}

/** One report being written. */
export const useDraft = (id: string): KeptDraft<PhoneDraft> =>
  useKeptDraft({
    key: PREFIX + id,
    empty: () => emptyDraft(id, Date.now()),
    blank: isBlank,
    over: (kept, now) => ({ ...kept, files: [...kept.files, ...now.files], words: now.words || kept.words }),
  })
