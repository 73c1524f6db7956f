import type { TownCalendar } from '#core/calendar/contract.ts'
import type { Actor } from '#core/org/contract.ts'
import { type NamedGuard, refusal } from '../allowed.ts'
import { GENESIS, type Sealed } from '../chain.ts'
import { rungAt } from '../clock.ts'
import { apply, begin } from '../fold.ts'
import { type Process, findAction } from '../process.ts'
import { type Act, type CaseState, type Holder, OPEN } from '../state.ts'
import { entryOf, involvedIn, readInput } from './act.ts'
import { type UsedFile, filesOf } from './files.ts'
import { seal } from './seal.ts'

/** What every act of a generated or imported past is judged by: the same definition, rules and calendar as a live one. */
export interface PastRules {
  readonly town: string
  readonly process: Process
  readonly calendar: TownCalendar
  readonly guards: ReadonlyMap<string, NamedGuard>
}

export interface PastEntry {
  readonly sealed: Sealed
  readonly previousHash: string
  readonly hash: string
  readonly after: CaseState
}

export interface PastEscalation {
  readonly clock: string
  readonly startedAt: number
  readonly rung: number
  readonly at: number
  readonly dueAt: number
  readonly roles: readonly string[]
  readonly holder: Holder
}

export interface PastLink {
  readonly otherId: string
  readonly kind: string
  readonly at: number
  endedAt?: number
  readonly byPerson: string
  readonly reason: string
}

/** A case lived through in memory, to be written by `writeBulk`. Everything a row of the live engine would hold is here. */
export interface PastCase {
  readonly id: string
  readonly number: string
  state: CaseState
  hash: string
  readonly entries: PastEntry[]
  readonly involved: Set<string>
  readonly files: { seq: number; at: number; file: UsedFile }[]
  readonly links: PastLink[]
  readonly escalations: PastEscalation[]
}

export interface PastOpening {
  readonly caseId: string
  readonly number: string
  readonly data: Readonly<Record<string, unknown>>
  readonly actor: Actor
  readonly actionId: string
  readonly at: number
  /** When it reached the server, if later. */
  readonly receivedAt?: number
  readonly terminal?: string
  readonly files?: readonly UsedFile[]
}

/** Opens a case of the past with its first sealed act; the pure part of `open`. */
export function openPast(rules: PastRules, given: PastOpening): PastCase {
  const { actor, at, caseId } = given
  const act: Act = { seq: 1, actionId: given.actionId, action: OPEN, at, personId: actor.personId, unitId: actor.unitId, input: given.data }
  const state = begin(rules.process, rules.calendar, act)
  const past: PastCase = {
    id: caseId,
    number: given.number,
    state,
    hash: GENESIS,
    entries: [],
    involved: new Set(),
    files: [],
    links: [],
    escalations: [],
  }
  keep(rules, past, { act, actor, receivedAt: given.receivedAt ?? at, terminal: given.terminal ?? '', before: undefined, after: state })
  for (const file of given.files ?? []) past.files.push({ seq: 1, at, file })
  return past
}

export interface PastAct {
  readonly action: string
  readonly input?: Readonly<Record<string, unknown>>
  /** Values of the form's derived fields, as the module's preparations would give them. */
  readonly derived?: Readonly<Record<string, unknown>>
  readonly actor: Actor
  readonly actionId: string
  readonly at: number
  readonly receivedAt?: number
  readonly terminal?: string
}

/**
 * Does one act of the past: form, who may, guards, fold and seal exactly as `act` does, in memory.
 * @throws Error when the live engine would refuse it: a past is not allowed more than the present
 */
export function actPast(rules: PastRules, past: PastCase, given: PastAct): void {
  const { process } = rules
  const { actor, at } = given
  const before = past.state
  const action = findAction(process, given.action)
  if (!action) throw new Error(`process ${process.key} has no action ${given.action}`)
  if (at < past.entries.at(-1)!.sealed.at) throw new Error(`${past.number}: ${given.action} before the act it follows`)
  const input = readInput(action, given.input ?? {})
  const refused = refusal({ process, action, state: before, actor, now: at, input }, rules.guards)
  if (refused) throw new Error(`${past.number}: ${actor.name || actor.kind} ${given.action} at ${before.step}: ${refused.text}`)
  ringPast(rules, past, at)
  const derived = new Set(action.form.filter((f) => f.derived).map((f) => f.key))
  const filled = Object.entries(given.derived ?? {}).filter(([key, value]) => derived.has(key) && value !== undefined)
  const act: Act = {
    seq: before.seq + 1,
    actionId: given.actionId,
    action: action.key,
    at,
    personId: actor.personId,
    unitId: actor.unitId,
    input: { ...input, ...Object.fromEntries(filled) },
  }
  const after = apply(process, rules.calendar, before, act)
  keep(rules, past, { act, actor, receivedAt: given.receivedAt ?? at, terminal: given.terminal ?? '', before, after })
  for (const file of filesOf(action.form, input)) past.files.push({ seq: act.seq, at, file })
  if (action.unlink) for (const link of past.links) if (link.kind === action.unlink.kind) link.endedAt ??= at
  const other = action.link ? input[action.link.field] : undefined
  if (action.link && typeof other === 'string')
    past.links.push({
      otherId: other,
      kind: action.link.kind,
      at,
      byPerson: actor.personId,
      reason: typeof input['reason'] === 'string' ? input['reason'] : '',
    })
}

interface Kept {
  act: Act
  actor: Actor
  receivedAt: number
  terminal: string
  before: CaseState | undefined
  after: CaseState
}

function keep(rules: PastRules, past: PastCase, { act, actor, receivedAt, terminal, before, after }: Kept): void {
  const sealed = entryOf({ town: rules.town, caseId: past.id, act, actor, now: new Date(receivedAt), terminal, before, after })
  const hash = seal(past.hash, sealed)
  past.entries.push({ sealed, previousHash: past.hash, hash, after })
  past.hash = hash
  past.state = after
  for (const who of involvedIn(after, actor)) past.involved.add(who)
}

/** Notes the rungs the running clocks passed up to an instant, as the alarm job would have told them. */
export function ringPast(rules: PastRules, past: PastCase, until: number): void {
  const { state } = past
  if (state.closedAt !== undefined) return
  for (const definition of rules.process.clocks) {
    const clock = state.clocks[definition.key]
    if (!clock || clock.stoppedAt !== undefined || clock.dueAt === undefined) continue
    for (const [rung, { at: share, roles }] of definition.rungs.entries()) {
      const at = rungAt(clock, share)
      if (at === undefined || at > until) continue
      if (past.escalations.some((e) => e.clock === definition.key && e.startedAt === clock.startedAt && e.rung === rung)) continue
      // A clock moved meanwhile rings when it next runs, never before the act that moved it.
      const rang = Math.max(at, past.entries.at(-1)!.sealed.at)
      past.escalations.push({
        clock: definition.key,
        startedAt: clock.startedAt,
        rung,
        at: rang,
        dueAt: clock.dueAt,
        roles,
        holder: state.holder,
      })
    }
  }
}
