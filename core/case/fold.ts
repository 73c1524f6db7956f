import type { TownCalendar } from '#core/calendar/contract.ts'
import { moveClocks } from './clock.ts'
import { type ActionDefinition, type Condition, type Process, type Target, findAction, findStep } from './process.ts'
import { type Act, type CaseState, type Holder, OPEN, type Task } from './state.ts'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [])

function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const { [key]: _dropped, ...rest } = value
  return rest
}

/** The state after the opening act: the first step, the first queue, the first clocks. */
export function begin(process: Process, calendar: TownCalendar, act: Act): CaseState {
  const state: CaseState = {
    step: process.start,
    holder: { role: process.startRole },
    since: act.at,
    seq: act.seq,
    data: { ...act.input },
    done: {},
    clocks: {},
    tasks: [],
    openedAt: act.at,
  }
  state.clocks = moveClocks(process, calendar, state, act, { start: process.startClocks })
  state.done = { [OPEN]: { count: 1, lastAt: act.at, lastSeq: act.seq, persons: [act.personId], after: state.holder } }
  return state
}

function holds(condition: Condition, state: CaseState, input: Readonly<Record<string, unknown>>): boolean {
  if ('field' in condition) return condition.in.some((v) => v === input[condition.field])
  if ('data' in condition) return condition.in.some((v) => v === (state.data[condition.data] ?? null))
  return (state.done[condition.done]?.count ?? 0) >= condition.times
}

/** Where this act leads from here. */
export function leadsTo(to: Target, state: CaseState, input: Readonly<Record<string, unknown>>): string {
  if (typeof to === 'string') return to
  if ('stay' in to) return state.step
  if ('back' in to) return state.before?.step ?? state.step
  return to.fork.find((branch) => branch.when.every((c) => holds(c, state, input)))?.step ?? to.otherwise
}

function holderAfter(process: Process, action: ActionDefinition, state: CaseState, step: string, act: Act): Holder {
  const { to } = action
  const assign = action.assignAt?.[step] ?? action.assign
  if (!assign) {
    if (typeof to === 'object' && 'back' in to && state.before) return state.before.holder
    const role = step === state.step ? undefined : findStep(process, step)?.role
    return role ? { role } : state.holder
  }
  switch (assign.to) {
    case 'role':
      return { role: assign.role }
    case 'unit': {
      const unitId = text(act.input[assign.field])
      return unitId ? { unitId } : state.holder
    }
    case 'person': {
      const personId = text(act.input[assign.field])
      return personId ? { ...without(state.holder, 'role'), personId } : state.holder
    }
    case 'actor':
      return { unitId: act.unitId, personId: act.personId }
    case 'after':
      return assign.actions.map((key) => state.done[key]?.after).find(Boolean) ?? state.holder
    case 'nobody':
      return {}
  }
}

function tasksAfter(action: ActionDefinition, state: CaseState, act: Act): Task[] {
  const { tasks: moves } = action
  if (!moves) return state.tasks
  let tasks = state.tasks
  if (moves.drop) tasks = tasks.map((t) => (t.state === 'open' ? { ...t, state: 'dropped' as const, closedAt: act.at } : t))
  const lead = moves.lead ? text(act.input[moves.lead]) : undefined
  const wanted = [
    ...(lead ? [{ unitId: lead, lead: true }] : []),
    ...(moves.open ? texts(act.input[moves.open]).map((unitId) => ({ unitId, lead: false })) : []),
  ]
  for (const { unitId, lead: isLead } of wanted) {
    if (tasks.some((t) => t.unitId === unitId && t.state === 'open')) continue
    tasks = [...tasks, { id: `${act.seq}-${tasks.length}`, unitId, lead: isLead, state: 'open', openedAt: act.at }]
  }
  const close = (id: string, state: 'answered' | 'excused') => {
    const words = text(act.input['words']) ?? text(act.input['reason'])
    tasks = tasks.map((t) => (t.id === id ? { ...t, state, closedAt: act.at, ...(words ? { words } : {}) } : t))
  }
  if (moves.answer) {
    const mine = tasks.find((t) => t.unitId === act.unitId && t.state === 'open' && !t.lead)
    if (mine) close(mine.id, 'answered')
  }
  if (moves.excuse) {
    const unitId = text(act.input[moves.excuse])
    const theirs = tasks.find((t) => t.unitId === unitId && t.state === 'open')
    if (theirs) close(theirs.id, 'excused')
  }
  return tasks
}

function dataAfter(action: ActionDefinition, state: CaseState, act: Act): Record<string, unknown> {
  const kept = action.form.filter((f) => f.keep && act.input[f.key] !== undefined).map((f) => [f.key, act.input[f.key]] as const)
  if (kept.length === 0 && !action.set) return state.data
  return { ...state.data, ...Object.fromEntries(kept), ...action.set }
}

/** The state after one more act. Pure: the same on the server, at the desk and on the handset. */
export function apply(process: Process, calendar: TownCalendar, state: CaseState, act: Act): CaseState {
  const action = findAction(process, act.action)
  if (!action) throw new Error(`process ${process.key} v${process.version} has no action ${act.action}`)
  const step = leadsTo(action.to, state, act.input)
  const holder = holderAfter(process, action, state, step, act)
  const data = dataAfter(action, state, act)
  const moved: CaseState = { ...state, data }
  const known = state.done[act.action]
  const moves = action.clocksAt?.[step] ?? action.clocks
  const next: CaseState = {
    ...moved,
    step,
    holder,
    seq: act.seq,
    since: step === state.step && holder === state.holder ? state.since : act.at,
    clocks: moves ? moveClocks(process, calendar, moved, act, moves, action) : state.clocks,
    tasks: tasksAfter(action, state, act),
    done: {
      ...state.done,
      [act.action]: {
        count: (known?.count ?? 0) + 1,
        lastAt: act.at,
        lastSeq: act.seq,
        persons: [...new Set([...(known?.persons ?? []), act.personId])],
        after: holder,
      },
    },
  }
  return settle(process, action, state, next, act)
}

/** Results, ends and side steps. */
function settle(process: Process, action: ActionDefinition, state: CaseState, next: CaseState, act: Act): CaseState {
  if (action.result) {
    const { result: from } = action
    const result = 'is' in from ? from.is : 'field' in from ? text(act.input[from.field]) : text(next.data[from.data])
    if (result && findStep(process, next.step)?.end) next.result = result
  }
  const from = findStep(process, state.step)
  const to = findStep(process, next.step)
  if (to?.side && next.step !== state.step)
    next.before = from?.side && state.before ? state.before : { step: state.step, holder: state.holder }
  else if (!to?.side && next.before) delete next.before
  if (to?.end) {
    // An act on a closed case (a rating) does not close it again.
    next.closedAt = from?.end && state.closedAt !== undefined ? state.closedAt : act.at
    const left = Object.keys(next.clocks)
    next.clocks = Object.fromEntries(left.map((key) => [key, stop(next.clocks[key]!, act.at)]))
  } else if (next.closedAt !== undefined) {
    // Reopened: the case is open again, its result to be found anew.
    delete next.closedAt
    delete next.result
  }
  return next
}

function stop(clock: CaseState['clocks'][string], at: number): CaseState['clocks'][string] {
  if (clock.stoppedAt !== undefined) return clock
  return { ...clock, pauses: clock.pauses.map((p) => (p.to === undefined ? { ...p, to: at } : p)), stoppedAt: at }
}

/** Folds all acts of a case; the first must be its opening. */
export function fold(process: Process, calendar: TownCalendar, acts: readonly Act[]): CaseState {
  const [first, ...rest] = acts
  if (!first) throw new Error('a case has at least its opening act')
  return rest.reduce((state, act) => apply(process, calendar, state, act), begin(process, calendar, first))
}
