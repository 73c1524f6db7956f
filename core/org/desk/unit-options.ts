import { unitKindTitles } from '../contract.ts'
import type { UnitKind } from '../contract.ts'
import type { TreeRow } from './UnitTree.tsx'

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
