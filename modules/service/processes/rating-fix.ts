import { type Process, defineProcess } from '#core/case/contract.ts'
import { files, reason, words, yes } from './fields.ts'

const lead = [{ roles: ['hall-lead', 'approval-lead'] }]
const effects = ['service.rating-fixed']

/** 差评整改 (rules.md §5.5): verified, mis-taps and malice excluded with a reason, put right, called back, rated once more. The limit is the town's. */
export const ratingFixProcess: Process = defineProcess({
  key: 'rating-fix',
  version: 1,
  title: '差评整改',
  prefix: 'CP',
  start: 'verifying',
  startRole: 'hall-lead',
  startClocks: ['fix'],
  results: { rectified: '已整改', excluded: '核实排除', unresolved: '未取得认可' },
  steps: [
    { key: 'verifying', title: '核实', role: 'hall-lead' },
    { key: 'rectifying', title: '整改', role: 'hall-lead' },
    { key: 'calling', title: '回访', role: 'hall-lead' },
    { key: 'closed', title: '办结', end: true },
    { key: 'excluded', title: '核实排除', end: true },
  ],
  clocks: [
    {
      key: 'fix',
      title: '差评整改（示例）',
      limit: { n: 15, unit: 'working-day' },
      limitFrom: 'fixLimit',
      whole: true,
      rungs: [
        { at: 0.6, roles: ['hall-lead'] },
        { at: 1, roles: ['hall-lead', 'approval-lead'] },
      ],
    },
  ],
  actions: [
    { key: 'confirm', title: '核实属实', tone: 'primary', from: ['verifying'], to: 'rectifying', who: lead, form: [words('核实情况')] },
    {
      key: 'exclude',
      title: '误评或恶意，排除',
      from: ['verifying'],
      to: 'excluded',
      who: lead,
      form: [
        {
          key: 'kind',
          title: '情形',
          kind: 'choice',
          required: true,
          options: [
            { value: 'slip', title: '误点（经评价人确认）' },
            { value: 'malice', title: '恶意评价（有证据）' },
          ],
        },
        reason('依据'),
        files('证据', true),
      ],
      result: { is: 'excluded' },
      assign: { to: 'nobody' },
      effects,
    },
    {
      key: 'rectify',
      title: '完成整改',
      tone: 'primary',
      from: ['rectifying'],
      to: 'calling',
      who: lead,
      form: [words('整改措施'), files('材料')],
    },
    {
      key: 'call-back',
      title: '回访',
      tone: 'primary',
      from: ['calling'],
      to: 'closed',
      who: lead,
      form: [
        yes('reached', '已联系到评价人'),
        yes('accepted', '评价人认可'),
        words('回访情况'),
        { key: 'outcome', title: '结果', kind: 'text', keep: true, derived: true },
      ],
      // Called back one hundred percent: who could not be reached is not called back.
      guards: [{ kind: 'named', name: 'service.reached' }],
      result: { data: 'outcome' },
      assign: { to: 'nobody' },
      effects,
    },
  ],
})
