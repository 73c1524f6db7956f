import { type Cell, type Copy, copyRows } from '#platform/server/copy-rows.ts'
import type { Tx } from '#platform/server/database.ts'
import type { PastCase, PastRules } from './past.ts'
import { columns, nextAlarm, taskRows } from './store.ts'

const moment = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms))

const caseTable = `"case".cases (town, id, number, process, version, title, step, area_code, village_code, unit_id, person_id, role, urgency,
  due_at, due_clock, opened_at, since, closed_at, result, confidential, seq, hash, state, involved)`
const actionTable = `"case".action (town, case_id, seq, action_id, action, at, received_at, person_id, person_name, post_title, unit_id, unit_name,
  actor_kind, terminal, from_step, to_step, input, due, prev_hash, hash)`

/**
 * Every row the live engine would have written for cases lived through in memory: act by act, projections, links, files, told escalations
 * and the alarms still to come. No facts are published: nobody is to be told of the past.
 * @param now the alarms of open cases begin after it
 */
export function bulkCopies(rules: PastRules, cases: readonly PastCase[], now: number): Copy[] {
  const { town } = rules
  return [
    { target: caseTable, rows: rowsOf(cases, (past) => [caseRow(rules, past)]) },
    { target: actionTable, rows: rowsOf(cases, (past) => past.entries.map((entry) => actionRow(town, entry))) },
    {
      target: `"case".involved (town, who, opened_at, case_id)`,
      rows: rowsOf(cases, ({ id, state, involved }) => [...involved].map((who) => [town, who, moment(state.openedAt), id])),
    },
    {
      target: `"case".task (town, case_id, task_id, unit_id, lead, state, opened_at, closed_at)`,
      rows: rowsOf(cases, ({ id, state }) =>
        taskRows(state).map((t) => [town, id, t.id, t.unitId, t.lead, t.state, moment(t.openedAt), moment(t.closedAt)]),
      ),
    },
    {
      target: `"case".link (town, case_id, other_id, kind, at, ended_at, by_person, reason)`,
      rows: rowsOf(cases, ({ id, links }) =>
        links.map((l) => [town, id, l.otherId, l.kind, moment(l.at), moment(l.endedAt), l.byPerson || null, l.reason]),
      ),
    },
    {
      target: `"case".file_use (town, sha256, case_id, seq, field, name, mime, at)`,
      rows: rowsOf(cases, ({ id, files }) =>
        files.map(({ seq, at, file }) => [town, file.sha256, id, seq, file.field, file.name, file.mime, moment(at)]),
      ),
    },
    {
      target: `"case".escalation (town, case_id, clock, started_at, rung, at, due_at, told)`,
      rows: rowsOf(cases, ({ id, escalations }) =>
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
    },
    {
      target: 'platform.job (town, kind, key, run_at)',
      rows: rowsOf(cases, ({ id, state }) => {
        const next = state.closedAt === undefined ? nextAlarm(rules.process, state, now) : undefined
        return next === undefined ? [] : [[town, 'case.alarm', id, moment(next)]]
      }),
    },
  ]
}

/** Writes cases lived through in memory in the caller's transaction; see {@link bulkCopies}. */
export async function writeBulk(tx: Tx, rules: PastRules, cases: readonly PastCase[], now: number): Promise<void> {
  for (const copy of bulkCopies(rules, cases, now)) await copyRows(tx, copy)
}

function* rowsOf(cases: readonly PastCase[], rows: (past: PastCase) => Iterable<readonly Cell[]>): Generator<readonly Cell[]> {
  for (const past of cases) yield* rows(past)
}

function caseRow({ town, process }: PastRules, { id, number, state, hash, involved }: PastCase): Cell[] {
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
    `{${[...involved].map((who) => who.slice(2)).join(',')}}`,
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
