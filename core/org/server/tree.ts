import type { Tx } from '#platform/server/database.ts'
import type { Unit } from '../unit.ts'
import { inForce, listUnits } from './unit-rows.ts'

export interface TreeRow extends Unit {
  readonly depth: number
  readonly people: number
}

/** The units of a day in pre-order with their depth. A unit whose parent is closed stands at the top, never lost. */
export function treeOrder<U extends Pick<Unit, 'id' | 'parentId'>>(units: readonly U[]): (U & { depth: number })[] {
  const present = new Set(units.map((unit) => unit.id))
  const children = new Map<string | null, U[]>()
  for (const unit of units) {
    const parent = unit.parentId !== null && present.has(unit.parentId) ? unit.parentId : null
    children.set(parent, [...(children.get(parent) ?? []), unit])
  }
  const rows: (U & { depth: number })[] = []
  const seen = new Set<string>()
  const walk = (parent: string | null, depth: number): void => {
    for (const unit of children.get(parent) ?? []) {
      if (seen.has(unit.id)) continue
      seen.add(unit.id)
      rows.push({ ...unit, depth })
      walk(unit.id, depth + 1)
    }
  }
  walk(null, 0)
  // Units that sit below each other reach no top: show them rather than drop them.
  for (const unit of units) if (!seen.has(unit.id)) rows.push({ ...unit, depth: 0 })
  return rows
}

/** The tree as it was on a day, each unit with the number of people who sat in it. */
export async function treeAt(tx: Tx, town: string, day: string): Promise<TreeRow[]> {
  const counts = await tx.query<{ unit_id: string; people: number }>(
    `select po.unit_id, count(distinct a.person_id) as people
     from org.appointment a join org.post po on po.town = a.town and po.id = a.post_id
     where a.town = $1 and ${inForce('a')} and ${inForce('po')} group by po.unit_id`,
    [town, day],
  )
  const people = new Map(counts.map((row) => [row.unit_id, row.people]))
  return treeOrder(await listUnits(tx, town, day)).map((unit) => ({ ...unit, people: people.get(unit.id) ?? 0 }))
}
