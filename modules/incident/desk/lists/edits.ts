/** Changes to a list not yet published: key → the row as it should be, or null for taken out. */
export type Edits<T> = Readonly<Record<string, T | null>>

/** The list with the changes over it; new rows come last. Pure. */
export function applyEdits<T>(rows: readonly T[], edits: Edits<T>, keyOf: (row: T) => string): T[] {
  const known = new Set(rows.map(keyOf))
  const kept = rows.flatMap((row) => {
    const edit = edits[keyOf(row)]
    return edit === undefined ? [row] : edit === null ? [] : [edit]
  })
  const fresh = Object.entries(edits).flatMap(([key, row]) => (row !== null && !known.has(key) ? [row] : []))
  return [...kept, ...fresh]
}

/** A change that says the same as the list already does is none. Pure. */
export function withEdit<T>(rows: readonly T[], edits: Edits<T>, keyOf: (row: T) => string, key: string, row: T | null): Edits<T> {
  const { [key]: _before, ...others } = edits
  const now = rows.find((one) => keyOf(one) === key)
  const same = row === null ? now === undefined : now !== undefined && sameFacts(now, row)
  return same ? others : { ...others, [key]: row }
}

/** Keys I changed that somebody else changed between the version I began with and the newest. Pure. */
export function changedByBoth<T>(began: readonly T[], newest: readonly T[], edits: Edits<T>, keyOf: (row: T) => string): string[] {
  const find = (rows: readonly T[], key: string): T | undefined => rows.find((row) => keyOf(row) === key)
  return Object.keys(edits).filter((key) => !sameFacts(find(began, key), find(newest, key)))
}

const bare = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(bare)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, bare(part)]),
  )
}
const sameFacts = (a: unknown, b: unknown): boolean => JSON.stringify(bare(a)) === JSON.stringify(bare(b))

/** The version name that follows: `2026-1` → `2026-2`, a new year begins at 1. Pure. */
export function nextVersion(version: string, year: string): string {
  const [, before, n] = /^(\d{4})-(\d+)$/.exec(version) ?? []
  return before === year && n !== undefined ? `${year}-${Number(n) + 1}` : `${year}-1`
}
