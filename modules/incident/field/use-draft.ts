import { useEffect, useRef, useState } from 'react'
import { keepFault } from '#platform/client/field/photo.ts'
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

export interface UsedDraft {
  readonly draft: PhoneDraft
  /** Undefined until the kept one, if any, was read. */
  readonly ready: boolean
  readonly fault: string | undefined
  readonly change: (more: Partial<PhoneDraft>) => void
  readonly drop: () => Promise<void>
}

/** One draft, kept sealed on the device half a second after each change: a killed app loses no sentence. */
export function useDraft(id: string): UsedDraft {
  const { store } = useOutbox()
  const [draft, setDraft] = useState(() => emptyDraft(id, Date.now()))
  const [ready, setReady] = useState(false)
  const [fault, setFault] = useState<string>()
  const dropped = useRef(false)
  useEffect(() => {
    let gone = false
    void store.db.drafts.get(PREFIX + id).then(async (row) => {
      const kept = row && (await store.open<PhoneDraft>(row.sealed))
      if (gone) return
      if (kept) setDraft((now) => ({ ...kept, files: [...kept.files, ...now.files], words: now.words || kept.words }))
      setReady(true)
    })
    return () => {
      gone = true
    }
  }, [store, id])
  useEffect(() => {
    if (!ready || isBlank(draft)) return undefined
    const timer = setTimeout(() => {
      if (dropped.current) return
      store
        .seal(draft)
        .then((sealed) => store.db.drafts.put({ key: PREFIX + id, at: draft.at, sealed }))
        .then(
          () => setFault(undefined),
          (error: unknown) => setFault(keepFault(error)),
        )
    }, 400)
    return () => clearTimeout(timer)
  }, [draft, ready, store, id])
  return {
    draft,
    ready,
    fault,
    change: (more) => setDraft((now) => ({ ...now, ...more, at: Date.now() })),
    drop: async () => {
      dropped.current = true
      await store.db.drafts.delete(PREFIX + id)
    },
  }
}
