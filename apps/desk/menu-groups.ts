import type { MenuGroup } from '#platform/client/desk-module.ts'

/** The eight modules (八大模块) in the town's order; a group nobody contributes to is not shown. */
export const menuGroups: readonly { readonly key: MenuGroup; readonly title: string }[] = [
  { key: 'work', title: '我的工作' },
  { key: 'command', title: '集成指挥' },
  { key: 'grid', title: '网格治理' },
  { key: 'enforcement', title: '综合执法' },
  { key: 'service', title: '审批服务' },
  { key: 'economy', title: '经济发展' },
  { key: 'public', title: '公共管理' },
  { key: 'party', title: '党建引领' },
  { key: 'base', title: '数据底座' },
]
