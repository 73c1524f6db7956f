import { type Process, defineProcess } from '../process.ts'
import type { CaseActor } from '../state.ts'

/** An invented process for the engine's own tests: a library card, from the counter to the shelf. */
export const libraryCard: Process = defineProcess({
  key: 'library-card',
  version: 1,
  title: '借书证',
  prefix: 'LC',
  start: 'asked',
  startRole: 'librarian',
  startClocks: ['answer'],
  results: { issued: '已发证', refused: '未发证' },
  steps: [
    { key: 'asked', title: '已申请', role: 'librarian' },
    { key: 'printing', title: '制证中' },
    { key: 'checking', title: '检查中', role: 'checker' },
    { key: 'done', title: '已发证', end: true },
    { key: 'refused', title: '未发证', end: true },
    { key: 'waiting', title: '等照片', side: true, role: 'librarian' },
  ],
  clocks: [
    {
      key: 'answer',
      title: '答复',
      limit: { n: 2, unit: 'working-day' },
      rungs: [
        { at: 0.5, roles: ['librarian'] },
        { at: 1, roles: ['head'] },
      ],
    },
    { key: 'print', title: '制证', limit: { n: 4, unit: 'working-hour' }, limitFrom: 'printLimit' },
  ],
  actions: [
    {
      key: 'print',
      title: '制证',
      from: ['asked'],
      to: 'printing',
      who: [{ roles: ['librarian'] }],
      form: [
        { key: 'shop', title: '印厂', kind: 'unit', required: true },
        { key: 'helpers', title: '协助', kind: 'units' },
        {
          key: 'colour',
          title: '颜色',
          kind: 'choice',
          keep: true,
          options: [
            { value: 'red', title: '红' },
            { value: 'blue', title: '蓝' },
          ],
        },
      ],
      assign: { to: 'unit', field: 'shop' },
      tasks: { lead: 'shop', open: 'helpers', drop: true },
      clocks: { stop: ['answer'], start: ['print'] },
    },
    {
      key: 'help',
      title: '协助完成',
      from: ['printing'],
      to: { stay: true },
      who: [{ holder: 'co-task' }],
      form: [{ key: 'words', title: '说明', kind: 'text' }],
      tasks: { answer: true },
    },
    {
      key: 'finish',
      title: '制好',
      from: ['printing'],
      to: 'checking',
      who: [{ holder: 'unit' }],
      guards: [{ kind: 'tasks-answered', text: '协助单位还没答复' }],
      clocks: { pause: ['print'], why: '待检查' },
    },
    {
      key: 'check',
      title: '检查',
      from: ['checking'],
      to: { fork: [{ when: [{ field: 'good', in: [false] }], step: 'printing' }], otherwise: 'done' },
      who: [{ roles: ['checker', 'librarian'] }],
      form: [{ key: 'good', title: '合格', kind: 'yes-no', required: true }],
      guards: [{ kind: 'different-person', from: ['finish'], text: '制证人不能检查自己的证' }],
      assignAt: { printing: { to: 'after', actions: ['print'] } },
      clocksAt: { printing: { resume: ['print'] } },
      result: { is: 'issued' },
    },
    {
      key: 'wait',
      title: '等照片',
      from: ['asked', 'printing'],
      to: 'waiting',
      who: [{ roles: ['librarian'] }],
      form: [{ key: 'reason', title: '原因', kind: 'text', required: true }],
      guards: [{ kind: 'at-most', action: 'wait', times: 2, text: '最多等两次' }],
      clocks: { pause: ['answer', 'print'] },
    },
    {
      key: 'resume',
      title: '照片到了',
      from: ['waiting'],
      to: { back: true },
      who: [{ roles: ['librarian'] }],
      clocks: { resume: ['answer', 'print'] },
    },
    {
      key: 'extend',
      title: '延长',
      from: ['printing'],
      to: { stay: true },
      who: [{ roles: ['head'] }],
      form: [{ key: 'limit', title: '多久', kind: 'limit', required: true }],
      guards: [{ kind: 'before-due', clock: 'print', text: '已过时限' }],
      clocks: { extend: { clock: 'print', field: 'limit' } },
    },
    {
      key: 'refuse',
      title: '不发证',
      from: ['asked', 'waiting'],
      to: 'refused',
      who: [{ roles: ['librarian'] }],
      form: [{ key: 'reason', title: '原因', kind: 'text', required: true }],
      result: { is: 'refused' },
    },
    {
      key: 'reopen',
      title: '重办',
      from: ['done', 'refused'],
      to: 'asked',
      who: [{ roles: ['head'] }],
      assign: { to: 'role', role: 'librarian' },
      clocks: { start: ['answer'] },
    },
  ],
})

/** Somebody with the given roles at a unit. */
export function actor(personId: string, roles: string[], unitId = 'library', areas: string[] = ['1']): CaseActor {
  return { kind: 'person', personId, unitId, unitIds: [unitId], roles, areas }
}
