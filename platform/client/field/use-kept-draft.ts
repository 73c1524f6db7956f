import { useEffect, useRef, useState } from 'react'
import { useOutbox } from '../outbox/use-outbox.ts'
import { keepFault } from './photo.ts'

interface Dated {
  /** Device clock of the last change. */
  readonly at: number
}

export interface KeptDraft<T> {
  readonly draft: T
  /** False until the kept one, if any, was read. */
  readonly ready: boolean
  readonly fault: string | undefined
  readonly change: (more: Partial<T>) => void
  readonly drop: () => Promise<void>
}

interface DraftDoors<T> {
  readonly key: string
  readonly empty: () => T
  /** Whether there is nothing to lose. */
  readonly blank: (draft: T) => boolean
  /** What was typed while the kept one was read, over it. */
  readonly over?: (kept: T, now: T) => T
}

/** One draft, kept sealed on the device half a second after each change: a killed app loses no sentence. */
export function useKeptDraft<T extends Dated>({ key, empty, blank, over = (kept) => kept }: DraftDoors<T>): KeptDraft<T> {
  const { store } = useOutbox()
  const [draft, setDraft] = useState(empty)
  const [ready, setReady] = useState(false)
  const [fault, setFault] = useState<string>()
  const dropped = useRef(false)
  useEffect(() => {
    let gone = false
    void store.db.drafts.get(key).then(async (row) => {
      const kept = row && (await store.open<T>(row.sealed))
      if (gone) return
      if (kept) setDraft((now) => over(kept, now))
      setReady(true)
    })
    return () => {
      gone = true
    }
    // oxlint-disable-next-line react/exhaustive-deps -- read once for each draft
  }, [store, key])
  useEffect(() => {
    if (!ready || blank(draft)) return undefined
    const timer = setTimeout(() => {
      if (dropped.current) return
      store
        .seal(draft)
        .then((sealed) => store.db.drafts.put({ key, at: draft.at, sealed }))
        .then(
          () => setFault(undefined),
          (error: unknown) => setFault(keepFault(error)),
        )
    }, 400)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react/exhaustive-deps -- a change of the draft is the reason to keep it
  }, [draft, ready, store, key])
  return {
    draft,
    ready,
    fault,
    change: (more) => setDraft((now) => ({ ...now, ...more, at: Date.now() })),
    drop: async () => {
      dropped.current = true
      await store.db.drafts.delete(key)
    },
  }
}
