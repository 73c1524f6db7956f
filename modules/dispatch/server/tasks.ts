import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Actor, dayOf, systemActor } from '#core/org/contract.ts'
import { peopleAt } from '#core/org/server/index.ts'
import { type Change, act, open } from '#core/case/server/index.ts'
import { type Limit } from '#core/calendar/contract.ts'
import { type PlanCard, type PlanStep, type PlanWho, stepsAt } from '../plan/card.ts'
import { slotAt } from '../duty/shift.ts'
import { dutySettings } from './duty-settings.ts'
import { nextNumber } from './case-numbers.ts'
import { getPlan, villageUnits } from './plans.ts'
import { onDuty } from './roster.ts'
import { findHeld } from './shifts.ts'

/** Whom a task goes to. Neither: it waits in the duty officer's queue, and the board says that nobody has it. */
export interface Target {
  readonly unitId?: string | undefined
  readonly personId?: string | undefined
  /** Told apart where one step goes to many: appended to the step's key. */
  readonly of?: string | undefined
  readonly name?: string | undefined
}

/** Who stands for a role at a moment. */
async function targetsOf(tx: Tx, town: string, who: PlanWho, now: Date, villages: readonly string[] | undefined): Promise<Target[]> {
  const day = dayOf(now)
  switch (who.kind) {
    case 'unit':
      return [who.unitId ? { unitId: who.unitId } : {}]
    case 'post': {
      const [member] = (await peopleAt(tx, town, { day })).filter(({ postId }) => postId === who.postId)
      return [member ? { unitId: member.unitId, personId: member.personId } : {}]
    }
    case 'shift': {
      const slot = slotAt((await dutySettings(tx, town)).value, now.getTime())
      const seated = slot ? (await onDuty(tx, town, slot)).filter(({ post }) => post === who.post) : []
      // Nobody on the roster: whoever took the shift over answers for it.
      const ids =
        seated.length > 0 ? seated.map(({ person }) => person.id) : [(await findHeld(tx, town))?.taken_by].filter((id) => id !== undefined)
      const members = await peopleAt(tx, town, { day, personIds: ids })
      const found = ids.map((id) => members.find(({ personId }) => personId === id)).filter((member) => member !== undefined)
      if (found.length === 0) return [{}]
      if (found.length === 1) return [{ unitId: found[0]!.unitId, personId: found[0]!.personId }]
      return found.map(({ unitId, personId, name }) => ({ unitId, personId, of: personId, name }))
    }
    case 'villages': {
      const units = await villageUnits(tx, town, day)
      return units.filter(({ id }) => !villages || villages.includes(id)).map(({ id, name }) => ({ unitId: id, of: id, name }))
    }
  }
}

export interface NewTask {
  readonly activation: string
  readonly key: string
  readonly kind: 'plan' | 'improve' | 'order'
  readonly title: string
  readonly words: string
  readonly role: string
  readonly drill: boolean
  readonly urgency: number
  readonly ack: Limit
  readonly finish: Limit
  readonly target: Target
  readonly planTitle: string
  /** Further facts kept with the case: where, which things. */
  readonly more?: Readonly<Record<string, unknown>>
}

const prefixes = { plan: 'YR', improve: 'GJ', order: 'XC' } as const

/** Opens one task as a case, writes its row and hands it to its holder. All in the caller's transaction. */
export async function openTask(tx: Tx, platform: Platform, actor: Actor, now: Date, task: NewTask): Promise<string> {
  const { town } = actor
  const { target } = task
  const number = await nextNumber(platform, town, prefixes[task.kind], now)
  const caseId = newId(now.getTime())
  const title = `${task.drill ? '【演练】' : ''}${task.title}${target.name ? `（${target.name}）` : ''}`
  const opened = await open(tx, platform, {
    process: task.kind === 'order' ? 'field-order' : 'plan-task',
    actor,
    actionId: newId(now.getTime()),
    number,
    now,
    caseId,
    data: {
      title,
      areaCode: town,
      areaName: task.planTitle,
      urgency: task.urgency,
      description: task.words,
      activation: task.activation,
      planTitle: task.planTitle,
      role: task.role,
      drill: task.drill,
      limitAck: task.ack,
      limitFinish: task.finish,
      ...(target.unitId ? { homeUnit: target.unitId } : {}),
      ...task.more,
    },
    beside: ({ state }) =>
      tx.query(
        `insert into dispatch.task (town, case_id, activation_id, number, key, kind, title, words, role, drill, step, unit_id, person_id, opened_at, ack_due, finish_due)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
        [
          town,
          caseId,
          task.activation,
          number,
          task.key,
          task.kind,
          title,
          task.words,
          task.role,
          task.drill,
          state.step,
          target.unitId ?? null,
          target.personId ?? null,
          now,
          new Date(state.clocks['ack']?.dueAt ?? now.getTime()),
          new Date(state.clocks['finish']?.dueAt ?? now.getTime()),
        ],
      ),
  })
  const send = target.personId
    ? { action: 'send-person', input: { person: target.personId } }
    : target.unitId
      ? { action: 'send', input: { unit: target.unitId } }
      : undefined
  // Written down as the system's where a plan names the posts: the one in charge only activated it.
  const by = task.kind === 'order' ? actor : systemActor(town, '预案')
  if (send) await act(tx, platform, { caseId: opened.caseId, ...send, actor: by, actionId: newId(now.getTime()), now })
  return opened.caseId
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What an activation's case says of its plan. */
export function planOf({ data }: Change['after']) {
  const villages = Array.isArray(data['villages']) ? data['villages'].filter((v): v is string => typeof v === 'string') : undefined
  return {
    plan: text(data['plan']),
    version: Number(data['planVersion']),
    title: text(data['planTitle']),
    level: Number(data['level']),
    drill: data['drill'] === true,
    villages,
  }
}

/** Sets off what the level asks for and is not yet out: a raised level adds its own, nothing is sent twice. */
export async function setTasks(tx: Tx, platform: Platform, change: Change): Promise<number> {
  const { town, actor, now, caseId } = change
  const { plan, version, title, level, drill, villages } = planOf(change.after)
  const { card }: { card: PlanCard } = await getPlan(tx, town, plan, version)
  const known = new Set(
    (await tx.query<{ key: string }>(`select key from dispatch.task where town = $1 and activation_id = $2`, [town, caseId])).map(
      ({ key }) => key,
    ),
  )
  let count = 0
  const targets = new Map<string, Target[]>()
  for (const step of stepsAt(card, level)) {
    const role = card.roles.find(({ key }) => key === step.role)
    if (!role) continue
    let to = targets.get(role.key)
    if (!to) targets.set(role.key, (to = await targetsOf(tx, town, role.who, now, villages)))
    for (const target of to) {
      const key = target.of ? `${step.key}/${target.of}` : step.key
      if (known.has(key)) continue
      await openTask(tx, platform, actor, now, taskOf(caseId, key, step, { drill, level, role: role.title, planTitle: title, target }))
      count++
    }
  }
  return count
}

function taskOf(
  activation: string,
  key: string,
  step: PlanStep,
  { drill, level, role, planTitle, target }: { drill: boolean; level: number; role: string; planTitle: string; target: Target },
): NewTask {
  return {
    activation,
    key,
    kind: 'plan',
    title: step.title,
    words: step.words,
    role,
    drill,
    urgency: drill ? 4 : level <= 2 ? 1 : 2,
    ack: { n: step.ack / 60, unit: 'clock-hour' },
    finish: { n: step.finish / 60, unit: 'clock-hour' },
    target,
    planTitle,
  }
}
