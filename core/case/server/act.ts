import { newId } from '#platform/contract/id.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import { fieldFaults } from '#platform/server/http/input.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { refusal } from '../allowed.ts'
import { GENESIS, type Sealed, canonicalJson } from '../chain.ts'
import { caseActed } from '../facts.ts'
import { failCase } from '../faults.ts'
import { apply, begin } from '../fold.ts'
import { formSchema } from '../form.ts'
import { type ActionDefinition, type Process, findAction, findStep } from '../process.ts'
import { type Act, type CaseState, OPEN } from '../state.ts'
import { getCurrentProcess, getProcess, guardsOf } from './definitions.ts'
import { filesOf } from './files.ts'
import { moveLinks } from './links.ts'
import { type Change, caseEffects, casePreparations } from './registries.ts'
import { seal } from './seal.ts'
import { canRead } from './read.ts'
import { type CaseRow, findActByActionId, findCase, lockCase, noteFiles, rowAfter, writeAct, writeTasks } from './store.ts'

export interface ActRequest {
  readonly caseId: string
  readonly action: string
  readonly input: Readonly<Record<string, unknown>>
  readonly actor: Actor
  /** The operation number: made at the tap, the same for every retry. */
  readonly actionId: string
  readonly now: Date
  /** When it was really done, if a handset sends later; never before the last act nor in the future. */
  readonly at?: Date
  readonly terminal?: string
  /** The `seq` the person was looking at. */
  readonly seenSeq?: number
  /** Says "not found" where the actor may not even read the case. */
  readonly readable?: boolean
}

export interface Acted {
  readonly caseId: string
  readonly number: string
  readonly process: Process
  readonly state: CaseState
  readonly replayed: boolean
}

export interface ActedOn extends Acted {
  /** The row as the act left it. */
  readonly row: CaseRow
}

/** Who hears of a case live: the units and people holding it or with a task, and the area. */
export function audienceOf(town: string, state: CaseState): string[] {
  const { unitId, personId } = state.holder
  const area = typeof state.data['areaCode'] === 'string' && state.data['areaCode'] ? state.data['areaCode'] : town
  const units = new Set([...(unitId ? [unitId] : []), ...state.tasks.filter((t) => t.state === 'open').map((t) => t.unitId)])
  return [`a:${area}`, ...[...units].map((u) => `u:${u}`), ...(personId ? [`p:${personId}`] : [])]
}

/** Units and people an act involves, as `u:` and `p:` keys. */
export function involvedIn(state: CaseState, actor: Actor): string[] {
  const units = [state.holder.unitId, ...state.tasks.map((t) => t.unitId)].filter((u): u is string => Boolean(u))
  const people = [state.holder.personId, actor.personId].filter((p): p is string => Boolean(p))
  return [...new Set([...units.map((u) => `u:${u}`), ...people.map((p) => `p:${p}`)])]
}

function factOf(
  process: Process,
  number: string,
  caseId: string,
  action: { key: string; title: string },
  before: CaseState | undefined,
  state: CaseState,
  personId: string,
) {
  return {
    caseId,
    number,
    title: String(state.data['title'] ?? ''),
    process: process.key,
    step: state.step,
    stepTitle: findStep(process, state.step)?.title ?? state.step,
    action: action.key,
    actionTitle: action.title,
    from: before?.step ?? '',
    seq: state.seq,
    personId,
    holder: state.holder,
    holderBefore: before?.holder ?? {},
    taskUnits: state.tasks.filter((t) => t.state === 'open').map((t) => t.unitId),
    urgency: typeof state.data['urgency'] === 'number' ? state.data['urgency'] : 3,
    closed: state.closedAt !== undefined,
    ...(state.result ? { result: state.result } : {}),
  }
}

/** Who is involved with an act, as ids, and whom it involves for the first time, as keys. */
function involvement(before: readonly string[], state: CaseState, actor: Actor): { involved: string[]; joined: string[] } {
  const joined = involvedIn(state, actor).filter((who) => !before.includes(who.slice(2)))
  return { involved: [...before, ...joined.map((who) => who.slice(2))], joined }
}

interface Sealing {
  town: string
  caseId: string
  act: Act
  actor: Actor
  now: Date
  terminal: string
  before: CaseState | undefined
  after: CaseState
}

/** The row to be sealed; `due` keeps the instants as computed now, so that a later calendar changes nothing. */
export function entryOf({ town, caseId, act, actor, now, terminal, before, after }: Sealing): Sealed {
  const due = Object.entries(after.clocks).flatMap(([key, clock]) =>
    clock.dueAt !== undefined && clock.dueAt !== before?.clocks[key]?.dueAt ? [[key, clock.dueAt] as const] : [],
  )
  return {
    town,
    caseId,
    seq: act.seq,
    actionId: act.actionId,
    action: act.action,
    at: act.at,
    receivedAt: now.getTime(),
    personId: actor.personId,
    personName: actor.name,
    postTitle: actor.postTitle,
    unitId: actor.unitId,
    unitName: actor.unitName,
    actorKind: actor.kind,
    terminal,
    from: before?.step ?? '',
    to: after.step,
    input: act.input,
    due: Object.fromEntries(due),
  }
}

// Building a form's schema takes twenty times as long as reading by it, and definitions never change.
const schemas = new WeakMap<ActionDefinition, ReturnType<typeof formSchema>>()

/** Reads and checks the form's answers; derived fields are the server's to fill. @throws Fault case.input-invalid */
export function readInput(action: ActionDefinition, input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  let schema = schemas.get(action)
  if (!schema) schemas.set(action, (schema = formSchema(action.form.filter((f) => !f.derived))))
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const fields = fieldFaults(parsed.error)
  throw failCase('case.input-invalid', { detail: fields[0]!.message, fields })
}

async function replayOf(
  tx: Tx,
  platform: Platform,
  request: ActRequest,
  row: CaseRow,
  first: Awaited<ReturnType<typeof findActByActionId>>,
): Promise<ActedOn | undefined> {
  if (!first) return undefined
  const same = first.case_id === request.caseId && first.action === request.action && (first.person_id ?? '') === request.actor.personId
  const process = await getProcess(tx, platform, row.town, row.process, row.version)
  const action = findAction(process, request.action)
  if (!same || !action) throw failPlatform('platform.replay-mismatch')
  const derived = new Set(action.form.filter((f) => f.derived).map((f) => f.key))
  const given = Object.fromEntries(Object.entries(first.input).filter(([key]) => !derived.has(key)))
  if (canonicalJson(given) !== canonicalJson(readInput(action, request.input))) throw failPlatform('platform.replay-mismatch')
  return { caseId: row.id, number: row.number, process, state: row.state, replayed: true, row }
}

/**
 * Does one act, in the caller's transaction: lock → replay? → form → who and guards → fold → one write → effects.
 * @throws Fault case.not-found, case.unknown-action, case.input-invalid, case.not-yours, case.not-allowed, case.moved-on
 */
export async function act(tx: Tx, platform: Platform, request: ActRequest): Promise<ActedOn> {
  const { actor, now } = request
  // Two statements in one flight: the second looks after the first has the lock, so it sees a first call that just committed.
  const [row, known] = await Promise.all([lockCase(tx, actor.town, request.caseId), findActByActionId(tx, actor.town, request.actionId)])
  if (!row || (request.readable && !canRead(platform, actor, row))) throw failCase('case.not-found')
  const replay = await replayOf(tx, platform, request, row, known)
  if (replay) return replay
  const process = await getProcess(tx, platform, row.town, row.process, row.version)
  const action = findAction(process, request.action)
  if (!action) throw failCase('case.unknown-action', { detail: `流程“${process.title}”没有“${request.action}”` })
  const before = row.state
  const at = Math.min(Math.max(request.at?.getTime() ?? now.getTime(), lastAt(before)), Math.max(now.getTime(), lastAt(before)))
  const first = refusal({ process, action, state: before, actor, now: at }, guardsOf(platform))
  if (first && request.seenSeq !== undefined && request.seenSeq < before.seq) {
    throw failCase('case.moved-on', {
      detail: `您查看之后，案件已到“${findStep(process, before.step)?.title ?? before.step}”`,
      extra: { seq: before.seq, step: before.step },
    })
  }
  if (first) throw failCase(first.by === 'post' ? 'case.not-yours' : 'case.not-allowed', { detail: first.text })
  const input = readInput(action, request.input)
  const refused = refusal({ process, action, state: before, actor, now: at, input }, guardsOf(platform))
  if (refused) throw failCase('case.not-allowed', { detail: refused.text })

  const asked: Act = {
    seq: before.seq + 1,
    actionId: request.actionId,
    action: action.key,
    at,
    personId: actor.personId,
    unitId: actor.unitId,
    input,
  }
  const change = { town: actor.town, caseId: row.id, number: row.number, title: row.title, process, action, act: asked, before, actor, now }
  const done: Act = { ...asked, input: { ...input, ...(await prepare(tx, platform, change)) } }
  change.act = done
  const after = apply(process, await getCalendar(tx, actor.town), before, done)
  const entry = entryOf({ town: actor.town, caseId: row.id, act: done, actor, now, terminal: request.terminal ?? '', before, after })
  const hash = seal(row.hash, entry)
  const sight = involvement(row.involved, after, actor)
  const written = writeAct(tx, {
    process,
    caseId: row.id,
    number: row.number,
    state: after,
    entry,
    previousHash: row.hash,
    hash,
    fact: {
      name: caseActed.name,
      payload: factOf(process, row.number, row.id, action, before, after, actor.personId),
      audience: [...new Set([...audienceOf(actor.town, before), ...audienceOf(actor.town, after)])],
    },
    ...sight,
  })
  // Asked for in this order and done in it, but in one flight: the connection is pipelined.
  await Promise.all([
    written,
    after.tasks === before.tasks && after.closedAt === before.closedAt ? undefined : writeTasks(tx, actor.town, row.id, after),
    noteFiles(tx, actor.town, row.id, done.seq, at, filesOf(action.form, input)),
    moveLinks(tx, { ...change, after }),
    runEffects(tx, platform, action, { ...change, after }),
  ])
  return { caseId: row.id, number: row.number, process, state: after, replayed: false, row: rowAfter(row, after, hash, sight.involved) }
}

/** Collects the derived fields; what the form does not declare as derived is dropped. */
async function prepare(tx: Tx, platform: Platform, change: Omit<Change, 'after'>): Promise<Record<string, unknown>> {
  const derived = new Set(change.action.form.filter((f) => f.derived).map((f) => f.key))
  let values: Record<string, unknown> = {}
  for (const one of casePreparations.from(platform.contributions)) {
    if (one.process !== change.process.key || !one.actions.some((key) => key === '*' || key === change.action.key)) continue
    values = { ...values, ...(await one.prepare(tx, change, platform)) }
  }
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => derived.has(key) && value !== undefined))
}

const lastAt = (state: CaseState): number => Math.max(state.openedAt, ...Object.values(state.done).map((d) => d.lastAt))

async function runEffects(tx: Tx, platform: Platform, action: ActionDefinition, change: Change): Promise<void> {
  if (!action.effects?.length) return
  const effects = caseEffects.from(platform.contributions)
  for (const name of action.effects) {
    const effect = effects.find((e) => e.name === name)
    if (!effect) throw new Error(`effect ${name} of ${change.process.key} is not installed`)
    await effect.run(tx, change, platform)
  }
}

export interface OpenRequest {
  readonly process: string
  /** Facts of the case every later step reads: title, areaCode, urgency, limits… */
  readonly data: Readonly<Record<string, unknown>>
  readonly actor: Actor
  readonly actionId: string
  readonly number: string
  readonly caseId?: string
  readonly now: Date
  readonly at?: Date
  readonly terminal?: string
  readonly files?: readonly { field: string; sha256: string; name: string; mime: string }[]
  /** What the module writes for the new case, in one flight with it; not asked for on a replay. */
  readonly beside?: (opened: Acted) => Promise<unknown>
}

/**
 * Opens a case with its first act, in the caller's transaction.
 * A replay of the same `actionId` answers the case it opened first.
 */
export async function open(tx: Tx, platform: Platform, request: OpenRequest): Promise<Acted> {
  const { actor, now } = request
  const first = await findActByActionId(tx, actor.town, request.actionId)
  if (first) {
    const row = await findCase(tx, actor.town, first.case_id)
    if (!row || first.action !== OPEN) throw failPlatform('platform.replay-mismatch')
    return {
      caseId: row.id,
      number: row.number,
      process: await getProcess(tx, platform, row.town, row.process, row.version),
      state: row.state,
      replayed: true,
    }
  }
  const process = await getCurrentProcess(tx, platform, actor.town, request.process)
  const at = Math.min(request.at?.getTime() ?? now.getTime(), now.getTime())
  const opening: Act = {
    seq: 1,
    actionId: request.actionId,
    action: OPEN,
    at,
    personId: actor.personId,
    unitId: actor.unitId,
    input: request.data,
  }
  const state = begin(process, await getCalendar(tx, actor.town), opening)
  const caseId = request.caseId ?? newId()
  const opened: Acted = { caseId, number: request.number, process, state, replayed: false }
  const entry = entryOf({
    town: actor.town,
    caseId,
    act: opening,
    actor,
    now,
    terminal: request.terminal ?? '',
    before: undefined,
    after: state,
  })
  const written = writeAct(tx, {
    process,
    caseId,
    number: request.number,
    state,
    entry,
    previousHash: GENESIS,
    hash: seal(GENESIS, entry),
    fact: {
      name: caseActed.name,
      payload: factOf(process, request.number, caseId, { key: OPEN, title: '上报' }, undefined, state, actor.personId),
      audience: audienceOf(actor.town, state),
    },
    ...involvement([], state, actor),
  })
  await Promise.all([written, noteFiles(tx, actor.town, caseId, 1, at, request.files ?? []), request.beside?.(opened)])
  return opened
}
