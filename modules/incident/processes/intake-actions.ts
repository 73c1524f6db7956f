import type { z } from 'zod'
import type { ActionDefinition } from '#core/case/contract.ts'
import { classCode, derivedLimits, grade, photos, reason, voidReasons, words } from './fields.ts'

type Actions = z.input<typeof ActionDefinition>[]
const desk = [{ roles: ['dispatcher', 'watch-officer'] }]

/** From the report to the order: accept, check, dispatch, rule. */
export const intake: Actions = [
  {
    key: 'dispatch', title: '派单', tone: 'primary', from: ['acceptance', 'dispatch'], to: 'sign', who: desk,
    form: [
      { key: 'unit', title: '主办单位', kind: 'unit', required: true },
      { key: 'coUnits', title: '协办单位', kind: 'units' },
      classCode, grade,
      { key: 'listItem', title: '责任清单条目', kind: 'text', keep: true, max: 60 },
      words('派单要求', false),
      ...derivedLimits,
    ],
    guards: [{ kind: 'named', name: 'incident.class-known' }],
    assign: { to: 'unit', field: 'unit' },
    tasks: { lead: 'unit', open: 'coUnits', drop: true },
    clocks: { stop: ['accept'], start: ['sign', 'safe', 'finish'] },
    effects: ['incident.record'],
  },
  {
    key: 'accept', title: '受理', from: ['acceptance'], to: 'dispatch', who: [...desk, { roles: ['counter'] }],
    form: [classCode, grade, words('受理意见', false), ...derivedLimits],
    clocks: { stop: ['accept'], start: ['safe', 'finish'] },
    effects: ['incident.record'],
  },
  {
    key: 'send-check', title: '转核查', from: ['acceptance', 'dispatch'], to: 'check', who: desk,
    form: [words('核查要点', false)],
    clocks: { stop: ['accept'], start: ['safe', 'finish'] },
    effects: ['incident.record'],
  },
  {
    key: 'check', title: '现场核查', tone: 'primary', from: ['check'],
    to: { fork: [{ when: [{ field: 'finding', in: ['real'] }], step: 'dispatch' }], otherwise: 'acceptance' },
    who: [{ roles: ['verifier'], area: true }, { roles: ['grid-worker'], area: true }, { roles: ['arbitrator'] }],
    form: [
      { key: 'finding', title: '核查结论', kind: 'choice', required: true, keep: true, options: [{ value: 'real', title: '属实' }, { value: 'false', title: '不属实' }] },
      words('核查情况'), photos('photos', '现场照片'),
      { key: 'place', title: '核查位置', kind: 'place' },
    ],
    effects: ['incident.record'],
  },
  {
    key: 'merge', title: '并案', from: ['acceptance', 'check', 'dispatch', 'sign'], to: 'merged', who: desk,
    form: [{ key: 'main', title: '主件', kind: 'case', required: true }, { key: 'reason', title: '并案理由', kind: 'text', required: true, max: 200 }],
    clocks: { pause: ['accept', 'sign', 'safe', 'finish'] },
    assign: { to: 'nobody' },
    link: { kind: 'merged-into', field: 'main' },
    effects: ['incident.record'],
  },
  {
    key: 'unmerge', title: '撤销并案', tone: 'danger', from: ['merged'], to: { back: true }, who: desk,
    form: [reason('撤销理由')],
    clocks: { resume: ['accept', 'sign', 'safe', 'finish'] },
    unlink: { kind: 'merged-into' },
    effects: ['incident.record'],
  },
  {
    key: 'close-with-main', title: '随主件结案', from: ['merged'], to: 'closed', who: [{ system: true }],
    form: [{ key: 'result', title: '结果', kind: 'text', required: true }, words('答复', false)],
    result: { field: 'result' },
    effects: ['incident.record'],
  },
  {
    key: 'rule', title: '裁定责任单位', tone: 'primary', from: ['ruling'], to: 'sign', who: [{ roles: ['arbitrator'] }],
    form: [
      { key: 'unit', title: '责任单位', kind: 'unit', required: true },
      { key: 'coUnits', title: '协办单位', kind: 'units' },
      words('裁定意见与依据'),
    ],
    assign: { to: 'unit', field: 'unit' },
    tasks: { lead: 'unit', open: 'coUnits', drop: true },
    clocks: { start: ['sign'] },
    set: { ruled: true },
    effects: ['incident.record'],
  },
  {
    key: 'propose-void', title: '申请不予受理', tone: 'quiet', from: ['acceptance', 'dispatch'], to: 'voiding', who: desk,
    form: [{ key: 'voidReason', title: '不予受理原因', kind: 'choice', required: true, keep: true, options: voidReasons }, words('说明')],
    effects: ['incident.record'],
  },
  {
    key: 'approve-void', title: '同意不予受理', tone: 'primary', from: ['voiding'], to: 'void', who: [{ roles: ['watch-officer', 'leader'] }],
    form: [words('审核意见', false)],
    guards: [{ kind: 'different-person', from: ['propose-void'], text: '申请人不能审核自己的申请，请另一名值班长审核' }],
    result: { is: 'invalid' },
    effects: ['incident.record'],
  },
  {
    key: 'refuse-void', title: '不同意，继续办理', from: ['voiding'], to: { back: true }, who: [{ roles: ['watch-officer', 'leader'] }],
    form: [reason('理由')], returns: true,
    guards: [{ kind: 'different-person', from: ['propose-void'], text: '申请人不能审核自己的申请' }],
    effects: ['incident.record'],
  },
]
