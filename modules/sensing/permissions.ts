import { type RolePermission, grant } from '#core/org/contract.ts'

export const sensingPermissions = {
  'sensing.device.read': '查看感知设备',
  'sensing.device.manage': '维护设备台账和接入',
  'sensing.upkeep.write': '登记设备维护',
  'sensing.alarm.read': '查看感知告警',
  'sensing.alarm.review': '确认、复核感知告警',
  'sensing.rule.read': '查看告警规则',
  'sensing.rule.manage': '维护告警规则',
  'sensing.retention.manage': '设定读数保存期',
  'sensing.reading.push': '外部系统推送读数',
} as const

/** Who may do what here by default: the duty room looks and judges, owners and villages see what is theirs. */
export const sensingRolePermissions: readonly RolePermission[] = [
  ...grant('sensing.device.read', {
    'watch-officer': ['town'],
    dispatcher: ['town'],
    leader: ['town'],
    verifier: ['area', 'unit'],
    handler: ['unit'],
    'grid-worker': ['area'],
    village: ['area', 'unit'],
    'system-admin': ['town'],
  }),
  ...grant('sensing.device.manage', { 'watch-officer': ['town'], 'system-admin': ['town'] }),
  ...grant('sensing.upkeep.write', {
    'watch-officer': ['town'],
    handler: ['unit'],
    'grid-worker': ['area'],
    village: ['area', 'unit'],
    'system-admin': ['town'],
  }),
  ...grant('sensing.alarm.read', {
    'watch-officer': ['town'],
    dispatcher: ['town'],
    leader: ['town'],
    verifier: ['area', 'unit'],
    handler: ['unit'],
    'grid-worker': ['area'],
    village: ['area', 'unit'],
  }),
  ...grant('sensing.alarm.review', { 'watch-officer': ['town'], dispatcher: ['town'] }),
  ...grant('sensing.rule.read', { 'watch-officer': ['town'], dispatcher: ['town'], leader: ['town'], 'system-admin': ['town'] }),
  ...grant('sensing.rule.manage', { 'watch-officer': ['town'], 'system-admin': ['town'] }),
  ...grant('sensing.retention.manage', { 'system-admin': ['town'] }),
]
