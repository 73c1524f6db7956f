import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { Advice } from './advice.ts'
import { CounterKind } from './counter.ts'
import { HallSetting } from './setting.ts'
import { Channel, Priority, Ticket } from './ticket.ts'
import { Appointment, DeskView, HallDay, HallNow, HallScreen, OwnTicket } from './view.ts'

const read = 'hall.hall.read'
const manage = 'hall.hall.manage'
const work = 'hall.window.work'
const at = z.object({ id: Id })

export const readHall = endpoint('GET /hall/now', { summary: '大厅此刻：窗口、等候、预测、潮汐提示', allow: read, reply: HallNow })

export const readHallDay = endpoint('GET /hall/day', {
  summary: '某日到号曲线与各窗口办理用时（不按人统计）',
  allow: read,
  query: z.object({ day: z.iso.date({ error: '日期应为 年-月-日' }).optional() }),
  reply: HallDay,
})

export const listTickets = endpoint('GET /hall/tickets', {
  summary: '号单',
  allow: read,
  query: PageQuery.extend({
    day: z.iso.date({ error: '日期应为 年-月-日' }).optional(),
    /** `waiting` with those who wait again; `at-window` called or served. */
    state: z.enum(['all', 'waiting', 'at-window', 'done', 'abandoned', 'missed'], { error: '状态不在可选范围内' }).default('all'),
    domain: z.string().max(30).optional(),
  }),
  reply: Page(Ticket).extend({ total: z.int() }),
})

export const takeForSomebody = endpoint('POST /hall/tickets', {
  summary: '导服台代为取号（无手机的老人、行动不便者）',
  allow: 'hall.ticket.take',
  body: z.object({
    actionId: Id,
    domain: z.string({ error: '请选择业务类别' }).max(30),
    priority: Priority.default('none'),
    channel: Channel.extract(['guide']).default('guide'),
  }),
  reply: OwnTicket,
  errors: ['hall.domain-unknown'],
})

export const readDesk = endpoint('GET /hall/desk', { summary: '叫号面板', allow: work, reply: DeskView })

const Reason = z.string({ error: '请写明原因' }).trim().min(2, '原因至少 2 个字').max(60, '原因最多 60 个字')

/** One thing done at a window. */
export const CounterAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  z.object({ kind: z.literal('close') }),
  z.object({ kind: z.literal('pause'), reason: Reason }),
  z.object({ kind: z.literal('resume') }),
  z.object({ kind: z.literal('next') }),
  z.object({ kind: z.literal('call'), ticket: Id }),
  z.object({ kind: z.literal('recall') }),
  z.object({ kind: z.literal('miss') }),
  z.object({ kind: z.literal('serve') }),
  z.object({ kind: z.literal('finish') }),
  z.object({ kind: z.literal('give-up') }),
  z.object({ kind: z.literal('hand-on'), domain: z.string().max(30).optional(), counter: Id.optional() }),
])
export type CounterAct = z.infer<typeof CounterAct>

export const actAtCounter = endpoint('POST /hall/counters/:id/acts', {
  summary: '在窗口办：开放、叫号、重呼、过号、办理、办结、转窗口、暂停、关闭',
  allow: work,
  params: at,
  body: z.object({ actionId: Id, act: CounterAct }),
  reply: DeskView,
  errors: [
    'hall.counter-unknown',
    'hall.counter-taken',
    'hall.other-window',
    'hall.not-yours',
    'hall.busy',
    'hall.nobody',
    'hall.not-now',
    'hall.calls-used',
    'hall.call-again',
    'hall.domain-unknown',
  ],
})

export const readSetting = endpoint('GET /hall/settings', {
  summary: '大厅设置',
  allow: manage,
  reply: z.object({ setting: HallSetting, version: z.int() }),
})

export const saveSetting = endpoint('PUT /hall/settings', {
  summary: '保存大厅设置',
  allow: manage,
  body: z.object({ seen: z.int().min(0), setting: HallSetting }),
  reply: z.object({ setting: HallSetting, version: z.int() }),
  errors: ['hall.setting-changed'],
})

/** A window as it is set up. */
export const CounterSetup = z.object({
  id: Id,
  number: z.int({ error: '窗口号应为整数' }).min(1, '窗口号从 1 起').max(999, '窗口号最大 999'),
  title: z.string({ error: '请填写窗口名称' }).trim().min(2, '窗口名称至少 2 个字').max(20, '窗口名称最多 20 个字'),
  kind: CounterKind,
  skills: z.array(z.string().max(30)).min(1, '至少选一类业务').max(20),
  opener: Id.nullable(),
  active: z.boolean(),
})
export type CounterSetup = z.infer<typeof CounterSetup>

export const listSetups = endpoint('GET /hall/counters', {
  summary: '窗口设置',
  allow: manage,
  reply: z.object({
    rows: z.array(CounterSetup.extend({ openerName: z.string().optional() })),
    /** Who may be told to open a window. */
    clerks: z.array(z.object({ id: Id, name: z.string() })),
  }),
})

export const saveCounter = endpoint('PUT /hall/counters/:id', {
  summary: '新增或修改窗口；业务类别的变动自保存当日起',
  allow: manage,
  params: at,
  body: CounterSetup.omit({ id: true }).extend({ actionId: Id }),
  reply: CounterSetup,
  errors: ['hall.number-used', 'hall.domain-unknown', 'hall.busy'],
})

export const checkTidal = endpoint('POST /hall/tidal/checks', {
  summary: '立即评估潮汐规则（与每 5 分钟的评估等效，计入连续次数）',
  allow: manage,
  body: z.object({ actionId: Id }),
  reply: HallNow,
})

export const listAdvices = endpoint('GET /hall/advices', {
  summary: '潮汐提示记录：何时提示谁、为什么、结果',
  allow: read,
  query: PageQuery,
  reply: Page(Advice),
})

export const refuseAdvice = endpoint('POST /hall/advices/:id/refuse', {
  summary: '不照办，写明原因',
  allow: work,
  params: at,
  body: z.object({ actionId: Id, reason: Reason }),
  reply: Advice,
  errors: ['hall.advice-unknown', 'hall.advice-over'],
})

export const listAppointments = endpoint('GET /hall/appointments', {
  summary: '预约情况',
  allow: read,
  query: PageQuery.extend({ day: z.iso.date({ error: '日期应为 年-月-日' }).optional() }),
  reply: Page(Appointment.omit({ code: true, ticketId: true })),
})

export const readHallScreen = endpoint('GET /hall/screen', {
  summary: '大厅屏：叫号、窗口、等候（不含个人信息）',
  allow: 'hall.screen.read',
  reply: HallScreen,
})

const Display = z.object({
  id: Id,
  name: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  lastUsed: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export type HallDisplay = z.infer<typeof Display>

export const listHallDisplays = endpoint('GET /hall/displays', {
  summary: '大厅屏列表',
  allow: manage,
  query: PageQuery,
  reply: Page(Display),
})

export const createHallDisplay = endpoint('POST /hall/displays', {
  summary: '登记一块大厅屏；打开它的链接只显示这一次',
  allow: manage,
  // Its reply holds a secret, which must not lie in the table of replays.
  transaction: 'own',
  body: z.object({ name: z.string({ error: '请填写大厅屏位置' }).trim().min(2, '位置至少 2 个字').max(40, '位置最多 40 个字') }),
  reply: z.object({ path: z.string().describe('在大厅屏的浏览器中打开的地址，# 之后是密钥'), row: Display }),
})

export const revokeHallDisplay = endpoint('DELETE /hall/displays/:id', {
  summary: '停用一块大厅屏，立即生效',
  allow: manage,
  params: at,
  reply: Display,
})

export const openHallDisplay = endpoint('POST /hall/displays/open', {
  summary: '大厅屏凭链接中的密钥打开',
  allow: 'public',
  perMinute: 30,
  transaction: 'own',
  body: z.object({ token: z.string().max(200) }),
  reply: z.object({ name: z.string() }),
  errors: ['hall.display-unknown'],
})
