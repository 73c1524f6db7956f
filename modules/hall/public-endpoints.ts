import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Domain } from './setting.ts'
import { Priority } from './ticket.ts'
import { Appointment, DomainNow, OwnTicket } from './view.ts'

const DomainKey = z.string({ error: '请选择要办的业务' }).max(30)

/** What the machine in the hall and the phone page need before anything is chosen. */
export const publicHall = endpoint('GET /public/hall', {
  summary: '取号页：大厅、业务类别、等候人数、规则',
  allow: 'public',
  perMinute: 120,
  reply: z.object({
    name: z.string(),
    demo: z.boolean(),
    /** Numbers are given now. */
    open: z.boolean(),
    hours: z.array(z.string()),
    domains: z.array(DomainNow.extend({ booking: Domain.shape.booking })),
    rule: z.object({ calls: z.int(), steps: z.int(), tolerance: z.int() }),
    /** Days a slot may be booked for. */
    days: z.array(z.iso.date()),
    idleSeconds: z.int(),
  }),
})

/** Its replay is kept by the number itself, so that ten thousand at once are written together (docs in the module's README). */
export const takeTicket = endpoint('POST /public/hall/tickets', {
  summary: '取号（无需注册）；同一操作号重发得到同一个号',
  allow: 'public',
  perMinute: 60,
  transaction: 'own',
  body: z.object({
    actionId: Id,
    domain: DomainKey,
    priority: Priority.default('none'),
    channel: z.enum(['kiosk', 'phone'], { error: '取号方式不对' }).default('phone'),
  }),
  reply: OwnTicket,
  errors: ['hall.domain-unknown', 'hall.closed', 'platform.replay-mismatch'],
})

export const readOwnTicket = endpoint('GET /public/hall/tickets/:id', {
  summary: '我的号：前面几人、大约多久、到几号窗口',
  allow: 'public',
  perMinute: 120,
  params: z.object({ id: Id }),
  reply: OwnTicket,
  errors: ['hall.ticket-unknown'],
})

export const leaveQueue = endpoint('POST /public/hall/tickets/:id/leave', {
  summary: '不等了：自己退掉还没叫到的号',
  allow: 'public',
  perMinute: 30,
  params: z.object({ id: Id }),
  body: z.object({ actionId: Id }),
  reply: OwnTicket,
  errors: ['hall.ticket-unknown', 'hall.not-now'],
})

export const listSlots = endpoint('GET /public/hall/slots', {
  summary: '某天某类业务的可预约时段和余量',
  allow: 'public',
  perMinute: 60,
  query: z.object({ domain: DomainKey, day: z.iso.date({ error: '日期应为 年-月-日' }) }),
  reply: z.object({ slots: z.array(z.object({ minute: z.int(), left: z.int() })) }),
  errors: ['hall.domain-unknown', 'hall.slot-unknown'],
})

export const bookSlot = endpoint('POST /public/hall/appointments', {
  summary: '预约一个时段；不要姓名电话，凭预约码签到',
  allow: 'public',
  perMinute: 10,
  body: z.object({
    actionId: Id,
    domain: DomainKey,
    day: z.iso.date({ error: '日期应为 年-月-日' }),
    minute: z.int({ error: '请选择时段' }).min(0).max(1439),
  }),
  reply: Appointment,
  errors: ['hall.domain-unknown', 'hall.slot-unknown', 'hall.slot-full'],
})

export const readAppointment = endpoint('GET /public/hall/appointments/:id', {
  summary: '我的预约',
  allow: 'public',
  perMinute: 60,
  params: z.object({ id: Id }),
  reply: Appointment,
  errors: ['hall.appointment-unknown'],
})

export const cancelAppointment = endpoint('POST /public/hall/appointments/:id/cancel', {
  summary: '取消预约，名额让给别人',
  allow: 'public',
  perMinute: 20,
  params: z.object({ id: Id }),
  body: z.object({ actionId: Id }),
  reply: Appointment,
  errors: ['hall.appointment-unknown', 'hall.appointment-over'],
})

export const checkIn = endpoint('POST /public/hall/check-in', {
  summary: '凭预约码签到取号（前后 15 分钟内）',
  allow: 'public',
  perMinute: 30,
  body: z.object({
    actionId: Id,
    code: z.string({ error: '请输入预约码' }).trim().toUpperCase().min(4, '预约码是 6 位').max(12, '预约码是 6 位'),
    channel: z.enum(['kiosk', 'phone']).default('kiosk'),
  }),
  reply: OwnTicket,
  errors: ['hall.appointment-unknown', 'hall.appointment-over', 'hall.too-early', 'hall.too-late'],
})
