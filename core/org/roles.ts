import { registry } from '#platform/contract/registry.ts'
import { z } from 'zod'
import type { Reach } from './actor.ts'

/** The roles the platform knows by name; a town may add its own beside them. */
export const roleKeys = [
  'watch-officer',
  'dispatcher',
  'grid-worker',
  'handler',
  'verifier',
  'callback',
  'arbitrator',
  'leader',
  'village',
  'counter',
  'officer',
  'enforcement-lead',
  'legal-reviewer',
  'approver',
  'approval-lead',
  'hall-lead',
  'agent',
  'system-admin',
  'security-admin',
  'auditor',
] as const
export type RoleKey = (typeof roleKeys)[number]

export const roleTitles: Readonly<Record<RoleKey, string>> = {
  'watch-officer': '值班长',
  dispatcher: '派单员',
  'grid-worker': '网格员',
  handler: '处置人员',
  verifier: '核查员',
  callback: '回访员',
  arbitrator: '裁定人',
  leader: '镇领导',
  village: '村（社区）工作站',
  counter: '窗口人员',
  officer: '执法人员',
  'enforcement-lead': '执法负责人',
  'legal-reviewer': '法制审核员',
  approver: '审批人员',
  'approval-lead': '审批负责人',
  'hall-lead': '大厅负责人',
  agent: '帮代办员',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  auditor: '审计员',
}

/** The three administrators of GB/T 22239 (三员分立): one person may be at most one of them. */
export const Duty = z.enum(['system', 'security', 'audit'])
export type Duty = z.infer<typeof Duty>
export const roleDuties: Readonly<Partial<Record<string, Duty>>> = {
  'system-admin': 'system',
  'security-admin': 'security',
  auditor: 'audit',
}

/** A module's default for one role: the permission and how far it reaches. A town may change it. */
export interface RolePermission {
  readonly role: RoleKey
  readonly permission: string
  readonly reach: readonly Reach[]
}

/** Where modules contribute which roles hold their permissions: `rolePermissions.of(...grant(…))` in the manifest. */
export const rolePermissions = registry<RolePermission>('org.role-permissions')

/** One permission for several roles: `grant('incident.case.view', { dispatcher: ['town'], handler: ['unit', 'own'] })`. */
export function grant(permission: string, to: Readonly<Partial<Record<RoleKey, readonly Reach[]>>>): RolePermission[] {
  return Object.entries(to).map(([role, reach]) => ({ role: role as RoleKey, permission, reach }))
}

/** The same reach for every role there is. */
export function grantAll(permission: string, reach: readonly Reach[]): RolePermission[] {
  return roleKeys.map((role) => ({ role, permission, reach }))
}

export const orgPermissions = {
  'org.unit.view': '查看单位、岗位和人员',
  'org.unit.manage': '管理单位',
  'org.post.manage': '管理岗位',
  'org.person.manage': '管理人员账号信息',
  'org.person.reveal': '查看人员电话（须写明理由，留痕）',
  'org.appointment.manage': '管理任职',
  'org.role.manage': '管理角色和权限',
  'org.account.manage': '解锁账号、重置密码',
  'org.token.manage': '管理接口令牌',
  'org.audit.view': '查看审计日志',
} as const

/** Who may do what in this module by default: rules.md §8.6 keeps granting, running and checking in three hands. */
export const orgRolePermissions: readonly RolePermission[] = [
  ...grantAll('org.unit.view', ['town']),
  ...grant('org.unit.manage', { 'system-admin': ['town'] }),
  ...grant('org.post.manage', { 'system-admin': ['town'], 'security-admin': ['town'] }),
  ...grant('org.person.manage', { 'system-admin': ['town'] }),
  ...grant('org.appointment.manage', { 'system-admin': ['town'], 'security-admin': ['town'] }),
  ...grant('org.role.manage', { 'security-admin': ['town'] }),
  ...grant('org.account.manage', { 'security-admin': ['town'] }),
  ...grant('org.token.manage', { 'security-admin': ['town'] }),
  ...grant('org.audit.view', { auditor: ['town'] }),
  ...grant('org.person.reveal', {
    'watch-officer': ['town'],
    dispatcher: ['town'],
    leader: ['town'],
    'system-admin': ['town'],
    handler: ['unit', 'own'],
    village: ['unit', 'own'],
    'grid-worker': ['unit', 'own'],
  }),
]
