import type { z } from 'zod'
import { type ActionDefinition, defineProcess } from '#core/case/contract.ts'
import { levelWords } from '../plan/card.ts'

type Actions = z.input<typeof ActionDefinition>[]
const command = [{ roles: ['watch-officer', 'leader'] }]
const long = (key: string, title: string, required = true) => ({ key, title, kind: 'long-text' as const, required, max: 2000 })
const level = {
  key: 'level',
  title: '级别',
  kind: 'choice' as const,
  options: Object.entries(levelWords).map(([value, { title, colour }]) => ({ value, title: `${title}（${colour}）` })),
}

const actions: Actions = [
  {
    key: 'activate',
    title: '启动预案',
    tone: 'primary',
    from: ['proposed'],
    to: 'active',
    who: [...command, { system: true }],
    form: [{ ...level, keep: true, help: '不选则按提议的级别' }, long('words', '说明', false)],
    clocks: { stop: ['confirm'] },
    effects: ['dispatch.set-tasks', 'dispatch.activation-row'],
  },
  {
    key: 'dismiss',
    title: '不启动',
    from: ['proposed'],
    to: 'dismissed',
    who: [...command, { system: true }],
    form: [long('reason', '理由')],
    result: { is: 'dismissed' },
    effects: ['dispatch.activation-row'],
  },
  {
    key: 'change-level',
    title: '调整级别',
    from: ['active'],
    to: { stay: true },
    who: command,
    form: [{ ...level, required: true, keep: true }, long('words', '理由')],
    effects: ['dispatch.set-tasks', 'dispatch.activation-row'],
  },
  {
    key: 'note',
    title: '记录进展',
    from: ['proposed', 'active', 'review'],
    to: { stay: true },
    who: [{ roles: ['watch-officer', 'leader', 'dispatcher'] }, { system: true }],
    form: [long('words', '进展'), { key: 'photos', title: '照片', kind: 'files', max: 12 }],
  },
  {
    key: 'stand-down',
    title: '结束响应',
    tone: 'primary',
    from: ['active'],
    to: 'review',
    who: command,
    form: [
      long('words', '结束理由'),
      {
        key: 'rest',
        title: '还没完成的任务',
        kind: 'choice',
        help: '全部完成时不用选',
        options: [{ value: 'recall', title: '一并撤回' }],
      },
    ],
    clocks: { start: ['review'] },
    effects: ['dispatch.recall-rest', 'dispatch.activation-row'],
  },
  {
    key: 'improve',
    title: '提出改进任务',
    from: ['review'],
    to: { stay: true },
    who: command,
    form: [
      { key: 'title', title: '改进什么', kind: 'text', required: true, max: 60 },
      { key: 'unit', title: '责任单位', kind: 'unit', required: true },
      { key: 'days', title: '期限（自然日）', kind: 'number', required: true, min: 1, max: 180 },
      long('words', '要求', false),
    ],
    effects: ['dispatch.set-improvement'],
  },
  {
    key: 'review',
    title: '提交复盘',
    tone: 'primary',
    from: ['review'],
    to: 'closed',
    who: command,
    form: [long('summary', '经过'), long('good', '做得好的'), long('gaps', '要改进的')],
    result: { is: 'reviewed' },
    effects: ['dispatch.activation-row'],
  },
]

/**
 * 预案启动: proposed (by a person, a warning, a sensor) → active, its tasks out → review → closed. A person's activation passes
 * through `proposed` in the same transaction. The limits are 示例: no rule gives them.
 */
export const activationProcess = defineProcess({
  key: 'plan-activation',
  version: 1,
  title: '预案启动',
  prefix: 'YA',
  start: 'proposed',
  startRole: 'watch-officer',
  startClocks: ['confirm'],
  results: { reviewed: '已复盘', dismissed: '未启动' },
  steps: [
    { key: 'proposed', title: '待确认启动', holder: '值班长', role: 'watch-officer' },
    { key: 'active', title: '响应中', holder: '值班长', role: 'watch-officer' },
    { key: 'review', title: '待复盘', holder: '值班长', role: 'watch-officer' },
    { key: 'closed', title: '已复盘', end: true },
    { key: 'dismissed', title: '未启动', end: true },
  ],
  clocks: [
    {
      key: 'confirm',
      title: '确认启动',
      limit: { n: 10 / 60, unit: 'clock-hour' },
      rungs: [
        { at: 0.5, roles: ['watch-officer'], holder: false },
        { at: 1, roles: ['watch-officer', 'leader'], holder: false },
      ],
    },
    {
      key: 'review',
      title: '复盘',
      limit: { n: 5, unit: 'working-day' },
      rungs: [
        { at: 0.8, roles: ['watch-officer'], holder: false },
        { at: 1, roles: ['watch-officer', 'leader'], holder: false },
      ],
    },
  ],
  actions,
})
