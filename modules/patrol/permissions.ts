import { type RolePermission, grant } from '#core/org/contract.ts'

export const patrolPermissions = {
  'patrol.position.read': '查看在岗人员、车辆的当前位置',
  'patrol.track.read': '回放人员、车辆轨迹（留痕）',
  'patrol.duty.do': '上岗离岗、上报本人位置',
  'patrol.vehicle.read': '查看巡查车辆与出车记录',
  'patrol.vehicle.drive': '登记出车、收车',
  'patrol.vehicle.manage': '维护车辆与定位设备',
  'patrol.object.read': '查看巡查对象、清单与巡查情况',
  'patrol.object.manage': '维护巡查对象',
  'patrol.checklist.manage': '维护检查清单',
  'patrol.plan.manage': '编制巡查计划',
  'patrol.round.do': '开展巡查走访',
  'patrol.rule.read': '查看响应规则达标情况',
  'patrol.rule.manage': '维护响应规则（3510 等）',
} as const

const command = { 'watch-officer': ['town'], dispatcher: ['town'] } as const
const field = {
  'grid-worker': ['own'],
  handler: ['own'],
  verifier: ['own'],
  village: ['own'],
  'watch-officer': ['own'],
  dispatcher: ['own'],
  leader: ['own'],
  arbitrator: ['own'],
} as const

/** Positions: the duty room only, in duty hours (features.md §4.15); everybody reads their own. */
export const patrolRolePermissions: readonly RolePermission[] = [
  ...grant('patrol.position.read', command),
  ...grant('patrol.track.read', command),
  ...grant('patrol.duty.do', field),
  ...grant('patrol.vehicle.read', { ...command, leader: ['town'], 'grid-worker': ['own'], handler: ['own'] }),
  ...grant('patrol.vehicle.drive', { 'grid-worker': ['own'], handler: ['own'], 'watch-officer': ['town'] }),
  ...grant('patrol.vehicle.manage', { 'watch-officer': ['town'], 'system-admin': ['town'] }),
  ...grant('patrol.object.read', {
    ...command,
    leader: ['town'],
    arbitrator: ['town'],
    verifier: ['town'],
    handler: ['town'],
    village: ['area'],
    'grid-worker': ['area', 'own'],
  }),
  ...grant('patrol.object.manage', { ...command, village: ['area'], 'grid-worker': ['area'] }),
  ...grant('patrol.checklist.manage', { 'watch-officer': ['town'], dispatcher: ['town'] }),
  ...grant('patrol.plan.manage', { ...command, village: ['area'] }),
  ...grant('patrol.round.do', { 'grid-worker': ['area', 'own'], village: ['area', 'own'], handler: ['own'], verifier: ['town'] }),
  ...grant('patrol.rule.read', { ...command, leader: ['town'] }),
  ...grant('patrol.rule.manage', { 'watch-officer': ['town'] }),
]
