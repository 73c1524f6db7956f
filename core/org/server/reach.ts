import type { Contribution } from '#platform/contract/registry.ts'
import type { Reach } from '../actor.ts'
import { rolePermissions } from '../roles.ts'

type Grants = ReadonlyMap<string, readonly Reach[]>
const defaults = new WeakMap<readonly Contribution[], Map<string, Map<string, readonly Reach[]>>>()

/** Role → permission → reach as the modules contribute it; two contributions for one permission add up. */
export function defaultReach(contributions: readonly Contribution[]): ReadonlyMap<string, Grants> {
  let table = defaults.get(contributions)
  if (!table) {
    table = new Map()
    for (const { role, permission, reach } of rolePermissions.from(contributions)) {
      const grants = table.get(role) ?? new Map<string, readonly Reach[]>()
      table.set(role, grants.set(permission, [...new Set([...(grants.get(permission) ?? []), ...reach])]))
    }
    defaults.set(contributions, table)
  }
  return table
}

/** What a role may do in a town: the default with the town's changes over it; an empty reach takes a permission away. */
export function effectiveReach(
  contributions: readonly Contribution[],
  role: string,
  changes: Readonly<Record<string, readonly Reach[]>>,
): Grants {
  const grants = new Map(defaultReach(contributions).get(role) ?? [])
  for (const [permission, reach] of Object.entries(changes)) {
    if (reach.length > 0) grants.set(permission, reach)
    else grants.delete(permission)
  }
  return grants
}
