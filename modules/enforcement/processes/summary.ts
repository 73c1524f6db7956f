import { type Process, defineProcess } from '#core/case/contract.ts'
import { collectReasons } from '../summary.ts'
import { anyOfficer, files, lead, words, yuan } from './fields.ts'

const spot = ['delivered']

/** The summary procedure (简易程序) of 行政处罚法 arts. 51–53, 67–71: decided and handed over when the case opens; what follows is filing and money. */
export const summaryProcess: Process = defineProcess({
  key: 'penalty-summary',
  version: 1,
  title: '行政处罚（简易程序）',
  prefix: 'JC',
  start: 'delivered',
  startRole: 'officer',
  startClocks: ['file-back', 'pay'],
  results: { punished: '已处罚' },
  steps: [
    { key: 'delivered', title: '已当场处罚', holder: '执法人员' },
    { key: 'closed', title: '结案', end: true },
  ],
  clocks: [
    // rules.md §4.3: the law says "filed with the agency" without a day count.
    {
      key: 'file-back',
      title: '报所属机关备案（示例）',
      limit: { n: 2, unit: 'working-day' },
      rungs: [{ at: 1, roles: ['enforcement-lead'] }],
    },
    {
      key: 'pay',
      title: '缴纳罚款（第六十七条）',
      limit: { n: 15, unit: 'calendar-day' },
      rungs: [{ at: 0.8 }, { at: 1, roles: ['enforcement-lead'] }],
    },
    {
      key: 'hand-in',
      title: '上缴罚款（第七十一条）',
      limit: { n: 2, unit: 'working-day' },
      rungs: [{ at: 0.5 }, { at: 1, roles: ['enforcement-lead'] }],
    },
  ],
  actions: [
    {
      key: 'file-back',
      title: '报所属机关备案',
      tone: 'primary',
      from: spot,
      to: { stay: true },
      who: [...anyOfficer, ...lead],
      form: [words('备案说明', false), files('决定书存根')],
      guards: [{ kind: 'at-most', action: 'file-back', times: 1, text: '已经备案' }],
      clocks: { stop: ['file-back'] },
      effects: ['enforcement.record'],
    },
    {
      key: 'collect',
      title: '当场收缴罚款',
      from: spot,
      to: { stay: true },
      who: anyOfficer,
      form: [
        {
          key: 'why',
          title: '当场收缴的理由',
          kind: 'choice',
          required: true,
          options: Object.entries(collectReasons).map(([value, title]) => ({ value, title })),
        },
        // 行政处罚法 art. 70: without the finance department's receipt the party may refuse to pay.
        { key: 'receipt', title: '财政部门专用票据号', kind: 'text', required: true, min: 2, max: 60 },
        files('票据照片', 1),
        { key: 'paid', title: '累计缴款（分）', kind: 'number', keep: true, derived: true },
        { key: 'settled', title: '已缴清', kind: 'yes-no', keep: true, derived: true },
      ],
      guards: [
        { kind: 'data', field: 'toPayMoney', in: [true], text: '没有罚款' },
        { kind: 'data', field: 'settled', in: [false, null], text: '罚款已经缴清' },
        { kind: 'named', name: 'enforcement.collect-allowed' },
      ],
      set: { inHand: true },
      // 行政处罚法 art. 71: handed in within two days of collecting; working days by rules.md §4.3.
      clocks: { stop: ['pay'], start: ['hand-in'] },
      effects: ['enforcement.record'],
    },
    {
      key: 'hand-in',
      title: '上缴罚款',
      from: spot,
      to: { stay: true },
      who: [...anyOfficer, ...lead],
      form: [{ key: 'receipt', title: '缴款凭证号', kind: 'text', required: true, min: 2, max: 60 }, files('缴款凭证', 1)],
      guards: [{ kind: 'data', field: 'inHand', in: [true], text: '没有当场收缴的罚款' }],
      set: { inHand: false },
      clocks: { stop: ['hand-in'] },
      effects: ['enforcement.record'],
    },
    {
      key: 'pay',
      title: '登记缴款',
      from: spot,
      to: { stay: true },
      who: [{ roles: ['officer'] }, ...lead],
      form: [
        yuan('amount', '本次缴款（元）'),
        { key: 'paidOn', title: '缴款日期', kind: 'date', required: true },
        { key: 'receipt', title: '缴款凭证号', kind: 'text', required: true, max: 60 },
        files('缴款凭证'),
        { key: 'paid', title: '累计缴款（分）', kind: 'number', keep: true, derived: true },
        { key: 'owed', title: '应缴（分，含加处罚款）', kind: 'number', keep: true, derived: true },
        { key: 'late', title: '加处罚款（分）', kind: 'number', keep: true, derived: true },
        { key: 'settled', title: '已缴清', kind: 'yes-no', keep: true, derived: true },
      ],
      guards: [
        { kind: 'data', field: 'toPayMoney', in: [true], text: '没有罚款' },
        { kind: 'data', field: 'settled', in: [false, null], text: '罚款已经缴清' },
        { kind: 'named', name: 'enforcement.whole-cents' },
      ],
      effects: ['enforcement.record'],
    },
    {
      key: 'close',
      title: '结案',
      tone: 'primary',
      from: spot,
      to: 'closed',
      who: lead,
      form: [words('结案意见', false)],
      guards: [
        { kind: 'at-least', action: 'file-back', times: 1, text: '当场处罚决定须先报所属机关备案（行政处罚法第五十二条）' },
        { kind: 'named', name: 'enforcement.summary-settled' },
        { kind: 'data', field: 'inHand', in: [false, null], text: '当场收缴的罚款还没有上缴（行政处罚法第七十一条）' },
      ],
      assign: { to: 'nobody' },
      clocks: { stop: ['pay'] },
      result: { is: 'punished' },
      effects: ['enforcement.record'],
    },
  ],
})
