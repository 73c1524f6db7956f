import { grant, grantAll } from '#core/org/contract.ts'

export const matterPermissions = {
  'service.matter.read': '查看事项清单',
  'service.matter.manage': '管理事项、一件事和清单',
} as const

export const matterGrants = [
  ...grantAll('service.matter.read', ['town']),
  ...grant('service.matter.manage', { 'approval-lead': ['town'], 'hall-lead': ['town'] }),
]
