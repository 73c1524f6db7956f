import type { Tx } from '#platform/server/database.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Actor } from '../actor.ts'
import { failOrg } from '../faults.ts'
import { type Duty, roleDuties } from '../roles.ts'

/** Permissions that only one of the three administrators may hold (rules.md §8.6, 三员分立). */
const reserved: Readonly<Record<string, Duty>> = {
  'org.role.manage': 'security',
  'org.account.manage': 'security',
  'org.token.manage': 'security',
  'org.audit.view': 'audit',
}

/** @throws Fault org.three-roles when the people now sit, on or after a day, at posts of two kinds of administrators */
export async function checkDuties(tx: Tx, town: string, personIds: readonly string[], day: string): Promise<void> {
  const rows = await tx.query<{ name: string; roles: string[] }>(
    `select p.name, array_agg(distinct po.role) as roles
     from org.appointment a
     join org.post po on po.town = a.town and po.id = a.post_id
     join org.person p on p.town = a.town and p.id = a.person_id
     where a.town = $1 and a.person_id = any($2::uuid[]) and (a.valid_to is null or a.valid_to > $3) and (po.valid_to is null or po.valid_to > $3)
     group by p.id, p.name`,
    [town, personIds, day],
  )
  for (const { name, roles } of rows) {
    if (new Set(roles.map((role) => roleDuties[role]).filter(Boolean)).size > 1)
      throw failOrg('org.three-roles', { detail: `${name}已担任另一类管理员` })
  }
}

/** An administrator's post is filled by the security administrator, and nobody appoints themselves. */
export function checkAppointer(actor: Actor, personId: string, role: string): void {
  if (personId === actor.personId) throw failPlatform('platform.forbidden', { detail: '不能给自己任职', way: '请另一位有任职权限的人办理' })
  if (roleDuties[role] && !actor.permissions.has('org.role.manage')) {
    throw failPlatform('platform.forbidden', { detail: '管理员岗位须由安全管理员任命' })
  }
}

/** @throws Fault org.three-roles when a role is given what belongs to another administrator, or security loses its key */
export function checkReserved(role: string, permissions: ReadonlySet<string>): void {
  const wrong = [...permissions].filter((permission) => reserved[permission] && reserved[permission] !== roleDuties[role])
  if (wrong.length > 0) throw failOrg('org.three-roles', { detail: `这些权限只能属于对应的管理员：${wrong.join('、')}` })
  if (roleDuties[role] === 'security' && !permissions.has('org.role.manage')) {
    throw failOrg('org.three-roles', { detail: '安全管理员必须保留“管理角色和权限”，否则无人再能授权' })
  }
}
