import { z } from 'zod'
import { Advice } from './advice.ts'
import { Counter } from './counter.ts'
import { CounterState } from './counter.ts'
import { Domain } from './setting.ts'
import { Ticket } from './ticket.ts'

/** A wait in minutes; null where the queue grows without end. */
const Wait = z.number().nullable()

/** How one domain stands. */
export const DomainNow = Domain.pick({ key: true, title: true, letter: true, remark: true }).extend({
  waiting: z.int(),
  /** Windows open for it. */
  windows: z.int(),
  /** Minutes a newcomer would wait; null while no window is open for it. */
  minutes: Wait,
})
export type DomainNow = z.infer<typeof DomainNow>

export const ForecastView = z.object({
  arrivals: z.number(),
  usualArrivals: z.number().optional(),
  presentArrivals: z.number(),
  days: z.int(),
  served: z.number(),
  minutes: z.number(),
  counted: z.boolean(),
  wait: Wait,
  byWindows: z.array(z.object({ windows: z.int(), wait: Wait })),
  /** The same in words. */
  reason: z.string(),
})
export type ForecastView = z.infer<typeof ForecastView>

/** The hall at this moment, for whoever leads it. */
export const HallNow = z.object({
  at: z.iso.datetime(),
  name: z.string(),
  demo: z.boolean(),
  officeOpen: z.boolean(),
  counters: z.array(Counter),
  domains: z.array(DomainNow),
  waiting: z.int(),
  /** Minutes the longest has waited; absent when nobody waits. */
  longest: z.int().optional(),
  today: z.object({ taken: z.int(), done: z.int(), abandoned: z.int(), serving: z.int(), booked: z.int(), noShow: z.int() }),
  /** What the tidal rule looks at: the windows and people a spare window can help. */
  pool: z.object({ domains: z.array(z.string()), waiting: z.int(), open: z.int() }),
  forecast: ForecastView,
  /** The last look of the rule. */
  check: z.object({ at: z.iso.datetime(), over: z.int(), under: z.int() }).optional(),
  advice: Advice.optional(),
})
export type HallNow = z.infer<typeof HallNow>

/** Arrivals of a day by quarter of an hour, beside what is usual on that weekday, and service time by window. */
export const HallDay = z.object({
  day: z.iso.date(),
  /** Minutes since midnight each point begins. */
  points: z.array(z.object({ minute: z.int(), came: z.int().optional(), usual: z.number().optional() })),
  /** How many earlier days of this weekday `usual` is the mean of. */
  days: z.int(),
  /** By window number, never by person, never in another order. */
  counters: z.array(z.object({ number: z.int(), title: z.string(), served: z.int(), minutes: z.number().optional() })),
  /** Closed days the service times are from. */
  from: z.iso.date(),
})
export type HallDay = z.infer<typeof HallDay>

/** What the clerk's panel shows. */
export const DeskView = z.object({
  at: z.iso.datetime(),
  /** The window this person has opened. */
  counter: Counter.optional(),
  /** Windows that may be opened. */
  closed: z.array(Counter),
  queue: z.array(Ticket).describe('下一批可叫的号，按叫号次序，最多 12 个'),
  waiting: z.int(),
  domains: z.array(DomainNow),
  /** Windows a number can be handed on to. */
  others: z.array(z.object({ id: z.uuid(), number: z.int(), title: z.string() })),
  advice: Advice.optional(),
  rule: z.object({ calls: z.int(), steps: z.int(), misses: z.int() }),
})
export type DeskView = z.infer<typeof DeskView>

/** What hangs in the hall: numbers and windows, no name, no paper, no reason of priority. */
export const HallScreen = z.object({
  at: z.iso.datetime(),
  name: z.string(),
  demo: z.boolean(),
  /** Whose turn it is, the newest first. */
  called: z.array(z.object({ number: z.string(), counter: z.int(), title: z.string(), calls: z.int(), at: z.iso.datetime() })),
  counters: z.array(
    z.object({ number: z.int(), title: z.string(), state: CounterState, serving: z.string().optional(), skills: z.array(z.string()) }),
  ),
  domains: z.array(DomainNow),
  waiting: z.int(),
  /** Numbers that were missed and wait again. */
  missed: z.array(z.string()),
})
export type HallScreen = z.infer<typeof HallScreen>

/** A number as whoever took it sees it. */
export const OwnTicket = z.object({
  id: z.uuid(),
  number: z.string(),
  domainTitle: z.string(),
  state: Ticket.shape.state,
  takenAt: z.iso.datetime(),
  first: z.boolean().describe('优先号'),
  /** How many will be called before it, while it waits. */
  ahead: z.int().optional(),
  /** Minutes until its turn; absent while no window is open for it or when it is over. */
  minutes: z.int().optional(),
  counter: z.object({ number: z.int(), title: z.string() }).optional(),
  calls: z.int(),
  misses: z.int(),
  hall: z.string(),
  demo: z.boolean(),
})
export type OwnTicket = z.infer<typeof OwnTicket>

export const Appointment = z.object({
  id: z.uuid(),
  code: z.string(),
  domainTitle: z.string(),
  day: z.iso.date(),
  minute: z.int(),
  state: z.enum(['booked', 'arrived', 'cancelled', 'no-show']),
  tolerance: z.int(),
  ticketId: z.uuid().optional(),
})
export type Appointment = z.infer<typeof Appointment>
export const appointmentTitles: Readonly<Record<Appointment['state'], string>> = {
  booked: '已预约',
  arrived: '已签到',
  cancelled: '已取消',
  'no-show': '未到',
}
