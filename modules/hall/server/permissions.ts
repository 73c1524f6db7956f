import { grant } from '#core/org/contract.ts'

export const hallPermissions = {
  'hall.hall.read': '查看政务大厅',
  'hall.hall.manage': '管理政务大厅',
  'hall.window.work': '窗口叫号',
  'hall.ticket.take': '导服台代取号',
  'hall.screen.read': '查看大厅屏',
  'hall.stuck.read': '查看办不成事',
  'hall.stuck.record': '记录办不成事',
} as const

export const hallGrants = [
  ...grant('hall.hall.read', { 'hall-lead': ['town'], 'approval-lead': ['town'], leader: ['town'], 'watch-officer': ['town'] }),
  ...grant('hall.hall.manage', { 'hall-lead': ['town'] }),
  ...grant('hall.window.work', { counter: ['town'], 'hall-lead': ['town'] }),
  ...grant('hall.ticket.take', { counter: ['town'], 'hall-lead': ['town'] }),
  ...grant('hall.screen.read', { counter: ['town'], 'hall-lead': ['town'] }),
  ...grant('hall.stuck.read', {
    'hall-lead': ['town'],
    counter: ['town'],
    'approval-lead': ['town'],
    leader: ['town'],
    'watch-officer': ['town'],
    handler: ['unit', 'own'],
  }),
  ...grant('hall.stuck.record', { 'hall-lead': ['town'], counter: ['town'] }),
]
