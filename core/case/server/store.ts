import { type Tx, prepared } from '#platform/server/database.ts'
import { nudgeAfter } from '#platform/server/nudges.ts'
import { rungAt, nextDue } from '../clock.ts'
import { GENESIS, type Sealed } from '../chain.ts'
import type { Process } from '../process.ts'
import type { CaseState } from '../state.ts'
import type { Tables } from './schema.gen.ts'

/** A row of "case".cases, its state typed. */
export type CaseRow = Omit<Tables['case.cases'], 'state'> & { state: CaseState }

const selectCase = `select town, id, number, process, version, title, step, area_code, village_code, unit_id, person_id, role, urgency, due_at, due_clock,
    opened_at, since, closed_at, result, confidential, seq, hash, state, involved from "case".cases where town = $1 and id = $2`
const readStatement = prepared(selectCase)
const lockStatement = prepared(`${selectCase} for update`)

/** Reads a case without locking. */
export async function findCase(tx: Tx, town: string, id: string): Promise<CaseRow | undefined> {
  return (await tx.query<CaseRow>(readStatement, [town, id]))[0]
}

/** Locks a case for the rest of the transaction. */
export async function lockCase(tx: Tx, town: string, id: string): Promise<CaseRow | undefined> {
  return (await tx.query<CaseRow>(lockStatement, [town, id]))[0]
}

const findActStatement = prepared(`select case_id, seq, action, input, person_id from "case".action where town = $1 and action_id = $2`)

/** The act stored under an operation number, wherever it was done. */
export async function findActByActionId(tx: Tx, town: string, actionId: string) {
  const rows = await tx.query<{ case_id: string; seq: number; action: string; input: Record<string, unknown>; person_id: string | null }>(
    findActStatement,
    [town, actionId],
  )
  return rows[0]
}

const iso = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString())
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The next moment a clock of the case has something to tell; undefined when none is running. */
export function nextAlarm(process: Process, state: CaseState, now: number): number | undefined {
  let best: number | undefined
  for (const definition of process.clocks) {
    const clock = state.clocks[definition.key]
    if (!clock || clock.stoppedAt !== undefined) continue
    for (const rung of definition.rungs) {
      const at = rungAt(clock, rung.at)
      if (at !== undefined && at > now && (best === undefined || at < best)) best = at
    }
  }
  return best
}

/** The columns of the projection, from the state. */
export function columns(state: CaseState, closed: boolean) {
  const areaCode = textOf(state.data['areaCode'])
  const due = closed ? undefined : nextDue(state)
  const urgency = typeof state.data['urgency'] === 'number' ? state.data['urgency'] : 3
  return {
    title: textOf(state.data['title']),
    areaCode,
    villageCode: areaCode.slice(0, 12),
    due,
    urgency,
    confidential: state.data['confidential'] === true,
  }
}

export interface Write {
  readonly process: Process
  readonly caseId: string
  readonly number: string
  readonly state: CaseState
  readonly entry: Sealed
  readonly previousHash: string
  readonly hash: string
  readonly fact: { name: string; payload: unknown; audience: readonly string[] }
  /** Everybody involved, with this act. */
  readonly involved: readonly string[]
  /** `u:` and `p:` keys of those this act involves for the first time. */
  readonly joined: readonly string[]
}

const insertAction = `insert into "case".action (town, case_id, seq, action_id, action, at, received_at, person_id, person_name, post_title,
    unit_id, unit_name, actor_kind, terminal, from_step, to_step, input, due, prev_hash, hash)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`
const publishFact = `insert into platform.outbox (town, name, payload, audience) values ($1, $21, $22, $23)`
const involve = `insert into "case".involved (town, who, opened_at, case_id) select $1, w, $24, $2 from unnest($25::text[]) w on conflict do nothing`
// One row per case and kind; run_at null means no clock is running.
const setAlarm = `insert into platform.job as j (town, kind, key, run_at) select $1, 'case.alarm', $2::text, $26::timestamptz where $26::timestamptz is not null
  on conflict (town, kind, key) do update set run_at = excluded.run_at, attempts = 0, leased_until = null`
const dropAlarm = `delete from platform.job where town = $1 and kind = 'case.alarm' and key = $2::text and $26::timestamptz is null`

// One statement for all rows of an act: one round trip instead of six (docs/adr/0003).
const actStatement =
  prepared(`with a as (${insertAction}), o as (${publishFact}), i as (${involve}), s as (${setAlarm}), d as (${dropAlarm})
  update "case".cases set title = $27, step = $16, area_code = $28, village_code = $29, unit_id = $30, person_id = $31, role = $32, urgency = $33,
    due_at = $34, due_clock = $35, since = $36, closed_at = $37, result = $38, confidential = $39, seq = $3, hash = $20, state = $40, involved = $41
  where town = $1 and id = $2`)
const openStatement =
  prepared(`with a as (${insertAction}), o as (${publishFact}), i as (${involve}), s as (${setAlarm}), d as (${dropAlarm})
  insert into "case".cases (town, id, number, process, version, title, step, area_code, village_code, unit_id, person_id, role, urgency,
    due_at, due_clock, opened_at, since, closed_at, result, confidential, seq, hash, state, involved)
  values ($1, $2, $42, $43, $44, $27, $16, $28, $29, $30, $31, $32, $33, $34, $35, $24, $36, $37, $38, $39, $3, $20, $40, $41)`)

/** The row as an act leaves it, so that nobody need read it again. */
export function rowAfter(row: CaseRow, state: CaseState, hash: string, involved: string[]): CaseRow {
  const closed = state.closedAt !== undefined
  const c = columns(state, closed)
  const moment = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms))
  return {
    ...row,
    title: c.title,
    step: state.step,
    area_code: c.areaCode,
    village_code: c.villageCode,
    unit_id: state.holder.unitId ?? null,
    person_id: state.holder.personId ?? null,
    role: state.holder.role ?? null,
    urgency: c.urgency,
    due_at: moment(c.due?.dueAt),
    due_clock: c.due?.clock ?? null,
    since: new Date(state.since),
    closed_at: moment(state.closedAt),
    result: state.result ?? null,
    confidential: c.confidential,
    seq: state.seq,
    hash,
    state,
    involved,
  }
}

/** Writes one act with everything that follows from it, in one statement. */
export async function writeAct(tx: Tx, write: Write): Promise<void> {
  const { entry, state, process } = write
  const closed = state.closedAt !== undefined
  const c = columns(state, closed)
  const opening = write.previousHash === GENESIS
  const values: unknown[] = [
    entry.town,
    write.caseId,
    entry.seq,
    entry.actionId,
    entry.action,
    iso(entry.at),
    iso(entry.receivedAt),
    entry.personId || null,
    entry.personName,
    entry.postTitle,
    entry.unitId || null,
    entry.unitName,
    entry.actorKind,
    entry.terminal,
    entry.from,
    entry.to,
    JSON.stringify(entry.input),
    JSON.stringify(entry.due),
    write.previousHash,
    write.hash,
    write.fact.name,
    JSON.stringify(write.fact.payload),
    write.fact.audience,
    iso(state.openedAt),
    write.joined,
    closed ? null : iso(nextAlarm(process, state, entry.receivedAt)),
    c.title,
    c.areaCode,
    c.villageCode,
    state.holder.unitId ?? null,
    state.holder.personId ?? null,
    state.holder.role ?? null,
    c.urgency,
    iso(c.due?.dueAt),
    c.due?.clock ?? null,
    iso(state.since),
    iso(state.closedAt),
    state.result ?? null,
    c.confidential,
    JSON.stringify(state),
    write.involved,
  ]
  if (opening) values.push(write.number, process.key, process.version)
  nudgeAfter(tx, 'outbox')
  await tx.post(opening ? openStatement : actStatement, values)
}

/** The task projection of a case: one of a closed case waits for nobody, or a unit's open tasks would be all it ever led. */
export const taskRows = ({ tasks, closedAt }: CaseState): CaseState['tasks'] =>
  closedAt === undefined ? tasks : tasks.map((task) => (task.state === 'open' ? { ...task, state: 'dropped' } : task))

/** Rewrites the task projection of a case. */
export async function writeTasks(tx: Tx, town: string, caseId: string, state: CaseState): Promise<void> {
  await tx.post(writeTasksStatement, [town, caseId, JSON.stringify(taskRows(state))])
}

const writeTasksStatement = prepared(`insert into "case".task (town, case_id, task_id, unit_id, lead, state, opened_at, closed_at)
     select $1, $2, t->>'id', (t->>'unitId')::uuid, (t->>'lead')::boolean, t->>'state', to_timestamp((t->>'openedAt')::float8 / 1000), to_timestamp((t->>'closedAt')::float8 / 1000)
     from jsonb_array_elements($3::jsonb) t
     on conflict (town, case_id, task_id) do update set state = excluded.state, closed_at = excluded.closed_at`)

/** Notes which files an act brought; answers those already used in another case, with that case's number. */
export async function noteFiles(
  tx: Tx,
  town: string,
  caseId: string,
  seq: number,
  at: number,
  files: readonly { field: string; sha256: string; name: string; mime: string }[],
): Promise<void> {
  if (files.length === 0) return
  await tx.post(noteFilesStatement, [town, caseId, seq, iso(at), JSON.stringify(files)])
}

const noteFilesStatement = prepared(`insert into "case".file_use (town, sha256, case_id, seq, field, name, mime, at)
     select $1, f->>'sha256', $2, $3, f->>'field', f->>'name', f->>'mime', $4 from jsonb_array_elements($5::jsonb) f on conflict do nothing`)
