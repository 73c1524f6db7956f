import type { z } from 'zod'
import type { ActionDefinition } from '#core/case/contract.ts'
import { words } from './fields.ts'

type Actions = z.input<typeof ActionDefinition>[]
const resident = [{ public: true }]
const satisfied = {
  key: 'satisfied',
  title: '满意程度',
  kind: 'choice' as const,
  keep: true,
  options: [
    { value: 'satisfied', title: '满意' },
    { value: 'fair', title: '基本满意' },
    { value: 'unsatisfied', title: '不满意' },
  ],
}

/** What a resident does alone, by number and code: answer instead of being called, add words, rate. Reopening is in `checking`. */
export const residents: Actions = [
  {
    // The reporter's own word, the same as a call: somebody else has verified before this step is reached.
    key: 'resident-answer',
    title: '群众自助答复',
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
      ],
      otherwise: 'dispatch',
    },
    who: resident,
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
        ],
      },
      satisfied,
      words('群众原话', false),
    ],
    assignAt: { handling: { to: 'after', actions: ['sign'] }, dispatch: { to: 'role', role: 'dispatcher' }, closed: { to: 'nobody' } },
    clocksAt: { handling: { resume: ['finish'] }, dispatch: { resume: ['finish'], start: ['finish'] } },
    result: { data: 'outcome' },
    effects: ['incident.record', 'incident.close-merged', 'incident.reply'],
  },
  {
    key: 'resident-note',
    title: '群众补充',
    from: ['*'],
    to: { stay: true },
    who: resident,
    form: [words('补充内容')],
    effects: ['incident.record'],
  },
  {
    key: 'rate',
    title: '群众评价',
    from: ['closed'],
    to: { stay: true },
    who: resident,
    form: [{ ...satisfied, required: true }, words('群众原话', false)],
    guards: [{ kind: 'data', field: 'satisfied', in: [null], text: '已经评价过了' }],
    effects: ['incident.record'],
  },
]
