import { z } from 'zod'
import { TownCalendar } from '#core/calendar/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Process } from './process.ts'
import { CaseState } from './state.ts'
import { CaseCard, TimelineAct } from './views.ts'

/** One case as a phone holds it: raw state, so that acts done without a line are folded there. */
export const ShiftCase = z.object({ card: CaseCard, version: z.int(), state: CaseState, acts: z.array(TimelineAct) })
export type ShiftCase = z.infer<typeof ShiftCase>

/** The cases of one person's shift with all the fold needs. */
export const Shift = z.object({
  /** The server's clock, epoch ms. */
  at: z.int(),
  actor: z.object({
    kind: z.literal('person'),
    personId: z.string(),
    unitId: z.string(),
    unitIds: z.array(z.string()),
    roles: z.array(z.string()),
    areas: z.array(z.string()),
  }),
  calendar: TownCalendar,
  processes: z.array(Process),
  /** By due time; the person's work first comes out of `allowed`. */
  cases: z.array(ShiftCase),
  /** What this person reported in the last 30 days, newest first. */
  opened: z.array(CaseCard),
  /** More waits than a phone holds. */
  full: z.boolean(),
})
export type Shift = z.infer<typeof Shift>

export const readShift = endpoint('GET /cases/shift', {
  summary: '手机离线包：本岗位待办案件、流程定义、工作日历、我的上报',
  allow: 'case.case.read',
  reply: Shift,
})

export const readShiftCase = endpoint('GET /cases/:id/shift', {
  summary: '手机离线包：一个案件',
  allow: 'case.case.read',
  params: z.object({ id: Id }),
  reply: z.object({ at: z.int(), process: Process, one: ShiftCase }),
  errors: ['case.not-found'],
})
