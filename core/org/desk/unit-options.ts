import { unitKindTitles } from '../contract.ts'
import type { UnitKind, orgTree } from '../contract.ts'
import type { ReplyOf } from '#platform/contract/endpoint.ts'

export type TreeRow = ReplyOf<typeof orgTree>['rows'][number]

/** Kinds for a new unit; there is one town. */
export const kindOptions = (Object.entries(unitKindTitles) as [UnitKind, string][])
  .filter(([value]) => value !== 'town')
  .map(([value, label]) => ({ value, label }))

/** Units as choices, indented as in the tree; `without` and everything below it is left out. Rows come in pre-order. */
export function unitOptions(rows: readonly TreeRow[], without?: string): { value: string; label: string; words: string }[] {
  let skip = Infinity
  return rows.flatMap(({ id, name, short, depth }) => {
    if (depth > skip) return []
    skip = id === without ? depth : Infinity
    return id === without ? [] : [{ value: id, label: `${'　'.repeat(depth)}${name}`, words: `${name} ${short}` }]
  })
}

/** Rows that match, with the units above them, so that a hit is seen where it stands. Pure. */
export function treeMatching(rows: readonly TreeRow[], words: string): TreeRow[] {
  const text = words.trim()
  if (text === '') return [...rows]
  const byId = new Map(rows.map((row) => [row.id, row]))
  const kept = new Set<string>()
  for (const row of rows) {
    if (!row.name.includes(text) && !row.short.includes(text) && !(row.code ?? '').includes(text)) continue
    for (let at: TreeRow | undefined = row; at && !kept.has(at.id); at = at.parentId === null ? undefined : byId.get(at.parentId))
      kept.add(at.id)
  }
  return rows.filter((row) => kept.has(row.id))
}
