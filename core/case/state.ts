import { z } from 'zod'
import { Limit } from '#core/calendar/contract.ts'

/** Who has the case: a unit, a person of it, or a role's common queue. */
export const Holder = z.object({ unitId: z.string().optional(), personId: z.string().optional(), role: z.string().optional() })
export type Holder = z.infer<typeof Holder>

export const ClockState = z.object({
  startedAt: z.int(),
  limit: Limit,
  extensions: z.array(Limit),
  pauses: z.array(z.object({ from: z.int(), to: z.int().optional(), reason: z.string() })),
  /** Counted in whole days. */
  whole: z.boolean().optional(),
  /** Absent while paused. */
  dueAt: z.int().optional(),
  stoppedAt: z.int().optional(),
})
export type ClockState = z.infer<typeof ClockState>

/** A unit's share of the case (主办 lead, 协办 co). */
export const Task = z.object({
  id: z.string(),
  unitId: z.string(),
  lead: z.boolean(),
  state: z.enum(['open', 'answered', 'excused', 'dropped']),
  openedAt: z.int(),
  closedAt: z.int().optional(),
  words: z.string().optional(),
})
export type Task = z.infer<typeof Task>

/** What the fold remembers of an action key. */
export const Done = z.object({ count: z.int(), lastAt: z.int(), lastSeq: z.int(), persons: z.array(z.string()), after: Holder })
export type Done = z.infer<typeof Done>

/** The state of a case: a pure fold of its actions. */
export const CaseState = z.object({
  step: z.string(),
  /** The step and holder a side step came from. */
  before: z.object({ step: z.string(), holder: Holder }).optional(),
  holder: Holder,
  since: z.int(),
  seq: z.int(),
  data: z.record(z.string(), z.unknown()),
  done: z.record(z.string(), Done),
  clocks: z.record(z.string(), ClockState),
  tasks: z.array(Task),
  result: z.string().optional(),
  openedAt: z.int(),
  closedAt: z.int().optional(),
})
export type CaseState = z.infer<typeof CaseState>

/** The part of an actor the engine looks at; core/org's Actor has it, a handset's session too. */
export interface CaseActor {
  readonly kind: 'person' | 'machine' | 'public' | 'system'
  readonly personId: string
  readonly unitId: string
  readonly unitIds: readonly string[]
  readonly roles: readonly string[]
  readonly areas: readonly string[]
}

/** One accepted act, as the fold reads it. */
export interface Act {
  readonly seq: number
  readonly actionId: string
  readonly action: string
  /** Epoch ms: when it was done (a handset may send later). */
  readonly at: number
  readonly personId: string
  readonly unitId: string
  readonly input: Readonly<Record<string, unknown>>
  /** Due instants as computed when it was done, so that a later calendar cannot change the past. */
  readonly due?: Readonly<Record<string, number>>
}

/** The key of the first act of every case. */
export const OPEN = 'open'
