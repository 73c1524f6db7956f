import type { z } from 'zod'
import type { ActionDefinition } from '#core/case/contract.ts'
import { files, lead, officer, reason } from './fields.ts'

type Actions = z.input<typeof ActionDefinition>[]
const before = ['clue', 'filing', 'investigation']
const untilDecided = ['investigation', 'concluded', 'statement', 'hearing', 'review', 'discussion', 'decision']

interface LeftOut {
  readonly key: string
  readonly title: string
  readonly why: readonly string[]
  readonly clocks: string[]
}

/** Begins a time that does not count, with the paper that says so. */
const leaveOut = ({ key, title, why, clocks }: LeftOut): Actions[number] => ({
  key,
  title,
  tone: 'quiet',
  from: untilDecided,
  to: { stay: true },
  who: [...officer, ...lead],
  form: [
    { key: 'leftOut', title: '事由', kind: 'choice', required: true, keep: true, options: why.map((value) => ({ value, title: value })) },
    reason('情况说明（机构、事项、书面告知情况）'),
    files('委托书、通知书', 1),
  ],
  guards: [{ kind: 'data', field: 'leavingOut', in: [false, null], text: '已有一段不计入期限的时间没有结束' }],
  set: { leavingOut: true },
  clocks: { pause: clocks },
  effects: ['enforcement.record'],
})

/** Who it is about, and time that the law leaves out of the term. */
export const partyAndTime: Actions = [
  {
    key: 'name-party',
    title: '查明（更正）当事人',
    from: before,
    to: { stay: true },
    who: [...officer, ...lead, { roles: ['officer'] }],
    form: [
      // Points at a sealed party: no name or number of a person stands in the chain.
      { key: 'partyId', title: '当事人', kind: 'json', required: true },
      reason('依据（证件、登记信息、询问）'),
      files('证件、登记材料'),
      { key: 'shown', title: '查明为', kind: 'text', derived: true },
      { key: 'party', title: '当事人', kind: 'text', keep: true, derived: true },
      { key: 'partyKind', title: '当事人类别', kind: 'text', keep: true, derived: true },
      { key: 'partyAge', title: '行为时年龄', kind: 'text', keep: true, derived: true },
    ],
    effects: ['enforcement.party-named', 'enforcement.record'],
  },
  leaveOut({
    key: 'send-testing',
    title: '送检测、检验、检疫、鉴定',
    why: ['检测', '检验', '检疫', '技术鉴定'],
    // 行政强制法 art. 25 (3) for what is seized; for the case as the rules of the line say (rules.md §4.4, 示例).
    clocks: ['case', 'seize'],
  }),
  leaveOut({ key: 'leave-out', title: '听证、公告不计入期限（示例）', why: ['听证', '公告'], clocks: ['case'] }),
  {
    key: 'count-again',
    title: '恢复计算期限',
    from: untilDecided,
    to: { stay: true },
    who: [...officer, ...lead],
    form: [{ key: 'words', title: '结论', kind: 'long-text', required: true, max: 2000 }, files('报告、结论', 1)],
    guards: [{ kind: 'data', field: 'leavingOut', in: [true], text: '没有不计入期限的时间' }],
    set: { leavingOut: false },
    clocks: { resume: ['case', 'seize'] },
    effects: ['enforcement.record'],
  },
  {
    key: 'remedy-begins',
    title: '登记复议、诉讼',
    tone: 'quiet',
    from: ['paying', 'urged', 'enforcing'],
    to: { stay: true },
    who: [{ roles: ['officer'] }, ...lead],
    form: [
      {
        key: 'remedy',
        title: '途径',
        kind: 'choice',
        required: true,
        options: ['行政复议', '行政诉讼'].map((value) => ({ value, title: value })),
      },
      { key: 'remedyFrom', title: '受理之日', kind: 'date', required: true, keep: true },
      files('受理通知书', 1),
    ],
    guards: [{ kind: 'data', field: 'inRemedy', in: [false, null], text: '已登记的复议、诉讼还没有结束' }],
    set: { inRemedy: true },
    effects: ['enforcement.record'],
  },
  {
    key: 'remedy-ends',
    title: '复议、诉讼结束',
    from: ['paying', 'urged', 'enforcing'],
    to: { stay: true },
    who: [{ roles: ['officer'] }, ...lead],
    form: [
      { key: 'remedyTo', title: '文书生效之日', kind: 'date', required: true },
      {
        key: 'outcomeOfRemedy',
        title: '结果',
        kind: 'choice',
        required: true,
        options: ['维持（驳回）', '变更', '撤销', '确认违法（无效）', '撤回申请、起诉'].map((value) => ({ value, title: value })),
      },
      files('决定书、裁判文书', 1),
      // 行政处罚法 art. 73 (3): the days of reconsideration and litigation bear no added fine.
      { key: 'excludedDays', title: '不计算加处罚款的日子', kind: 'json', keep: true, derived: true },
    ],
    guards: [
      { kind: 'data', field: 'inRemedy', in: [true], text: '没有登记复议、诉讼' },
      { kind: 'named', name: 'enforcement.remedy-in-order' },
    ],
    set: { inRemedy: false },
    effects: ['enforcement.record'],
  },
]
