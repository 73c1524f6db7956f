import type { RolePermission } from '#core/org/contract.ts'
import { grant, grantAll } from '#core/org/contract.ts'

export const areaPermissions = {
  'area.area.read': '查看网格边界、检查结果和历次版本',
  'area.area.manage': '绘制、导入、调整和停用网格边界',
} as const

/** Borders belong to the town, so managing them reaches the whole of it. */
export const areaRolePermissions: readonly RolePermission[] = [
  ...grantAll('area.area.read', ['town']),
  ...grant('area.area.manage', { 'system-admin': ['town'], 'watch-officer': ['town'] }),
]
