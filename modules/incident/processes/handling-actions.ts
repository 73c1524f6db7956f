import type { z } from 'zod'
import type { ActionDefinition } from '#core/case/contract.ts'
import { outcomes, photos, reason, returnReasons, words } from './fields.ts'

type Actions = z.input<typeof ActionDefinition>[]
const holders = [{ holder: 'unit' as const, roles: ['handler', 'village', 'grid-worker'] }]

/** What the responsible unit does: sign, return, make safe, answer, finish. */
export const handling: Actions = [
  {
    key: 'sign', title: '签收', tone: 'primary', from: ['sign'], to: 'handling', who: holders,
    assign: { to: 'actor' }, clocks: { stop: ['sign'] }, effects: ['incident.record'],
  },
  {
    key: 'return', title: '退单', tone: 'quiet', from: ['sign'], returns: true, who: holders,
    // One return; the second goes to the named arbitrator, never to another unit (规则 3.5, 功能 3.0 第 3 条).
    to: { fork: [{ when: [{ done: 'return', times: 1 }], step: 'ruling' }], otherwise: 'dispatch' },
    form: [{ key: 'returnReason', title: '退单原因', kind: 'choice', required: true, options: returnReasons }, words('依据与说明')],
    guards: [
      { kind: 'before-due', clock: 'sign', text: '已超过签收时限，不能再退单，请签收后办理；确有争议可申请提级' },
      { kind: 'data', field: 'ruled', in: [null, false], text: '责任单位已经裁定，不能再退单' },
    ],
    clocks: { stop: ['sign'] }, effects: ['incident.record'],
  },
  {
    key: 'make-safe', title: '先行处置', from: ['dispatch', 'sign', 'handling', 'ruling', 'extension'], to: { stay: true },
    // While ownership is argued the last assigned unit makes it safe first (先办后议): its task stays open until a new order.
    who: [...holders, { holder: 'task' }],
    form: [words('已采取的措施'), photos('photos', '现场照片')],
    clocks: { stop: ['safe'] }, effects: ['incident.record'],
  },
  {
    key: 'assign-person', title: '指派人员', tone: 'quiet', from: ['sign', 'handling'], to: { stay: true }, who: holders,
    form: [{ key: 'person', title: '承办人', kind: 'person', required: true }], assign: { to: 'person', field: 'person' },
  },
  {
    key: 'contact', title: '联系群众', from: ['handling', 'extension'], to: { stay: true }, who: holders,
    form: [
      { key: 'contactWay', title: '联系方式', kind: 'choice', required: true, options: [{ value: 'phone', title: '电话' }, { value: 'visit', title: '上门' }, { value: 'site', title: '现场' }] },
      words('联系情况'),
    ],
    effects: ['incident.record'],
  },
  {
    key: 'answer', title: '协办答复', tone: 'primary', from: ['sign', 'handling', 'extension'], to: { stay: true }, who: [{ holder: 'co-task' }],
    form: [words('协办情况'), photos('photos', '照片')], tasks: { answer: true }, effects: ['incident.record'],
  },
  {
    key: 'excuse', title: '免除协办', tone: 'quiet', from: ['handling'], to: { stay: true }, who: [...holders, { roles: ['dispatcher', 'watch-officer'] }],
    form: [{ key: 'unit', title: '协办单位', kind: 'unit', required: true }, reason('免除理由')], tasks: { excuse: 'unit' },
  },
  {
    key: 'handle', title: '处置完成', tone: 'primary', from: ['handling', 'extension'], to: 'verification', who: holders,
    form: [
      { key: 'outcome', title: '处置结果', kind: 'choice', required: true, keep: true, options: outcomes },
      { key: 'measure', title: '处置措施', kind: 'long-text', required: true, min: 4, max: 2000, keep: true, help: '做了什么、用了多久、还有没有隐患' },
      { key: 'contacted', title: '联系了谁', kind: 'text', required: true, max: 200, keep: true, help: '姓名或称呼、时间；无法联系的写明原因' },
      photos('before', '处置前照片'),
      photos('after', '处置后照片'),
    ],
    guards: [
      { kind: 'tasks-answered', text: '协办单位还没有答复，请先催办或免除协办' },
      { kind: 'named', name: 'incident.evidence-complete' },
    ],
    clocks: { stop: ['safe'], pause: ['finish'], why: '已处置，待核验' },
    effects: ['incident.record'],
  },
  {
    key: 'settle', title: '自处自结', from: ['acceptance'], to: 'verification', who: [{ holder: 'opener', roles: ['grid-worker', 'village'] }],
    form: [
      { key: 'measure', title: '处置措施', kind: 'long-text', required: true, min: 4, max: 2000, keep: true },
      photos('before', '处置前照片', true),
      photos('after', '处置后照片', true),
    ],
    set: { outcome: 'solved', contacted: '网格当场处置' },
    assignAt: { verification: { to: 'role', role: 'verifier' } },
    clocks: { stop: ['accept'] }, effects: ['incident.record'],
  },
  {
    key: 'ask-extension', title: '申请延期', tone: 'quiet', from: ['handling'], to: 'extension', who: holders,
    form: [{ key: 'askedLimit', title: '延长多久', kind: 'limit', required: true, keep: true }, reason('延期理由')],
    guards: [
      { kind: 'before-due', clock: 'finish', text: '已超过办结时限，不能再申请延期' },
      { kind: 'at-most', action: 'approve-extension', times: 1, text: '只能延期一次' },
    ],
    effects: ['incident.record'],
  },
  {
    key: 'approve-extension', title: '同意延期', tone: 'primary', from: ['extension'], to: { back: true }, who: [{ roles: ['watch-officer', 'leader'] }],
    form: [{ key: 'limit', title: '延长多久', kind: 'limit', required: true }, words('审批意见', false)],
    guards: [{ kind: 'different-person', from: ['ask-extension'], text: '申请人不能审批自己的延期' }],
    clocks: { extend: { clock: 'finish', field: 'limit' } }, effects: ['incident.record'],
  },
  {
    key: 'refuse-extension', title: '不同意延期', from: ['extension'], to: { back: true }, returns: true, who: [{ roles: ['watch-officer', 'leader'] }],
    form: [reason('理由')], effects: ['incident.record'],
  },
]
