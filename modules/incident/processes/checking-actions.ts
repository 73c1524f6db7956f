import type { z } from 'zod'
import type { ActionDefinition } from '#core/case/contract.ts'
import { photos, reason, whereAbouts, words } from './fields.ts'

type Actions = z.input<typeof ActionDefinition>[]

/** Somebody else's eyes, the reporter's word, the honest end, and the way back in. */
export const checking: Actions = [
  {
    key: 'verify',
    title: '核验',
    tone: 'primary',
    from: ['verification'],
    to: {
      fork: [
        {
          when: [
            { field: 'passed', in: [false] },
            { done: 'sign', times: 1 },
          ],
          step: 'handling',
        },
        { when: [{ field: 'passed', in: [false] }], step: 'dispatch' },
        { when: [{ data: 'callbackDue', in: [true] }], step: 'callback' },
      ],
      otherwise: 'closed',
    },
    who: [{ roles: ['verifier'], area: true }, { roles: ['grid-worker', 'village'], area: true }, { roles: ['watch-officer'] }],
    form: [
      { key: 'passed', title: '核验结论', kind: 'yes-no', required: true, help: '是：与处置反馈一致；否：退回返工' },
      words('核验情况'),
      photos('photos', '核验照片'),
      ...whereAbouts('核验位置'),
    ],
    guards: [{ kind: 'different-person', from: ['handle', 'settle', 'sign'], text: '处置人员不能核验自己办的件，请由其他人核验' }],
    assignAt: { handling: { to: 'after', actions: ['sign'] }, closed: { to: 'nobody' } },
    // A failed check gives the rest of the time back to the unit; the clock was only paused.
    clocksAt: { handling: { resume: ['finish'] }, dispatch: { resume: ['finish'] } },
    result: { data: 'outcome' },
    effects: ['incident.record', 'incident.close-merged', 'incident.reply'],
  },
  {
    key: 'call-back',
    title: '回访',
    tone: 'primary',
    from: ['callback'],
    to: {
      fork: [
        { when: [{ field: 'answer', in: ['solved'] }], step: 'closed' },
        {
          when: [
            { field: 'answer', in: ['not-solved'] },
            { done: 'sign', times: 1 },
          ],
          step: 'handling',
        },
        { when: [{ field: 'answer', in: ['not-solved'] }], step: 'dispatch' },
      ],
      otherwise: 'callback',
    },
    who: [{ roles: ['callback', 'watch-officer'] }],
    form: [
      {
        key: 'answer',
        title: '群众答复',
        kind: 'choice',
        required: true,
        keep: true,
        options: [
          { value: 'solved', title: '认可，已解决' },
          { value: 'not-solved', title: '没有解决' },
          { value: 'unreached', title: '没有联系上' },
        ],
      },
      {
        key: 'satisfied',
        title: '满意程度',
        kind: 'choice',
        keep: true,
        when: { field: 'answer', in: ['solved', 'not-solved'] },
        options: [
          { value: 'satisfied', title: '满意' },
          { value: 'fair', title: '基本满意' },
          { value: 'unsatisfied', title: '不满意' },
        ],
      },
      words('群众原话', false),
    ],
    guards: [{ kind: 'different-person', from: ['handle', 'sign'], text: '处置人员不能回访自己办的件' }],
    assignAt: { handling: { to: 'after', actions: ['sign'] }, dispatch: { to: 'role', role: 'dispatcher' }, closed: { to: 'nobody' } },
    clocksAt: { handling: { resume: ['finish'] }, dispatch: { resume: ['finish'], start: ['finish'] } },
    result: { data: 'outcome' },
    effects: ['incident.record', 'incident.close-merged', 'incident.reply'],
  },
  {
    key: 'close-uncalled',
    title: '未联系上结案',
    from: ['callback'],
    to: 'closed',
    who: [{ roles: ['callback', 'watch-officer'] }],
    form: [words('三次联系的时间和方式')],
    guards: [
      { kind: 'at-least', action: 'call-back', times: 3, text: '至少联系三次、跨两天以上，才能按未联系上结案' },
      { kind: 'different-person', from: ['handle', 'sign'], text: '处置人员不能结自己办的件' },
    ],
    assign: { to: 'nobody' },
    result: { data: 'outcome' },
    effects: ['incident.record', 'incident.close-merged', 'incident.reply'],
  },
  {
    key: 'close-explained',
    title: '说明理由结案',
    tone: 'quiet',
    from: ['callback'],
    to: 'closed',
    who: [{ roles: ['watch-officer'] }],
    form: [
      {
        key: 'result',
        title: '结果',
        kind: 'choice',
        required: true,
        options: [
          { value: 'explained', title: '已解释' },
          { value: 'unsolvable', title: '暂不能解决' },
        ],
      },
      reason('群众不认可时仍结案的理由与依据'),
    ],
    guards: [
      { kind: 'different-person', from: ['handle', 'sign'], text: '处置人员不能结自己办的件' },
      { kind: 'at-least', action: 'call-back', times: 1, text: '先回访，再说明理由结案' },
    ],
    assign: { to: 'nobody' },
    result: { field: 'result' },
    effects: ['incident.record', 'incident.close-merged', 'incident.reply'],
  },
  {
    key: 'reopen',
    title: '重开',
    tone: 'danger',
    from: ['closed'],
    to: 'dispatch',
    returns: true,
    who: [{ roles: ['dispatcher', 'watch-officer', 'callback'] }, { public: true }],
    form: [reason('为什么重开')],
    assign: { to: 'role', role: 'dispatcher' },
    clocks: { start: ['finish'] },
    // A new closing is rated anew.
    set: { satisfied: null },
    effects: ['incident.record'],
  },
]
