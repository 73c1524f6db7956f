import type { z } from 'zod'
import type { ActionDefinition } from '#core/case/contract.ts'
import { day, files, lead, officer, officerOrLead, reason, recorded, words, yes } from './fields.ts'

type Actions = z.input<typeof ActionDefinition>[]

export const serviceWays = ['直接送达', '留置送达', '邮寄送达', '电子送达', '委托送达', '公告送达'].map((value) => ({
  value,
  title: value,
}))

/** Telling the party, hearing what they say (行政处罚法 arts. 44–45, 63–65). */
export const notice: Actions = [
  {
    key: 'serve-notice',
    title: '送达事先告知书',
    tone: 'primary',
    from: ['concluded'],
    to: 'statement',
    who: officer,
    form: [
      yes('toldContent', '已告知拟处罚内容'),
      yes('toldFacts', '已告知事实、理由、依据'),
      yes('toldRights', '已告知陈述、申辩权利'),
      { key: 'toldHearing', title: '已告知听证权利', kind: 'yes-no', help: '应当告知听证的必须勾选' },
      { key: 'way', title: '送达方式', kind: 'choice', required: true, options: serviceWays },
      files('告知书、送达回证', 1),
      { key: 'noticeFine', title: '告知的罚款（元）', kind: 'number', keep: true, derived: true },
    ],
    guards: [
      { kind: 'data', field: 'proposal', in: ['punish'], text: '建议不予处罚的，直接送法制审核' },
      { kind: 'named', name: 'enforcement.told-all' },
    ],
    clocks: { start: ['statement', 'hearing-request'] },
    set: { statementOpen: false, hearingAsked: false, hearingDone: false },
    effects: ['enforcement.record'],
  },
  {
    key: 'state',
    title: '记录陈述、申辩',
    from: ['statement'],
    to: { stay: true },
    who: officer,
    form: [words('当事人的陈述、申辩'), files('陈述申辩笔录或材料')],
    // Each statement must be re-checked before the case goes on (art. 45).
    set: { statementOpen: true },
  },
  {
    key: 'answer-statement',
    title: '复核陈述、申辩',
    from: ['statement'],
    to: { stay: true },
    who: officer,
    form: [yes('accepted', '成立，予以采纳'), words('复核意见')],
    guards: [{ kind: 'data', field: 'statementOpen', in: [true], text: '没有待复核的陈述、申辩' }],
    set: { statementOpen: false },
  },
  {
    key: 'waive-statement',
    title: '当事人放弃陈述、申辩和听证',
    tone: 'quiet',
    from: ['statement'],
    to: { stay: true },
    who: officer,
    form: [words('说明', false), files('当事人签字的放弃声明', 1)],
    guards: [{ kind: 'data', field: 'hearingAsked', in: [false, null], text: '当事人已申请听证' }],
    clocks: { stop: ['statement', 'hearing-request'] },
  },
  {
    key: 'request-hearing',
    title: '当事人申请听证',
    from: ['statement'],
    to: 'hearing',
    who: officerOrLead,
    form: [{ ...day('askedOn', '申请日期') }, files('听证申请书')],
    guards: [
      { kind: 'data', field: 'hearingDue', in: [true], text: '本案不属于应当告知听证的情形（行政处罚法第六十三条）' },
      { kind: 'before-due', clock: 'hearing-request', text: '已超过申请听证的五个工作日（行政处罚法第六十四条）' },
      { kind: 'named', name: 'enforcement.hearing-not-waived' },
      // Asked for once a notice: a hearing already held is not held again.
      { kind: 'data', field: 'hearingAsked', in: [false, null], text: '当事人已申请过听证' },
    ],
    // Time of the hearing does not count into the 90 days where the rule of the line says so: excluded by an act with its paper, not by itself.
    clocks: { stop: ['hearing-request'] },
    set: { hearingAsked: true },
    assign: { to: 'role', role: 'enforcement-lead' },
    effects: ['enforcement.record'],
  },
  {
    key: 'notify-hearing',
    title: '送达听证通知书',
    tone: 'primary',
    from: ['hearing'],
    to: { stay: true },
    who: lead,
    form: [
      { key: 'host', title: '听证主持人', kind: 'person', required: true, keep: true, help: '不能是本案调查人员' },
      { key: 'heardAt', title: '听证时间', kind: 'datetime', required: true, keep: true },
      { key: 'heardWhere', title: '听证地点', kind: 'text', required: true, max: 80 },
      yes('public', '公开举行'),
      files('听证通知书、送达回证', 1),
    ],
    guards: [{ kind: 'named', name: 'enforcement.host-not-investigator' }],
    // Place and time at least seven working days before (art. 64 no. 2).
    clocks: { stop: ['hearing-wait'], start: ['hearing-wait'] },
    set: { hearingNotified: true },
  },
  {
    key: 'hold-hearing',
    title: '举行听证',
    tone: 'primary',
    from: ['hearing'],
    to: 'statement',
    who: [{ roles: ['officer', 'enforcement-lead', 'legal-reviewer'] }],
    form: [
      ...recorded,
      {
        key: 'came',
        title: '当事人到场',
        kind: 'choice',
        required: true,
        options: [
          { value: 'came', title: '到场' },
          { value: 'absent', title: '无正当理由不到场（视为放弃）' },
          { value: 'withdrew', title: '撤回申请' },
        ],
      },
      words('听证笔录要点'),
      { key: 'opinion', title: '听证报告意见', kind: 'long-text', required: true, keep: true, max: 2000 },
      files('听证笔录、听证报告', 1),
    ],
    guards: [
      { kind: 'data', field: 'hearingNotified', in: [true], text: '先送达听证通知书' },
      { kind: 'after-due', clock: 'hearing-wait', text: '听证应在通知七个工作日之后举行（行政处罚法第六十四条）' },
      { kind: 'named', name: 'enforcement.host-hosts' },
    ],
    assign: { to: 'after', actions: ['check'] },
    clocks: { stop: ['hearing-wait'] },
    set: { hearingDone: true },
    effects: ['enforcement.record'],
  },
  {
    key: 'submit-review',
    title: '送法制审核',
    tone: 'primary',
    from: ['statement', 'concluded'],
    to: 'review',
    who: officer,
    form: [words('送审说明', false)],
    guards: [{ kind: 'named', name: 'enforcement.party-heard' }],
    clocks: { stop: ['statement', 'hearing-request'], start: ['review'] },
    effects: ['enforcement.record'],
  },
  {
    key: 'reopen-investigation',
    title: '退回补充调查',
    tone: 'quiet',
    returns: true,
    from: ['concluded', 'statement'],
    to: 'investigation',
    who: lead,
    form: [reason('补充什么')],
    assign: { to: 'after', actions: ['check'] },
    clocks: { stop: ['statement', 'hearing-request'] },
    effects: ['enforcement.record'],
  },
]
