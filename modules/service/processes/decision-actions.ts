import type { z } from 'zod'
import type { ActionDefinition, Field } from '#core/case/contract.ts'
import { applicant, approver, files, head, paper, reason, sole, system, windows, words, yes } from './fields.ts'

type Actions = z.input<typeof ActionDefinition>[]
type FieldInput = Partial<Field> & Pick<Field, 'key' | 'title' | 'kind'>

const record = ['service.record']
const outcome = (key: string, title: string): FieldInput => ({
  key,
  title,
  kind: 'choice',
  required: true,
  keep: true,
  options: [
    { value: 'granted', title: '准予' },
    { value: 'refused', title: '不予' },
  ],
})
const decision: readonly FieldInput[] = [
  outcome('outcome', '决定'),
  words('理由（不予的须写明事实和依据）', false),
  yes('told', '不予的，已写明复议、诉讼的权利'),
  { key: 'documentNumber', title: '决定文号', kind: 'text', keep: true, derived: true },
  { key: 'validUntil', title: '有效期至', kind: 'date', keep: true, derived: true },
  { key: 'decidedOn', title: '决定日期', kind: 'date', keep: true, derived: true },
]
const gates = [
  { kind: 'named' as const, name: 'service.deferred-supplied' },
  { kind: 'named' as const, name: 'service.hearing-over' },
]
const reasoned = { kind: 'named' as const, name: 'service.refusal-reasoned' }
const decided = { stop: ['legal', 'promise', 'deferred', 'hearing-request', 'renewal'], start: ['deliver'] }
const delivered = {
  fork: [
    {
      when: [
        { data: 'promising', in: [true] },
        { data: 'outcome', in: ['granted'] },
      ],
      step: 'verifying',
    },
  ],
  otherwise: 'done',
}

/** Reviewed by a second person, decided, delivered, promises verified (行政许可法 arts. 34, 38, 44, 50, 69). */
export const decisions: Actions = [
  {
    key: 'review',
    title: '提出审查意见',
    tone: 'primary',
    from: ['review'],
    to: 'decision',
    who: approver,
    form: [outcome('opinion', '审查意见'), words('审查情况')],
    guards: [{ kind: 'named', name: 'service.second-person' }, ...gates],
    effects: record,
  },
  {
    key: 'sole-decide',
    title: '独任审批决定',
    tone: 'primary',
    from: ['review'],
    to: 'issuing',
    who: sole,
    form: [...decision, { key: 'sampled', title: '列入抽查', kind: 'yes-no', keep: true, derived: true }, paper()],
    guards: [
      { kind: 'data', field: 'soleOfficer', in: [true], text: '这个事项不适用独任审批，须由另一人审查后决定' },
      { kind: 'named', name: 'service.village-scope' },
      ...gates,
      reasoned,
    ],
    assign: { to: 'role', role: 'counter' },
    clocks: decided,
    set: { sole: true },
    effects: record,
  },
  {
    key: 'decide',
    title: '作出决定',
    tone: 'primary',
    from: ['decision'],
    to: 'issuing',
    who: approver,
    form: [...decision, paper()],
    guards: [
      { kind: 'different-person', from: ['review'], text: '审查人自己不能作出决定' },
      { kind: 'named', name: 'service.second-person' },
      ...gates,
      reasoned,
    ],
    assign: { to: 'role', role: 'counter' },
    clocks: decided,
    effects: record,
  },
  {
    key: 'return-review',
    title: '退回审查',
    from: ['decision'],
    to: 'review',
    who: approver,
    form: [reason('退回的理由')],
    guards: [{ kind: 'different-person', from: ['review'], text: '审查人自己不能退回' }],
    returns: true,
    effects: record,
  },
  {
    key: 'renew-by-law',
    title: '届满前未决定，依法视为准予延续',
    from: ['received', 'correcting', 'resubmitted', 'review', 'special', 'hearing', 'decision'],
    to: 'issuing',
    who: system,
    form: [
      { key: 'deemedWhy', title: '视为准予的原因', kind: 'long-text', derived: true, keep: true },
      { key: 'documentNumber', title: '决定文号', kind: 'text', keep: true, derived: true },
      { key: 'decidedOn', title: '决定日期', kind: 'date', keep: true, derived: true },
      paper(),
    ],
    assign: { to: 'role', role: 'counter' },
    clocks: { ...decided, stop: [...decided.stop, 'notify', 'answer', 'correction', 'hearing'] },
    set: { outcome: 'granted', renewedByLaw: true },
    effects: record,
  },
  {
    key: 'deliver',
    title: '送达',
    tone: 'primary',
    from: ['issuing'],
    to: delivered,
    who: windows,
    form: [
      {
        key: 'way',
        title: '方式',
        kind: 'choice',
        required: true,
        keep: true,
        options: [
          { value: 'counter', title: '窗口领取' },
          { value: 'post', title: '邮寄' },
          { value: 'electronic', title: '电子送达' },
          { value: 'home', title: '送上门' },
        ],
      },
      { key: 'takenBy', title: '领取人', kind: 'text', required: true, min: 2, max: 40, when: { field: 'way', in: ['counter', 'home'] } },
      { key: 'tracking', title: '邮件号', kind: 'text', required: true, min: 4, max: 40, when: { field: 'way', in: ['post'] } },
      {
        key: 'agreed',
        title: '申请人同意电子送达',
        kind: 'yes-no',
        required: true,
        when: { field: 'way', in: ['electronic'] },
      },
      {
        key: 'files',
        title: '签收照片或签名',
        kind: 'files',
        required: true,
        min: 1,
        max: 5,
        when: { field: 'way', in: ['counter', 'home'] },
      },
      paper(),
    ],
    guards: [
      { kind: 'named', name: 'service.village-scope' },
      { kind: 'named', name: 'service.electronic-agreed' },
    ],
    clocks: { stop: ['deliver'], start: ['verify'] },
    clocksAt: { done: { stop: ['deliver'] } },
    result: { data: 'outcome' },
    assign: { to: 'nobody' },
    assignAt: { verifying: { to: 'role', role: 'approver' } },
    effects: record,
  },
  {
    key: 'collect',
    title: '网上领取',
    from: ['issuing'],
    to: delivered,
    who: applicant,
    form: [
      { key: 'way', title: '方式', kind: 'choice', required: true, keep: true, options: [{ value: 'electronic', title: '电子送达' }] },
      paper(),
    ],
    clocks: { stop: ['deliver'], start: ['verify'] },
    clocksAt: { done: { stop: ['deliver'] } },
    result: { data: 'outcome' },
    assign: { to: 'nobody' },
    assignAt: { verifying: { to: 'role', role: 'approver' } },
    effects: record,
  },
  {
    key: 'verify-promise',
    title: '核查告知承诺',
    tone: 'primary',
    from: ['verifying'],
    to: { fork: [{ when: [{ field: 'kept', in: [true] }], step: 'done' }], otherwise: 'revoked' },
    who: approver,
    form: [
      yes('kept', '承诺属实'),
      words('核查情况'),
      files('核查材料'),
      { key: 'verified', title: '核查结果', kind: 'text', keep: true, derived: true },
    ],
    guards: [{ kind: 'named', name: 'service.verifier-apart' }],
    clocks: { stop: ['verify'] },
    result: { data: 'verified' },
    assign: { to: 'nobody' },
    effects: [...record, 'service.promise'],
  },
  {
    key: 'revoke',
    title: '撤销许可',
    tone: 'danger',
    from: ['done', 'verifying'],
    to: 'revoked',
    who: head,
    form: [
      {
        key: 'ground',
        title: '撤销的情形',
        kind: 'choice',
        required: true,
        options: [
          { value: 'fraud', title: '以欺骗、贿赂等不正当手段取得' },
          { value: 'unlawful', title: '违法作出的决定' },
        ],
      },
      yes('safety', '直接关系公共安全、人身健康、生命财产安全', '以不正当手段取得的，三年内不得再次申请（行政许可法第七十九条）'),
      reason('事实和依据'),
      { key: 'revokedAs', title: '结果', kind: 'text', derived: true, keep: true },
      paper(),
    ],
    guards: [
      { kind: 'data', field: 'outcome', in: ['granted'], text: '没有准予的决定可以撤销' },
      { kind: 'different-person', from: ['decide', 'sole-decide'], text: '作出决定的人不能自己撤销，由另一名负责人办理' },
    ],
    result: { is: 'revoked' },
    assign: { to: 'nobody' },
    effects: [...record, 'service.bar'],
  },
  {
    key: 'spot-check',
    title: '独任审批抽查',
    from: ['done'],
    to: { stay: true },
    who: approver,
    form: [
      yes('sound', '抽查合格'),
      words('抽查情况'),
      { key: 'sampleResult', title: '抽查结果', kind: 'text', keep: true, derived: true },
    ],
    guards: [
      { kind: 'data', field: 'sampled', in: [true], text: '没有列入抽查' },
      { kind: 'different-person', from: ['accept', 'sole-decide'], text: '办理人自己不能抽查' },
      { kind: 'at-most', action: 'spot-check', times: 1, text: '已经抽查过' },
    ],
    effects: record,
  },
]
