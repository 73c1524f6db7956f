import { type ActionDefinition, defineProcess } from '#core/case/contract.ts'
import type { z } from 'zod'

type Actions = z.input<typeof ActionDefinition>[]

/** The three whistles (rules.md §3.2, Beijing origin); the town may word them otherwise. */
export const whistleKinds = [
  { value: 'emergency', title: '应急处置哨' },
  { value: 'enforcement', title: '综合执法哨' },
  { value: 'key-work', title: '重点工作哨' },
] as const
export type WhistleKind = (typeof whistleKinds)[number]['value']

const centre = [{ roles: ['dispatcher', 'watch-officer'] }]
const whistler = [{ holder: 'opener' as const }]
const words = (title: string, required = true) => ({ key: 'words', title, kind: 'long-text' as const, required, max: 2000 })
const reason = (title: string) => ({ key: 'reason', title, kind: 'long-text' as const, required: true, min: 2, max: 1000 })
const stars = (key: string, title: string) => ({ key, title, kind: 'number' as const, required: true, min: 1, max: 5, help: '1–5 分' })

const before: Actions = [
  {
    key: 'confirm',
    title: '确认吹哨',
    tone: 'primary',
    from: ['village'],
    to: 'centre',
    // Whoever of the station signs for the village; the preparation checks the post (书记、主任).
    who: [{ roles: ['village'], area: true }],
    form: [words('确认意见', false)],
    clocks: { stop: ['sign'], start: ['check'] },
    effects: ['callup.record'],
  },
  {
    key: 'decline',
    title: '不予吹哨，自行处置',
    tone: 'quiet',
    from: ['village'],
    to: 'withdrawn',
    who: [{ roles: ['village'], area: true }],
    form: [reason('理由')],
    clocks: { stop: ['sign'] },
    result: { is: 'withdrawn' },
    effects: ['callup.record'],
  },
  {
    key: 'withdraw',
    title: '撤回',
    tone: 'quiet',
    from: ['village', 'centre'],
    to: 'withdrawn',
    who: whistler,
    form: [reason('撤回原因')],
    clocks: { stop: ['sign', 'check'] },
    result: { is: 'withdrawn' },
    effects: ['callup.record'],
  },
  {
    key: 'summon',
    title: '召集单位',
    tone: 'primary',
    from: ['centre'],
    to: 'arriving',
    who: centre,
    form: [
      { key: 'unit', title: '牵头单位', kind: 'unit', required: true },
      { key: 'coUnits', title: '参加单位', kind: 'units', max: 12 },
      words('召集要求', false),
      // Every summoned unit gets a task, the lead's too: each must come and each is rated.
      { key: 'wanted', title: '应到单位', kind: 'units', derived: true },
    ],
    guards: [{ kind: 'at-least', action: 'confirm', times: 1, text: '村（社区）负责人还没有确认，不能召集' }],
    assign: { to: 'unit', field: 'unit' },
    tasks: { open: 'wanted', drop: true },
    clocks: { stop: ['check'], start: ['arrive', 'finish'] },
    effects: ['callup.record', 'callup.summon'],
  },
  {
    key: 'reject',
    title: '退回哨件',
    from: ['centre'],
    to: 'rejected',
    returns: true,
    who: centre,
    form: [reason('退回理由')],
    clocks: { stop: ['check'] },
    result: { is: 'rejected' },
    effects: ['callup.record'],
  },
]

const onSite: Actions = [
  {
    key: 'report-in',
    title: '到场报到',
    tone: 'primary',
    from: ['arriving'],
    to: { fork: [{ when: [{ field: 'allArrived', in: [true] }], step: 'handling' }], otherwise: 'arriving' },
    who: [{ holder: 'task' }],
    form: [
      { key: 'place', title: '报到位置', kind: 'place', required: true },
      { key: 'accuracy', title: '定位精度（米）', kind: 'number', min: 0, max: 100_000 },
      { key: 'mocked', title: '模拟定位', kind: 'yes-no' },
      {
        key: 'way',
        title: '报到方式',
        kind: 'choice',
        required: true,
        options: [
          { value: 'scan', title: '扫现场码' },
          { value: 'position', title: '定位' },
        ],
      },
      { key: 'code', title: '现场码', kind: 'text', max: 80, when: { field: 'way', in: ['scan'] }, required: true },
      { key: 'distance', title: '距哨点（米）', kind: 'number', derived: true },
      { key: 'allArrived', title: '全部到齐', kind: 'yes-no', derived: true },
      { key: 'arrived', title: '已报到单位', kind: 'units', keep: true, derived: true },
    ],
    guards: [{ kind: 'named', name: 'callup.on-the-spot' }],
    clocksAt: { handling: { stop: ['arrive'] } },
    effects: ['callup.arrive', 'callup.record'],
  },
  {
    key: 'excuse',
    title: '免除到场',
    tone: 'quiet',
    from: ['arriving', 'handling'],
    to: { fork: [{ when: [{ field: 'allArrived', in: [true] }], step: 'handling' }], otherwise: 'arriving' },
    who: centre,
    form: [
      { key: 'unit', title: '单位', kind: 'unit', required: true },
      reason('免除理由'),
      { key: 'allArrived', title: '全部到齐', kind: 'yes-no', derived: true },
    ],
    tasks: { excuse: 'unit' },
    clocksAt: { handling: { stop: ['arrive'] } },
    effects: ['callup.excuse', 'callup.record'],
  },
  {
    key: 'minutes',
    title: '会商纪要',
    from: ['arriving', 'handling', 'leader'],
    to: { stay: true },
    who: [{ holder: 'unit' }, { holder: 'task' }, ...whistler],
    form: [words('现场会商纪要'), { key: 'photos', title: '现场照片', kind: 'files', max: 12 }],
    effects: ['callup.record'],
  },
  {
    key: 'answer',
    title: '单位办理结果',
    from: ['arriving', 'handling'],
    to: { stay: true },
    who: [{ holder: 'task' }],
    form: [
      words('本单位做了什么'),
      { key: 'photos', title: '照片', kind: 'files', max: 12 },
      stars('fair', '这声哨吹得是否必要、准备是否充分'),
    ],
    guards: [{ kind: 'named', name: 'callup.reported-in' }],
    tasks: { answer: true },
    effects: ['callup.record', 'callup.answer'],
  },
  {
    key: 'conclude',
    title: '联合处置完成',
    tone: 'primary',
    from: ['handling'],
    to: 'agreement',
    who: [{ holder: 'unit' }],
    form: [
      { key: 'measure', title: '联合处置结果', kind: 'long-text', required: true, min: 4, max: 2000, keep: true },
      { key: 'after', title: '处置后照片', kind: 'files', max: 12 },
    ],
    guards: [{ kind: 'named', name: 'callup.all-answered' }],
    clocks: { pause: ['finish'], why: '等吹哨人确认' },
    // Back to the station that blew: its queue shows what waits for its word.
    assign: { to: 'after', actions: ['open'] },
    effects: ['callup.record'],
  },
]

const closing: Actions = [
  {
    key: 'agree',
    title: '同意消哨',
    tone: 'primary',
    from: ['agreement'],
    to: 'silenced',
    who: whistler,
    form: [words('消哨意见', false), { key: 'ratings', title: '对各单位评分', kind: 'json', required: true, help: '每个到场单位 1–5 分' }],
    guards: [{ kind: 'named', name: 'callup.every-unit-rated' }],
    clocks: { stop: ['finish', 'arrive'] },
    result: { is: 'silenced' },
    effects: ['callup.record', 'callup.rate'],
  },
  {
    key: 'reblow',
    title: '没有解决，再次吹哨',
    tone: 'danger',
    from: ['agreement'],
    returns: true,
    // Once more to the same units; the next time it is a leader's (rules.md §3.2).
    to: { fork: [{ when: [{ done: 'reblow', times: 1 }], step: 'leader' }], otherwise: 'arriving' },
    who: whistler,
    form: [reason('还有什么没有解决'), { key: 'again', title: '再次召集', kind: 'units', derived: true }],
    assignAt: { leader: { to: 'role', role: 'leader' }, arriving: { to: 'after', actions: ['summon'] } },
    tasks: { open: 'again' },
    set: { arrived: null },
    clocks: { resume: ['finish'] },
    clocksAt: { arriving: { resume: ['finish'], start: ['arrive'] } },
    effects: ['callup.reblow', 'callup.record'],
  },
  {
    key: 'direct',
    title: '领导协调，限期解决',
    tone: 'primary',
    from: ['leader'],
    to: 'agreement',
    who: [{ roles: ['leader'] }],
    form: [words('协调结果')],
    assign: { to: 'after', actions: ['open'] },
    clocks: { pause: ['finish'], why: '等吹哨人确认' },
    effects: ['callup.record'],
  },
]

const clockHours = (n: number) => ({ n, unit: 'clock-hour' as const })

/**
 * 吹哨报到 (rules.md §3.2; features.md 2.3): the village signs, the centre summons, each unit comes to the spot within 200 m, and only whoever blew may
 * silence it. All limits 示例, by kind: 应急 10 min to check and 30 min to come, 执法 next working day, 重点工作 3 working days.
 */
export const whistleProcess = defineProcess({
  key: 'whistle',
  version: 1,
  title: '吹哨报到',
  prefix: 'SH',
  start: 'village',
  startRole: 'village',
  startClocks: ['sign'],
  results: { silenced: '已消哨', rejected: '退回', withdrawn: '撤回' },
  steps: [
    { key: 'village', title: '待村社确认', holder: '村（社区）负责人', role: 'village' },
    { key: 'centre', title: '待中心召集', holder: '派单员', role: 'dispatcher' },
    { key: 'arriving', title: '待报到', holder: '被召集单位' },
    { key: 'handling', title: '联合处置', holder: '牵头单位' },
    { key: 'agreement', title: '待吹哨人确认', holder: '吹哨人' },
    { key: 'leader', title: '领导协调', holder: '镇领导', role: 'leader', side: true },
    { key: 'silenced', title: '已消哨', end: true },
    { key: 'rejected', title: '已退回', end: true },
    { key: 'withdrawn', title: '已撤回', end: true },
  ],
  clocks: [
    {
      key: 'sign',
      title: '村社确认',
      limit: clockHours(0.5),
      limitFrom: 'limitSign',
      rungs: [{ at: 1, roles: ['village'], holder: false }],
    },
    {
      key: 'check',
      title: '中心召集',
      limit: { n: 4, unit: 'working-hour' },
      limitFrom: 'limitCheck',
      rungs: [{ at: 1, roles: ['dispatcher', 'watch-officer'], holder: false }],
    },
    {
      key: 'arrive',
      title: '报到',
      limit: { n: 1, unit: 'working-day' },
      limitFrom: 'limitArrive',
      rungs: [
        { at: 0.5, roles: [] },
        { at: 1, roles: ['dispatcher', 'watch-officer'] },
      ],
    },
    {
      key: 'finish',
      title: '消哨',
      limit: { n: 5, unit: 'working-day' },
      limitFrom: 'limitFinish',
      rungs: [
        { at: 0.8, roles: [] },
        { at: 1, roles: ['watch-officer', 'leader'] },
      ],
    },
  ],
  actions: [...before, ...onSite, ...closing],
})
