import { type CaseIntake, act } from '#core/case/server/index.ts'
import { systemActor } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { z } from 'zod'
import { Level } from '../plan/card.ts'
import { findOpen, propose } from './activate.ts'

/** What another module puts into `facts` to propose a plan: its key and level; `drill` for an exercise. */
const Facts = z.object({
  plan: z.string().max(60),
  level: Level,
  drill: z.boolean().default(false),
  source: z.string().max(500).optional(),
})

/**
 * How sensor rules propose an activation: `findIntake(platform, 'plan-activation')` with `facts: { plan: 'gas-leak', level: 2 }`. A person
 * confirms it within its clock. While one of that plan is open, further alarms are noted there instead of opening another.
 */
export const planIntake: CaseIntake = {
  process: 'plan-activation',
  title: '预案启动',
  open: async (tx, platform, { actor, actionId, now, description, facts, place, address, terminal }) => {
    const { plan, level, drill, source } = Facts.parse(facts)
    const open = await findOpen(tx, actor.town, plan, drill)
    if (open) {
      const words = `感知再次提示：${description}`.slice(0, 2000)
      await act(tx, platform, {
        caseId: open.caseId,
        action: 'note',
        input: { words },
        actor: systemActor(actor.town, '物联感知'),
        actionId: newId(),
        now,
      })
      return { caseId: open.caseId, number: open.number, replayed: true }
    }
    const opened = await propose(tx, platform, {
      plan,
      level,
      drill,
      trigger: 'device',
      words: description,
      source: source ?? '物联感知',
      place,
      address,
      actor,
      actionId,
      now,
      terminal,
    })
    return { caseId: opened.caseId, number: opened.number, replayed: opened.replayed }
  },
}
