import { type RolePermission, grant } from '#core/org/contract.ts'

export const dispatchPermissions = {
  'dispatch.map.read': '查看一张图',
  'dispatch.seat.use': '使用坐席',
  'dispatch.position.read': '查看人员车辆位置（值班期间）',
  'dispatch.duty.read': '查看值班表',
  'dispatch.duty.manage': '排班、交接班',
  'dispatch.plan.read': '查看预案',
  'dispatch.plan.manage': '维护预案',
  'dispatch.plan.activate': '启动预案、演练',
  'dispatch.screen.read': '查看大屏',
  'dispatch.screen.manage': '设置大屏',
} as const

/** Who may do what here by default; a town changes it under 角色权限. Positions: the duty room only (features.md §4.15). */
export const dispatchRolePermissions: readonly RolePermission[] = [
  ...grant('dispatch.map.read', {
    'watch-officer': ['town'],
    dispatcher: ['town'],
    arbitrator: ['town'],
    leader: ['town'],
    verifier: ['town'],
    handler: ['unit'],
    village: ['area'],
    'grid-worker': ['area'],
  }),
  ...grant('dispatch.seat.use', { 'watch-officer': ['town'], dispatcher: ['town'] }),
  ...grant('dispatch.position.read', { 'watch-officer': ['town'], dispatcher: ['town'] }),
  ...grant('dispatch.duty.read', {
    'watch-officer': ['town'],
    dispatcher: ['town'],
    leader: ['town'],
    arbitrator: ['town'],
    handler: ['town'],
    village: ['town'],
  }),
  ...grant('dispatch.duty.manage', { 'watch-officer': ['town'] }),
  ...grant('dispatch.plan.read', {
    'watch-officer': ['town'],
    dispatcher: ['town'],
    leader: ['town'],
    handler: ['town'],
    village: ['town'],
    'grid-worker': ['town'],
  }),
  ...grant('dispatch.plan.manage', { 'watch-officer': ['town'] }),
  ...grant('dispatch.plan.activate', { 'watch-officer': ['town'], leader: ['town'] }),
  ...grant('dispatch.screen.read', { 'watch-officer': ['town'], dispatcher: ['town'], leader: ['town'] }),
  ...grant('dispatch.screen.manage', { 'watch-officer': ['town'], 'system-admin': ['town'] }),
]
