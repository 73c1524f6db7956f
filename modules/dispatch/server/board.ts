import { z } from 'zod'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import { namesOf } from '#core/org/server/index.ts'
import { findStep } from '#core/case/contract.ts'
import type { ActivationLine, BoardTask } from '../plan/endpoints.ts'
import { activationProcess } from '../processes/plan-activation.ts'
import { taskProcess } from '../processes/plan-task.ts'

interface ActivationRow {
  case_id: string
  number: string
  plan_key: string
  plan_version: number
  title: string
  level: number
  drill: boolean
  trigger: 'person' | 'alert' | 'device'
  step: string
  opened_at: Date
  activated_at: Date | null
  ended_at: Date | null
  closed_at: Date | null
  tasks: number
  acknowledged: number
  done: number
  late: number
}

const iso = (date: Date | null): string | undefined => date?.toISOString()
const only = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>

const lineOf = (row: ActivationRow): ActivationLine => ({
  id: row.case_id,
  number: row.number,
  plan: row.plan_key,
  title: row.title,
  level: row.level,
  drill: row.drill,
  trigger: row.trigger,
  step: row.step,
  stepTitle: findStep(activationProcess, row.step)?.title ?? row.step,
  openedAt: row.opened_at.toISOString(),
  ...only({ activatedAt: iso(row.activated_at), endedAt: iso(row.ended_at), closedAt: iso(row.closed_at) }),
  tasks: row.tasks,
  acknowledged: row.acknowledged,
  done: row.done,
  late: row.late,
})

const lines = `select a.*, t.* from (select * from dispatch.activation`
// Recalled tasks count no more; an improvement is work after the event.
const counts = `left join lateral (
    select count(*)::int as tasks, (count(*) filter (where ack_at is not null))::int as acknowledged, (count(*) filter (where step in ('check', 'done')))::int as done,
      (count(*) filter (where ack_at is null and closed_at is null and ack_due < $2))::int as late
    from dispatch.task k where k.town = a.town and k.activation_id = a.case_id and k.kind = 'plan' and k.step <> 'recalled') t on true`

const After = z.tuple([z.iso.datetime({ offset: true }), z.uuid()])

export interface ActivationQuery {
  readonly state: 'open' | 'closed' | 'all'
  readonly drill?: 'yes' | 'no' | undefined
  readonly plan?: string | undefined
  readonly step?: string | undefined
  readonly level?: number | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** Activations and drills, newest first, each with how its tasks stand. */
export async function pageActivations(tx: Tx, town: string, now: Date, { state, drill, plan, step, level, after, limit }: ActivationQuery) {
  const last = readAfter(After, after)
  const rows = await tx.query<ActivationRow>(
    `${lines} where town = $1 and ($3::timestamptz is null or (opened_at, case_id) < ($3, $4::uuid))
       and ($5 = 'all' or (closed_at is null) = ($5 = 'open')) and ($6::boolean is null or drill = $6) and ($7::text is null or plan_key = $7)
       and ($8::text is null or step = $8) and ($9::int is null or level = $9)
       order by opened_at desc, case_id desc limit $10) a ${counts} order by a.opened_at desc, a.case_id desc`,
    [
      town,
      now,
      last?.[0] ?? null,
      last?.[1] ?? null,
      state,
      drill === undefined ? null : drill === 'yes',
      plan ?? null,
      step ?? null,
      level ?? null,
      limit + 1,
    ],
  )
  const page = rows.slice(0, limit)
  const end = page.at(-1)
  return {
    rows: page.map(lineOf),
    ...(rows.length > limit && end ? { next: writeCursor([end.opened_at.toISOString(), end.case_id]) } : {}),
  }
}

/** One activation with its counts. */
export async function findActivation(
  tx: Tx,
  town: string,
  id: string,
  now: Date,
): Promise<{ line: ActivationLine; version: number } | undefined> {
  const [row] = await tx.query<ActivationRow>(`${lines} where town = $1 and case_id = $3) a ${counts}`, [town, now, id])
  return row && { line: lineOf(row), version: row.plan_version }
}

export interface TaskRow {
  case_id: string
  activation_id: string
  number: string
  key: string
  kind: 'plan' | 'improve'
  title: string
  words: string
  role: string
  drill: boolean
  step: string
  unit_id: string | null
  person_id: string | null
  opened_at: Date
  ack_due: Date
  ack_at: Date | null
  ack_by: string | null
  finish_due: Date
  finished_at: Date | null
  verified_at: Date | null
  escalated_at: Date | null
}

function answerOf(row: TaskRow, now: Date): BoardTask['answer'] {
  if (row.step === 'recalled') return 'recalled'
  if (row.step === 'check' || row.step === 'done') return 'done'
  if (row.ack_at) return 'answered'
  if (!row.unit_id && !row.person_id) return 'nobody'
  return row.ack_due < now ? 'late' : 'waiting'
}

/** Rows as the board shows them. */
export async function boardTasks(tx: Tx, town: string, rows: readonly TaskRow[], now: Date): Promise<(BoardTask & { row: TaskRow })[]> {
  const some = (ids: readonly (string | null)[]) => ids.filter((id) => id !== null)
  const names = await namesOf(tx, town, some(rows.map((r) => r.unit_id)), some(rows.flatMap((r) => [r.person_id, r.ack_by])))
  return rows.map((row) => ({
    row,
    id: row.case_id,
    number: row.number,
    key: row.key,
    title: row.title,
    words: row.words,
    role: row.role,
    ...(row.unit_id ? { unit: { id: row.unit_id, name: names.unit(row.unit_id) } } : {}),
    ...(row.person_id ? { person: { id: row.person_id, name: names.person(row.person_id) } } : {}),
    step: row.step,
    stepTitle: findStep(taskProcess, row.step)?.title ?? row.step,
    openedAt: row.opened_at.toISOString(),
    ackDue: row.ack_due.toISOString(),
    finishDue: row.finish_due.toISOString(),
    ...only({
      ackAt: iso(row.ack_at),
      ackBy: row.ack_by ? names.person(row.ack_by) : undefined,
      finishedAt: iso(row.finished_at),
      verifiedAt: iso(row.verified_at),
      escalatedAt: iso(row.escalated_at),
    }),
    answer: answerOf(row, now),
  }))
}

/** The tasks of an activation in the order of the board: who has nobody, who is late, who is waited for, then the rest. */
export async function tasksOf(tx: Tx, town: string, id: string, now: Date): Promise<{ tasks: BoardTask[]; improvements: BoardTask[] }> {
  const rows = await tx.query<TaskRow>(`select * from dispatch.task where town = $1 and activation_id = $2 order by ack_due, key`, [
    town,
    id,
  ])
  const rank: readonly BoardTask['answer'][] = ['nobody', 'late', 'waiting', 'answered', 'done', 'recalled']
  const all = (await boardTasks(tx, town, rows, now)).toSorted((a, b) => rank.indexOf(a.answer) - rank.indexOf(b.answer))
  return { tasks: all.filter(({ row }) => row.kind !== 'improve'), improvements: all.filter(({ row }) => row.kind === 'improve') }
}

/** What an actor and their units were given, newest first. */
export async function pageMyTasks(
  tx: Tx,
  actor: Actor,
  now: Date,
  { state, after, limit }: { state: 'open' | 'all'; after?: string | undefined; limit: number },
) {
  const last = readAfter(After, after)
  const rows = await tx.query<TaskRow & { activation: string }>(
    `select k.*, coalesce(a.title, o.title) as activation from dispatch.task k
       left join dispatch.activation a on a.town = k.town and a.case_id = k.activation_id
       left join dispatch.field_order o on o.town = k.town and o.id = k.activation_id
     where k.town = $1 and (k.unit_id = any($2::uuid[]) or k.person_id = $3::uuid) and ($4 or k.closed_at is null)
       and ($5::timestamptz is null or (k.opened_at, k.case_id) < ($5, $6::uuid)) order by k.opened_at desc, k.case_id desc limit $7`,
    [actor.town, actor.unitIds, actor.personId || null, state === 'all', last?.[0] ?? null, last?.[1] ?? null, limit + 1],
  )
  const page = rows.slice(0, limit)
  const end = page.at(-1)
  const tasks = await boardTasks(tx, actor.town, page, now)
  return {
    rows: tasks.map((task, i) => ({ ...task, activation: page[i]!.activation, drill: page[i]!.drill })),
    ...(rows.length > limit && end ? { next: writeCursor([end.opened_at.toISOString(), end.case_id]) } : {}),
  }
}

/** Figures of a period by the day a task was set (Asia/Shanghai, both days included). Drills are never counted (issue: 演练). */
export async function planFigures(tx: Tx, town: string, from: string, to: string) {
  const span = [town, `${from}T00:00:00+08:00`, `${to}T00:00:00+08:00`]
  const [a] = await tx.query<{ n: number }>(
    `select count(*)::int as n from dispatch.activation
     where town = $1 and activated_at is not null and not drill and opened_at >= $2 and opened_at < $3::timestamptz + interval '1 day'`,
    span,
  )
  const [t] = await tx.query<Record<'tasks' | 'answered' | 'answeredInTime' | 'finished' | 'finishedInTime' | 'escalated', number>>(
    `select count(*)::int as tasks, (count(ack_at))::int as answered, (count(*) filter (where ack_at <= ack_due))::int as "answeredInTime",
       (count(finished_at))::int as finished, (count(*) filter (where finished_at <= finish_due))::int as "finishedInTime", (count(escalated_at))::int as escalated
     from dispatch.task where town = $1 and kind = 'plan' and not drill and step <> 'recalled' and opened_at >= $2 and opened_at < $3::timestamptz + interval '1 day'`,
    span,
  )
  return { activations: a!.n, ...t! }
}
