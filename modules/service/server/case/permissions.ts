import { grant } from '#core/org/contract.ts'

export const casePermissions = {
  'service.case.read': '查看办件',
  'service.case.open': '收件、受理',
  'service.applicant.reveal': '查看申请人完整信息（须写明理由，留痕）',
  'service.rating.read': '查看好差评和整改',
  'service.rating.own': '查看本窗口的评价（不显示评价人）',
} as const

export const caseGrants = [
  ...grant('service.rating.read', { 'hall-lead': ['town'], 'approval-lead': ['town'], leader: ['town'] }),
  ...grant('service.rating.own', { counter: ['own'], village: ['own'], approver: ['own'] }),
  ...grant('service.case.read', {
    counter: ['town'],
    'hall-lead': ['town'],
    approver: ['town'],
    'approval-lead': ['town'],
    leader: ['town'],
    village: ['area', 'own'],
  }),
  ...grant('service.case.open', { counter: ['town'], 'hall-lead': ['town'], village: ['area'] }),
  ...grant('service.applicant.reveal', {
    counter: ['town'],
    'hall-lead': ['town'],
    approver: ['town'],
    'approval-lead': ['town'],
    village: ['area', 'own'],
  }),
]
