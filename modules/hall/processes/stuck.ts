import { type ActionDefinition, defineProcess } from '#core/case/contract.ts'
import type { z } from 'zod'

type Actions = z.input<typeof ActionDefinition>[]

const lead = [{ roles: ['hall-lead'] }]
const window = [{ roles: ['hall-lead', 'counter'] }]
const unit = [{ holder: 'unit' as const }]
const words = (title: string, required = true) => ({ key: 'words', title, kind: 'long-text' as const, required, min: 2, max: 2000 })
const row = ['hall.stuck-row']

const actions: Actions = [
  {
    key: 'settle',
    title: '当场办成',
    tone: 'primary',
    from: ['window'],
    to: 'closed',
    who: window,
    form: [{ key: 'measure', title: '怎么办成的', kind: 'long-text', required: true, min: 4, max: 2000, keep: true }],
    clocks: { stop: ['finish'] },
    result: { is: 'solved' },
    effects: row,
  },
  {
    key: 'coordinate',
    title: '协调单位办理',
    from: ['window'],
    to: 'unit',
    who: lead,
    form: [{ key: 'unit', title: '责任单位', kind: 'unit', required: true }, words('协调意见')],
    assign: { to: 'unit', field: 'unit' },
    effects: row,
  },
  {
    key: 'supervise',
    title: '督办',
    from: ['unit'],
    to: { stay: true },
    who: [{ roles: ['hall-lead', 'leader'] }],
    form: [words('督办要求')],
    set: { supervised: true },
    effects: [...row, 'hall.stuck-pressed'],
  },
  {
    key: 'answer',
    title: '反馈办理结果',
    tone: 'primary',
    from: ['unit'],
    to: 'window',
    who: unit,
    form: [{ key: 'measure', title: '办理结果', kind: 'long-text', required: true, min: 4, max: 2000, keep: true }],
    assign: { to: 'role', role: 'hall-lead' },
    effects: row,
  },
  {
    key: 'finish',
    title: '告知群众并办结',
    from: ['window'],
    to: 'closed',
    who: lead,
    form: [
      {
        key: 'outcome',
        title: '结果',
        kind: 'choice',
        required: true,
        options: [
          { value: 'solved', title: '办成了' },
          { value: 'explained', title: '依法不能办，已说明理由' },
        ],
      },
      words('怎么告知的'),
    ],
    guards: [{ kind: 'at-least', action: 'answer', times: 1, text: '责任单位还没有反馈；当场办成的请按“当场办成”' }],
    clocks: { stop: ['finish'] },
    result: { field: 'outcome' },
    effects: row,
  },
  {
    key: 'transfer',
    title: '转事件中心',
    tone: 'quiet',
    from: ['window'],
    to: 'closed',
    who: lead,
    form: [words('为什么转')],
    clocks: { stop: ['finish'] },
    result: { is: 'transferred' },
    effects: [...row, 'hall.stuck-transfer'],
  },
]

/**
 * 办不成事 (rules.md §5.7: on the spot, coordinate, supervise, transfer). Who came twice in vain is written down at the window, and somebody has it
 * until it is done or it is said why not. The limit of 5 working days is 示例: no rule gives one.
 */
export const stuckProcess = defineProcess({
  key: 'hall-stuck',
  version: 1,
  title: '办不成事',
  prefix: 'BN',
  start: 'window',
  startRole: 'hall-lead',
  startClocks: ['finish'],
  results: { solved: '办成了', explained: '已说明理由', transferred: '已转事件中心' },
  steps: [
    { key: 'window', title: '窗口协调', holder: '大厅负责人', role: 'hall-lead', publicTitle: '窗口协调中' },
    { key: 'unit', title: '单位办理', holder: '责任单位', publicTitle: '责任单位办理中' },
    { key: 'closed', title: '已办结', end: true },
  ],
  clocks: [
    {
      key: 'finish',
      title: '办结（示例）',
      limit: { n: 5, unit: 'working-day' },
      rungs: [
        { at: 0.8, roles: ['hall-lead'] },
        { at: 1, roles: ['hall-lead', 'leader'] },
      ],
    },
  ],
  actions,
})
