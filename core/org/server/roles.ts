import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call, Platform, Route } from '#platform/server/module.ts'
import type { Actor, Reach } from '../actor.ts'
import { failOrg } from '../faults.ts'
import { type Role, createRole, getRole, listPermissions, listRoles, updateRole } from '../role.ts'
import { roleDuties, roleKeys } from '../roles.ts'
import { checkReserved } from './duties.ts'
import { defaultReach, effectiveReach } from './reach.ts'
import { record } from './record.ts'
import { route } from './route.ts'

type Grants = Record<string, Reach[]>

async function listRoleRows(tx: Tx, platform: Platform, town: string, key?: string): Promise<Role[]> {
  const rows = await tx.query<{ key: string; title: string; reach: Grants; version: number; posts: number }>(
    `select r.key, r.title, r.reach, r.version, (select count(*) from org.post po where po.town = r.town and po.role = r.key) as posts
     from org.role r where r.town = $1 and ($2::text is null or r.key = $2)
     order by array_position($3::text[], r.key) nulls last, r.key`,
    [town, key, roleKeys],
  )
  return rows.map((row) => ({
    key: row.key,
    title: row.title,
    duty: roleDuties[row.key] ?? null,
    reach: Object.fromEntries(
      [...effectiveReach(platform.contributions, row.key, row.reach)].map(([permission, reach]) => [permission, [...reach]]),
    ),
    changed: Object.keys(row.reach).sort(),
    posts: row.posts,
    version: row.version,
  }))
}

async function getRoleRow(tx: Tx, platform: Platform, town: string, key: string): Promise<Role> {
  const [role] = await listRoleRows(tx, platform, town, key)
  if (!role) throw failPlatform('platform.not-found', { detail: '没有这个角色' })
  return role
}

/** @throws Fault org.unknown-permission naming those no module declares */
export function checkKnown(platform: Platform, permissions: readonly string[]): void {
  const unknown = permissions.filter((permission) => !(permission in platform.permissions))
  if (unknown.length > 0) throw failOrg('org.unknown-permission', { detail: `不存在的权限：${unknown.join('、')}` })
}

/** What the town wants, less what is the default anyway: a later default of a module then still arrives. */
export function changesOf(wanted: Grants, defaults: ReadonlyMap<string, readonly Reach[]>): Grants {
  const changes: Grants = {}
  const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((each) => b.includes(each))
  for (const [permission, reach] of Object.entries(wanted)) {
    const unique = [...new Set(reach)]
    if (!same(unique, defaults.get(permission) ?? [])) changes[permission] = unique
  }
  for (const permission of defaults.keys()) if (!(permission in wanted)) changes[permission] = []
  return changes
}

function check(platform: Platform, key: string, wanted: Grants): Grants {
  checkKnown(platform, Object.keys(wanted))
  checkReserved(key, new Set(Object.keys(wanted).filter((permission) => wanted[permission]!.length > 0)))
  return changesOf(wanted, defaultReach(platform.contributions).get(key) ?? new Map())
}

async function addRole(call: Call<typeof createRole, Actor>): Promise<Role> {
  const { tx, actor, body, platform } = call
  const changes = check(platform, body.key, body.reach)
  const made = await tx.query(
    `insert into org.role (town, key, title, reach) values ($1, $2, $3, $4) on conflict do nothing returning 1 as ok`,
    [actor.town, body.key, body.title, changes],
  )
  if (made.length === 0) throw failOrg('org.code-taken', { fields: [{ path: 'key', message: '角色代码已被使用' }] })
  await record(call, { kind: 'org.role-created', object: `role:${body.key}`, detail: { ...body } })
  return getRoleRow(tx, platform, actor.town, body.key)
}

async function changeRole(call: Call<typeof updateRole, Actor>): Promise<Role> {
  const { tx, actor, body, params, platform, now } = call
  const before = await getRoleRow(tx, platform, actor.town, params.key)
  const changes = check(platform, params.key, body.reach)
  const changed = await tx.query(
    `update org.role set title = $3, reach = $4, version = version + 1, changed_at = $5 where town = $1 and key = $2 and version = $6 returning 1 as ok`,
    [actor.town, params.key, body.title, changes, now, body.version],
  )
  if (changed.length === 0)
    throw failPlatform('platform.conflict', { extra: { current: await getRoleRow(tx, platform, actor.town, params.key) } })
  await record(call, { kind: 'org.role-changed', object: `role:${params.key}`, detail: { before: before.reach, after: body.reach } })
  return getRoleRow(tx, platform, actor.town, params.key)
}

export const roleRoutes: Route[] = [
  route(listRoles, async ({ tx, platform, actor }) => ({ rows: await listRoleRows(tx, platform, actor.town) })),
  route(getRole, ({ tx, platform, actor, params }) => getRoleRow(tx, platform, actor.town, params.key)),
  route(createRole, addRole),
  route(updateRole, changeRole),
  route(listPermissions, async ({ platform }) => ({ rows: Object.entries(platform.permissions).map(([key, title]) => ({ key, title })) })),
]
