import { type ActionDefinition, type Guard, type Process, type Who, findStep } from './process.ts'
import { type CaseActor, type CaseState, OPEN } from './state.ts'

export interface GuardContext {
  readonly process: Process
  readonly action: ActionDefinition
  readonly state: CaseState
  readonly actor: CaseActor
  readonly now: number
  /** Absent while the buttons are shown, given when the act is done. */
  readonly input?: Readonly<Record<string, unknown>>
}

/** A module's own rule: answers the Chinese reason against, or undefined. Pure, so that every side can run it. */
export interface NamedGuard {
  readonly name: string
  readonly check: (context: GuardContext) => string | undefined
}

export interface AllowedAction {
  readonly action: ActionDefinition
  /** Why it cannot be done just now although the post may do such acts; shown beside the disabled button. */
  readonly blocked?: string
}

const covers = (areas: readonly string[], code: unknown): boolean => typeof code === 'string' && areas.some((a) => code.startsWith(a))

function isWho(who: Who, state: CaseState, actor: CaseActor): boolean {
  if (who.system) return actor.kind === 'system'
  if (who.public) return actor.kind === 'public'
  if (actor.kind === 'system' || actor.kind === 'public') return false
  if (who.roles && !who.roles.some((r) => actor.roles.includes(r))) return false
  if (who.holder === 'unit' && !(state.holder.unitId && actor.unitIds.includes(state.holder.unitId))) return false
  if (who.holder === 'person' && state.holder.personId !== actor.personId) return false
  if (who.holder === 'task' && !state.tasks.some((t) => t.state === 'open' && t.unitId === actor.unitId)) return false
  if (who.holder === 'co-task' && !state.tasks.some((t) => t.state === 'open' && !t.lead && t.unitId === actor.unitId)) return false
  if (who.holder === 'opener' && !state.done[OPEN]?.persons.includes(actor.personId)) return false
  if (who.area && !covers(actor.areas, state.data['areaCode'])) return false
  return true
}

function fails(guard: Guard, context: GuardContext, named: ReadonlyMap<string, NamedGuard>): string | undefined {
  const { state, actor, now } = context
  switch (guard.kind) {
    case 'different-person':
      return guard.from.some((key) => state.done[key]?.persons.includes(actor.personId)) ? guard.text : undefined
    case 'at-most':
      return (state.done[guard.action]?.count ?? 0) > guard.times - 1 ? guard.text : undefined
    case 'at-least':
      return (state.done[guard.action]?.count ?? 0) < guard.times ? guard.text : undefined
    case 'before-due': {
      const clock = state.clocks[guard.clock]
      const late = clock?.dueAt !== undefined && clock.stoppedAt === undefined && now > clock.dueAt
      return late ? guard.text : undefined
    }
    case 'after-due': {
      const clock = state.clocks[guard.clock]
      // Never started or paused: the period has not run, so the gate stays shut.
      const over = clock !== undefined && (clock.stoppedAt !== undefined || (clock.dueAt !== undefined && now >= clock.dueAt))
      return over ? undefined : guard.text
    }
    case 'tasks-answered':
      return state.tasks.some((t) => t.state === 'open' && !t.lead) ? guard.text : undefined
    case 'data':
      return guard.in.some((v) => (state.data[guard.field] ?? null) === v) ? undefined : guard.text
    case 'named': {
      const rule = named.get(guard.name)
      // A missing rule must close the gate, never open it.
      return rule ? rule.check(context) : `流程规则“${guard.name}”未安装，暂不能办理`
    }
  }
}

/** Whether the action can start at the state's step. */
export function startsHere(process: Process, action: ActionDefinition, state: CaseState): boolean {
  if (action.from.includes(state.step)) return true
  return action.from.includes('*') && !findStep(process, state.step)?.end
}

export interface Refusal {
  /** `step`: not from here; `post`: this post never does such acts; `guard`: it does, but not just now. */
  readonly by: 'step' | 'post' | 'guard'
  readonly text: string
}

/** The reason against an act, or undefined when it may be done. */
export function refusal(context: GuardContext, named: ReadonlyMap<string, NamedGuard>): Refusal | undefined {
  const { process, action, state, actor } = context
  if (!startsHere(process, action, state)) {
    return { by: 'step', text: `“${action.title}”不能在“${findStep(process, state.step)?.title ?? state.step}”环节办理` }
  }
  if (!action.who.some((who) => isWho(who, state, actor))) return { by: 'post', text: `当前岗位不能办理“${action.title}”` }
  for (const guard of action.guards) {
    const against = fails(guard, context, named)
    if (against) return { by: 'guard', text: against }
  }
  return undefined
}

/** What this reader may do next, in the order of the definition. Pure. */
export function allowed(
  process: Process,
  state: CaseState,
  actor: CaseActor,
  now: number,
  named: ReadonlyMap<string, NamedGuard>,
): AllowedAction[] {
  return process.actions.flatMap((action) => {
    const against = refusal({ process, action, state, actor, now }, named)
    if (!against) return [{ action }]
    return against.by === 'guard' ? [{ action, blocked: against.text }] : []
  })
}
