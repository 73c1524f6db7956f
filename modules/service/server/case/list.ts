import { z } from 'zod'
import { queryBigrams } from '#platform/contract/bigrams.ts'
import { Id } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { dateOf } from '#core/calendar/contract.ts'
import { findStep } from '#core/case/contract.ts'
import type { Actor } from '#core/org/contract.ts'
import { codeAfter, scopeCondition } from '#core/org/server/index.ts'
import { type Lamp, type ServiceRow, Stage, stageSteps } from '../../case.ts'
import { ApplicantKind, Channel } from '../../matter.ts'
import { serviceProcess } from '../../processes/service.ts'
import { digestName, digestNumber } from './applicant.ts'

export interface Row {
  case_id: string
  number: string
  matter_code: string
  matter_from: string
  matter_name: string
  unit_id: string
  level: string
  channel: string
  applicant_kind: string
  applicant_name: string
  id_mask: string
  phone_mask: string
  step: string
  open: boolean
  opened_at: Date
  accepted_on: string | null
  deemed: boolean
  legal_due: Date | null
  promise_due: Date | null
  next_due: Date | null
  next_clock: string | null
  late: boolean
  result: string | null
  document_number: string | null
  one_thing_id: string | null
}
const columns = `o.case_id, o.number, o.matter_code, o.matter_from, o.matter_name, o.unit_id, o.level, o.channel, o.applicant_kind, o.applicant_name, o.id_mask,
  o.phone_mask, o.step, o.open, o.opened_at, o.accepted_on, o.deemed, o.legal_due, o.promise_due, o.next_due, o.next_clock, o.late, o.result,
  o.document_number, o.one_thing_id`

export const permission = 'service.case.read'
export const scope = { area: 'o.area_code', person: ['o.opened_by'], unit: ['o.unit_id'] }

const lastDay = (due: Date | null): string | undefined => (due === null ? undefined : dateOf(due.getTime() - 1))

/** rules.md §5.4 超时 flag: past the legal due red, past the promise yellow, a fifth or less left blue. */
export function lampOf(row: Pick<Row, 'open' | 'legal_due' | 'promise_due' | 'accepted_on'>, now: Date): Lamp {
  if (!row.open || !row.accepted_on) return 'none'
  const at = now.getTime()
  if (row.legal_due && at > row.legal_due.getTime()) return 'red'
  if (row.promise_due && at > row.promise_due.getTime()) return 'yellow'
  const due = row.promise_due?.getTime()
  if (due === undefined) return 'none'
  const from = Date.parse(`${row.accepted_on}T00:00:00+08:00`)
  return due - at <= (due - from) / 5 ? 'blue' : 'none'
}

export function viewOf(row: Row, now: Date): ServiceRow {
  const legal = lastDay(row.legal_due)
  const promise = lastDay(row.promise_due)
  return {
    id: row.case_id,
    number: row.number,
    matterCode: row.matter_code,
    matterName: row.matter_name,
    applicant: row.applicant_name,
    applicantKind: ApplicantKind.parse(row.applicant_kind),
    idMask: row.id_mask,
    channel: Channel.parse(row.channel),
    step: row.step,
    stepTitle: findStep(serviceProcess, row.step)?.title ?? row.step,
    open: row.open,
    openedAt: row.opened_at.toISOString(),
    ...(row.accepted_on ? { acceptedOn: row.accepted_on } : {}),
    deemed: row.deemed,
    ...(legal ? { legalDue: legal } : {}),
    ...(promise ? { promiseDue: promise } : {}),
    ...(row.next_due ? { nextDue: row.next_due.toISOString() } : {}),
    ...(row.next_clock ? { nextClock: serviceProcess.clocks.find(({ key }) => key === row.next_clock)?.title ?? row.next_clock } : {}),
    lamp: lampOf(row, now),
    ...(row.result ? { result: serviceProcess.results[row.result] ?? row.result } : {}),
    ...(row.document_number ? { documentNumber: row.document_number } : {}),
  }
}

/**
 * What somebody at a counter types, as one condition with its own index: a number or its beginning, 18 digits of an identity or credit code, a
 * person's whole name (kept as a digest only), else words of the matter or the firm.
 */
export function wordsCondition(platform: Platform, q: string, add: (value: unknown) => string): string {
  const word = q.replaceAll(/\s/g, '').toUpperCase()
  if (/^BJ\d{2,}$/.test(word)) return `o.number >= ${add(word)} and o.number < ${add(codeAfter(word))}`
  if (/^[0-9A-Z]{18}$/.test(word)) return `o.id_digest = ${add(digestNumber(platform, word))}`
  const grams = queryBigrams(q)
  // Asked for only where it is used: a value no condition names is an error of its own.
  const name = (): string => `o.name_digest = ${add(digestName(platform, q))}`
  if (!grams?.length) return name()
  return /^\p{Script=Han}{2,4}$/u.test(word) ? `(${name()} or o.grams @> ${add(grams)}::text[])` : `o.grams @> ${add(grams)}::text[]`
}

export interface ListAsk {
  readonly q?: string | undefined
  readonly stage?: Stage | undefined
  readonly matter?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}
const Newest = z.tuple([z.iso.datetime(), Id])
const FAR = '9999-01-01T00:00:00.000Z'

/** A page of what this post may see: queues by what is due first, everything else the newest first. */
export async function listRows(
  tx: Tx,
  platform: Platform,
  actor: Actor,
  ask: ListAsk,
  now: Date,
): Promise<{ rows: ServiceRow[]; next?: string }> {
  const reach = scopeCondition(actor, permission, scope, 2)
  const values: unknown[] = [actor.town, ...reach.values]
  const add = (value: unknown): string => `$${values.push(value)}`
  const where = ['o.town = $1', reach.text]
  const { stage } = ask
  if (stage === 'sample') where.push(`o.sample = 'due'`)
  else if (stage) where.push(`o.step = any(${add(stageSteps[stage])})`)
  const queue = stage !== undefined && stage !== 'closed' && stage !== 'sample'
  if (queue) where.push('o.open')
  if (ask.matter) where.push(`o.matter_code = ${add(ask.matter)}`)
  if (ask.q) where.push(wordsCondition(platform, ask.q, add))
  const after = readAfter(Newest, ask.after)
  const key = queue ? `coalesce(o.next_due, 'infinity'::timestamptz)` : 'o.opened_at'
  if (after) {
    const moment = after[0] === FAR ? `'infinity'::timestamptz` : `${add(after[0])}::timestamptz`
    where.push(`(${key}, o.case_id) ${queue ? '>' : '<'} (${moment}, ${add(after[1])}::uuid)`)
  }
  const order = queue ? 'asc' : 'desc'
  const rows = await tx.query<Row>(
    `select ${columns} from service.office_case o where ${where.join(' and ')} order by ${key} ${order}, o.case_id ${order} limit ${add(ask.limit + 1)}`,
    values,
  )
  const page = rows.slice(0, ask.limit)
  const last = page.at(-1)
  const at = last && (queue ? (last.next_due?.toISOString() ?? FAR) : last.opened_at.toISOString())
  return {
    rows: page.map((row) => viewOf(row, now)),
    ...(rows.length > ask.limit && last && at ? { next: writeCursor([at, last.case_id]) } : {}),
  }
}

/** How many stand at each stage; the closed are not counted over years but over the last thirty days. */
export async function countStages(tx: Tx, actor: Actor, now: Date): Promise<Record<Stage, number>> {
  const reach = scopeCondition(actor, permission, scope, 2)
  const values: unknown[] = [actor.town, ...reach.values]
  const since = `$${values.push(new Date(now.getTime() - 30 * 86_400_000))}`
  const [open, rest] = await Promise.all([
    tx.query<{ step: string; n: number }>(
      `select o.step, count(*)::int as n from service.office_case o where o.town = $1 and ${reach.text} and o.open group by o.step`,
      values.slice(0, -1),
    ),
    tx.query<{ sample: number; closed: number }>(
      `select (select count(*)::int from service.office_case o where o.town = $1 and ${reach.text} and o.sample = 'due') as sample,
         (select count(*)::int from service.office_case o where o.town = $1 and ${reach.text} and not o.open and o.opened_at >= ${since}) as closed`,
      values,
    ),
  ])
  const count = (steps: readonly string[]): number => open.filter(({ step }) => steps.includes(step)).reduce((sum, { n }) => sum + n, 0)
  return Object.fromEntries(
    Stage.options.map((stage) => [
      stage,
      stage === 'sample' ? (rest[0]?.sample ?? 0) : stage === 'closed' ? (rest[0]?.closed ?? 0) : count(stageSteps[stage]),
    ]),
  ) as Record<Stage, number>
}

/** The row behind a case; the case itself must be readable first. */
export async function findRow(tx: Tx, town: string, id: string): Promise<(Row & { sealed: Buffer; id_digest: Buffer }) | undefined> {
  const [row] = await tx.query<Row & { sealed: Buffer; id_digest: Buffer }>(
    `select ${columns}, o.sealed, o.id_digest from service.office_case o where o.town = $1 and o.case_id = $2`,
    [town, id],
  )
  return row
}
