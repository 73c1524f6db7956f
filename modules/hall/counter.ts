import { z } from 'zod'
import { Id } from '#platform/contract/id.ts'
import { Ticket } from './ticket.ts'

/** 窗口种类. Only `tidal` means something to the program: a spare window opened on advice. */
export const CounterKind = z.enum(['general', 'issue', 'tidal', 'special', 'stuck'])
export type CounterKind = z.infer<typeof CounterKind>
export const kindTitles: Readonly<Record<CounterKind, string>> = {
  general: '综合窗口',
  issue: '出件窗口',
  tidal: '备用窗口（潮汐）',
  special: '专业窗口',
  stuck: '办不成事窗口',
}

/** CounterState of features.md 4.2: closed, open, or a spare one opened for a surge; paused while the clerk is away for a moment. */
export const CounterState = z.enum(['closed', 'open', 'tidal', 'paused'])
export type CounterState = z.infer<typeof CounterState>
export const counterStateTitles: Readonly<Record<CounterState, string>> = {
  closed: '未开放',
  open: '开放',
  tidal: '潮汐开放',
  paused: '暂停',
}

/** Whether numbers may be called to it now. */
export const isServing = (state: CounterState): boolean => state === 'open' || state === 'tidal'

const Person = z.object({ id: Id, name: z.string() })

/** A window as staff see it. */
export const Counter = z.object({
  id: Id,
  number: z.int(),
  title: z.string(),
  kind: CounterKind,
  /** Domains it serves today. */
  skills: z.array(z.string()),
  state: CounterState,
  since: z.iso.datetime().optional(),
  /** Who opened it. */
  clerk: Person.optional(),
  /** Why it pauses. */
  reason: z.string().optional(),
  /** Whom the tidal rule tells. */
  opener: Person.optional(),
  current: Ticket.optional(),
  /** Served today. */
  served: z.int(),
})
export type Counter = z.infer<typeof Counter>
