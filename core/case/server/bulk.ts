import { type Cell, copyRows } from '#platform/server/copy-rows.ts'
import type { Tx } from '#platform/server/database.ts'
import type { PastCase, PastRules } from './past.ts'
import { columns, nextAlarm } from './store.ts'

const moment = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms))

const caseTable = `"case".cases (town, id, number, process, version, title, step, area_code, village_code, unit_id, person_id, role, urgency,
  due_at, due_clock, opened_at, since, closed_at, result, confidential, seq, hash, state)`
const actionTable = `"case".action (town, case_id, seq, action_id, action, at, received_at, person_id, person_name, post_title, unit_id, unit_name,
  actor_kind, terminal, from_step, to_step, input, due, prev_hash, hash)`

/**
 * Writes cases lived through in memory, with every row the live engine would have written: act by act, projections, links, files, told
 * escalations and the alarms still to come. No facts are published: nobody is to be told of the past.
 * @param now the alarms of open cases begin after it
 */
export async function writeBulk(tx: Tx, rules: PastRules, cases: readonly PastCase[], now: number): Promise<void> {
  const { town } = rules
  await copyRows(
    tx,
    caseTable,
    rowsOf(cases, (past) => [caseRow(rules, past)]),
  )
  await copyRows(
    tx,
    actionTable,
    rowsOf(cases, (past) => past.entries.map((entry) => actionRow(town, entry))),
  )
  await copyRows(
    tx,
    `"case".involved (town, who, opened_at, case_id)`,
    rowsOf(cases, ({ id, state, involved }) => [...involved].map((who) => [town, who, moment(state.openedAt), id])),
  )
  await copyRows(
    tx,
    `"case".task (town, case_id, task_id, unit_id, lead, state, opened_at, closed_at)`,
    rowsOf(cases, ({ id, state }) =>
      state.tasks.map((t) => [town, id, t.id, t.unitId, t.lead, t.state, moment(t.openedAt), moment(t.closedAt)]),
    ),
  )
  await copyRows(
    tx,
    `"case".link (town, case_id, other_id, kind, at, ended_at, by_person, reason)`,
    rowsOf(cases, ({ id, links }) =>
      links.map((l) => [town, id, l.otherId, l.kind, moment(l.at), moment(l.endedAt), l.byPerson || null, l.reason]),
    ),
  )
  await copyRows(
    tx,
    `"case".file_use (town, sha256, case_id, seq, field, name, mime, at)`,
    rowsOf(cases, ({ id, files }) =>
      files.map(({ seq, at, file }) => [town, file.sha256, id, seq, file.field, file.name, file.mime, moment(at)]),
    ),
  )
  await copyRows(
    tx,
    `"case".escalation (town, case_id, clock, started_at, rung, at, due_at, told)`,
    rowsOf(cases, ({ id, escalations }) =>
      escalations.map((e) => [
        town,
        id,
        e.clock,
        moment(e.startedAt),
        e.rung,
        moment(e.at),
        moment(e.dueAt),
        JSON.stringify({ roles: e.roles, holder: e.holder }),
      ]),
    ),
  )
  await copyRows(
    tx,
    'platform.job (town, kind, key, run_at)',
    rowsOf(cases, ({ id, state }) => {
      const next = state.closedAt === undefined ? nextAlarm(rules.process, state, now) : undefined
      return next === undefined ? [] : [[town, 'case.alarm', id, moment(next)]]
    }),
  )
}

function* rowsOf(cases: readonly PastCase[], rows: (past: PastCase) => Iterable<readonly Cell[]>): Generator<readonly Cell[]> {
  for (const past of cases) yield* rows(past)
}

function caseRow({ town, process }: PastRules, { id, number, state, hash }: PastCase): Cell[] {
  const c = columns(state, state.closedAt !== undefined)
  const { holder } = state
  return [
    town,
    id,
    number,
    process.key,
    process.version,
    c.title,
    state.step,
    c.areaCode,
    c.villageCode,
    holder.unitId,
    holder.personId,
    holder.role,
    c.urgency,
    moment(c.due?.dueAt),
    c.due?.clock,
    moment(state.openedAt),
    moment(state.since),
    moment(state.closedAt),
    state.result,
    c.confidential,
    state.seq,
    hash,
    JSON.stringify(state),
  ]
}

function actionRow(town: string, { sealed: s, previousHash, hash }: PastCase['entries'][number]): Cell[] {
  return [
    town,
    s.caseId,
    s.seq,
    s.actionId,
    s.action,
    moment(s.at),
    moment(s.receivedAt),
    s.personId || null,
    s.personName,
    s.postTitle,
    s.unitId || null,
    s.unitName,
    s.actorKind,
    s.terminal,
    s.from,
    s.to,
    JSON.stringify(s.input),
    JSON.stringify(s.due),
    previousHash,
    hash,
  ]
}
