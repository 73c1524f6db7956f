import { type Limit, Limit as LimitShape, type TownCalendar, findExtendedDue, findWholeDue } from '#core/calendar/contract.ts'
import { type ActionDefinition, type ClockDefinition, type ClockMoves, type Process, extensionsOf } from './process.ts'
import type { Act, CaseState, ClockState } from './state.ts'

/** When a clock is due: its limit, then each extension counted on from there, pauses left out; undefined while paused. */
export const dueOf = (calendar: TownCalendar, clock: Omit<ClockState, 'dueAt'>): number | undefined =>
  (clock.whole ? findWholeDue : findExtendedDue)(calendar, clock.startedAt, clock.limit, clock.pauses, clock.extensions)

/** A clock's limit: the case's own, if its data has one, else the definition's. */
export function limitOf(definition: ClockDefinition, data: Readonly<Record<string, unknown>>): Limit {
  if (!definition.limitFrom) return definition.limit
  const own = LimitShape.safeParse(data[definition.limitFrom])
  return own.success ? own.data : definition.limit
}

const running = (clock: ClockState | undefined): clock is ClockState => clock !== undefined && clock.stoppedAt === undefined

function begin(process: Process, state: CaseState, key: string, at: number): ClockState | undefined {
  const definition = process.clocks.find((c) => c.key === key)
  if (!definition) return undefined
  if (definition.ownOnly && !LimitShape.safeParse(state.data[definition.limitFrom ?? '']).success) return undefined
  const clock = { startedAt: at, limit: limitOf(definition, state.data), extensions: [], pauses: [] }
  return definition.whole ? { ...clock, whole: true } : clock
}

function pauseReason(act: Act, moves: ClockMoves, action: ActionDefinition | undefined): string {
  const { reason } = act.input
  return typeof reason === 'string' && reason ? reason : (moves.why ?? action?.title ?? act.action)
}

/** Applies an action's clock moves to the state's clocks; answers new clocks, never changes the given ones. */
export function moveClocks(
  process: Process,
  calendar: TownCalendar,
  state: CaseState,
  act: Act,
  moves: ClockMoves,
  action?: ActionDefinition,
): Record<string, ClockState> {
  const clocks = { ...state.clocks }
  const touched = new Set<string>()
  const set = (key: string, clock: ClockState) => {
    clocks[key] = clock
    touched.add(key)
  }
  // Stopping comes first, so that one action may end a clock and begin it anew.
  for (const key of moves.stop ?? []) {
    const clock = clocks[key]
    if (!running(clock)) continue
    const pauses = clock.pauses.map((p) => (p.to === undefined ? { ...p, to: act.at } : p))
    set(key, { ...clock, pauses, stoppedAt: act.at })
  }
  for (const key of moves.start ?? []) {
    // A returned case keeps its original clock: starting a running one changes nothing.
    if (running(clocks[key])) continue
    const clock = begin(process, state, key, moves.since ? (state.done[moves.since]?.lastAt ?? act.at) : act.at)
    if (clock) set(key, clock)
  }
  for (const key of moves.pause ?? []) {
    const clock = clocks[key]
    if (!running(clock) || clock.pauses.some((p) => p.to === undefined)) continue
    set(key, { ...clock, pauses: [...clock.pauses, { from: act.at, reason: pauseReason(act, moves, action) }] })
  }
  for (const key of moves.resume ?? []) {
    const clock = clocks[key]
    if (!running(clock)) continue
    set(key, { ...clock, pauses: clock.pauses.map((p) => (p.to === undefined ? { ...p, to: act.at } : p)) })
  }
  for (const { clock: key, field } of extensionsOf(moves)) {
    const clock = clocks[key]
    const extra = LimitShape.safeParse(act.input[field])
    if (running(clock) && extra.success) set(key, { ...clock, extensions: [...clock.extensions, extra.data] })
  }
  for (const key of touched) {
    const { dueAt: old, ...clock } = clocks[key]!
    const paused = clock.stoppedAt === undefined && clock.pauses.some((p) => p.to === undefined)
    const due = clock.stoppedAt !== undefined ? old : paused ? undefined : (act.due?.[key] ?? dueOf(calendar, clock))
    clocks[key] = due === undefined ? clock : { ...clock, dueAt: due }
  }
  return clocks
}

/** The running clock due first. */
export function nextDue(state: CaseState): { clock: string; dueAt: number } | undefined {
  let best: { clock: string; dueAt: number } | undefined
  for (const [clock, { dueAt, stoppedAt }] of Object.entries(state.clocks)) {
    if (dueAt === undefined || stoppedAt !== undefined) continue
    if (!best || dueAt < best.dueAt) best = { clock, dueAt }
  }
  return best
}

/** The instant of a rung: a fraction of the span from start to due, counted on the wall clock. */
export function rungAt(clock: ClockState, at: number): number | undefined {
  if (clock.dueAt === undefined) return undefined
  return Math.round(clock.startedAt + (clock.dueAt - clock.startedAt) * at)
}
