import { useState } from 'react'
import { drafts } from '#platform/client/draft.ts'
import type { Edits } from './edits.ts'
import { withEdit } from './edits.ts'

interface Kept<T> {
  /** The version and rows the changes were begun on: a later version of somebody else's shows in the difference. */
  readonly seen: string
  readonly began: readonly T[]
  readonly edits: Edits<T>
}

/** Unpublished changes of a list, kept over a reload; undefined base while the list is on its way. */
export function useEdits<T>(
  name: string,
  base: { readonly version: string; readonly rows: readonly T[] } | undefined,
  keyOf: (row: T) => string,
) {
  const draft = `incident.${name}`
  const [kept, setKept] = useState<Kept<T> | undefined>(() => drafts.read<Kept<T>>(draft))
  const keep = (next: Kept<T> | undefined): void => {
    const live = next && Object.keys(next.edits).length > 0 ? next : undefined
    setKept(live)
    if (live) drafts.write(draft, live)
    else drafts.drop(draft)
  }
  return {
    edits: kept?.edits ?? {},
    seen: kept?.seen ?? base?.version ?? '',
    began: kept?.began ?? base?.rows ?? [],
    put(key: string, row: T | null): void {
      if (!base) return
      const { seen, began, edits } = kept ?? { seen: base.version, began: base.rows, edits: {} }
      keep({ seen, began, edits: withEdit(base.rows, edits, keyOf, key, row) })
    },
    /** After the newest version was looked at: the changes stand on it now. */
    rebase(): void {
      if (kept && base) keep({ seen: base.version, began: base.rows, edits: kept.edits })
    },
    clear(): void {
      keep(undefined)
    },
  }
}
