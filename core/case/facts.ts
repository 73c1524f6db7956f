import { z } from 'zod'
import { fact } from '#platform/contract/fact.ts'
import { Id } from '#platform/contract/id.ts'
import { Holder } from './state.ts'

const about = { caseId: Id, number: z.string(), title: z.string(), process: z.string(), step: z.string(), stepTitle: z.string() }

/** Every act of every case, the opening too (`action: 'open'`). Carries no words of people: screens fetch what they may see. */
export const caseActed = fact(
  'case.acted',
  z.object({
    ...about,
    action: z.string(),
    actionTitle: z.string(),
    from: z.string(),
    seq: z.int(),
    personId: z.string(),
    holder: Holder,
    holderBefore: Holder,
    /** Units with open tasks after the act. */
    taskUnits: z.array(z.string()),
    urgency: z.int(),
    closed: z.boolean(),
    result: z.string().optional(),
  }),
)

/** A clock reached one of its rungs; `overdue` from the due moment on. */
export const clockAlarmed = fact(
  'case.clock-alarmed',
  z.object({
    ...about,
    clock: z.string(),
    clockTitle: z.string(),
    rung: z.int(),
    overdue: z.boolean(),
    dueAt: z.int(),
    roles: z.array(z.string()),
    holder: Holder,
    tellHolder: z.boolean(),
    urgency: z.int(),
  }),
)
