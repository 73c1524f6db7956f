import { z } from 'zod'
import { Id } from '#platform/contract/id.ts'

/** 取号 → 等待 → 叫号 → 办理 → 完成 | 过号 | 弃号 (rules.md §5.7). Who was missed waits again, three places further back. */
export const TicketState = z.enum(['waiting', 'called', 'serving', 'done', 'missed', 'abandoned'])
export type TicketState = z.infer<typeof TicketState>

export const stateTitles: Readonly<Record<TicketState, string>> = {
  waiting: '等待',
  called: '叫号',
  serving: '办理中',
  done: '已完成',
  missed: '过号',
  abandoned: '弃号',
}

/** Whether it stands in the queue. */
export const waits = (state: TicketState): boolean => state === 'waiting' || state === 'missed'

/** 优先: head of the line (rules.md §5.7: 老弱病残孕、军人). The paper itself says no more than 优先. */
export const Priority = z.enum(['none', 'elder', 'weak', 'pregnant', 'disabled', 'military'])
export type Priority = z.infer<typeof Priority>

export const priorityTitles: Readonly<Record<Priority, string>> = {
  none: '普通',
  elder: '老年人',
  weak: '体弱、生病',
  pregnant: '孕妇、带婴幼儿',
  disabled: '残疾人',
  military: '军人、退役军人',
}

/** Where a number was taken: the machine in the hall, somebody's own phone, the guide's desk (导服台). */
export const Channel = z.enum(['kiosk', 'phone', 'guide'])
export type Channel = z.infer<typeof Channel>
export const channelTitles: Readonly<Record<Channel, string>> = { kiosk: '取号机', phone: '手机', guide: '导服台' }

/** 0 优先, 1 appointments and those handed on from another window, 2 everybody else. */
export const Rank = z.union([z.literal(0), z.literal(1), z.literal(2)])
export type Rank = z.infer<typeof Rank>

/** A number as staff see it; it never holds a name. */
export const Ticket = z.object({
  id: Id,
  number: z.string(),
  domain: z.string(),
  domainTitle: z.string(),
  state: TicketState,
  priority: Priority,
  channel: Channel,
  /** It came with an appointment. */
  booked: z.boolean(),
  takenAt: z.iso.datetime(),
  calledAt: z.iso.datetime().optional(),
  servedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  calls: z.int(),
  misses: z.int(),
  /** Number of the window that called it. */
  counter: z.int().optional(),
})
export type Ticket = z.infer<typeof Ticket>
