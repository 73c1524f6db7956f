import { z } from 'zod'
import { queryBigrams } from '#platform/contract/bigrams.ts'
import { Id } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import { scopeCondition } from '#core/org/server/index.ts'
import { findStep } from '#core/case/contract.ts'
import { ClueSource, type PenaltyRow, Stage, stageSteps } from '../penalty.ts'
import { PartyKind } from '../hearing-threshold.ts'
import { penaltyProcess } from '../processes/penalty.ts'
import { summaryProcess } from '../processes/summary.ts'

export interface Row {
  case_id: string
  number: string
  title: string
  description: string
  source: string
  business: boolean
  party_kind: string
  party_name: string
  procedure: string
  officers: string[]
  number_mask: string
  phone_mask: string
  address: string
  place: [number, number] | null
  power_code: string | null
  power_title: string
  step: string
  open: boolean
  opened_at: Date
  filed_on: string | null
  case_due: Date | null
  next_due: Date | null
  next_clock: string | null
  fine: number | null
  owed: number | null
  late: number | null
  paid: number | null
  document_number: string | null
  result: string | null
}

const permission = 'enforcement.case.read'
const columns = { unit: ['e.unit_id'], persons: ['e.officers'], area: 'e.area_code' }

/** A row as the list shows it. */
export const viewOf = (row: Row): PenaltyRow => ({
  id: row.case_id,
  number: row.number,
  title: row.title,
  party: row.party_name,
  partyKind: PartyKind.parse(row.party_kind),
  powerTitle: row.power_title,
  step: row.step,
  stepTitle: findStep(row.procedure === 'summary' ? summaryProcess : penaltyProcess, row.step)?.title ?? row.step,
  open: row.open,
  openedAt: row.opened_at.toISOString(),
  ...(row.filed_on ? { filedOn: row.filed_on } : {}),
  ...(row.case_due ? { caseDue: row.case_due.toISOString() } : {}),
  ...(row.next_due ? { nextDue: row.next_due.toISOString() } : {}),
  ...(row.next_clock ? { nextClock: penaltyProcess.clocks.find(({ key }) => key === row.next_clock)?.title ?? row.next_clock } : {}),
  ...(row.fine === null ? {} : { fine: row.fine }),
  ...(row.document_number ? { documentNumber: row.document_number } : {}),
  ...(row.result ? { result: penaltyProcess.results[row.result] ?? row.result } : {}),
})

const Cursor = z.tuple([z.iso.datetime(), Id])
export interface ListAsk {
  readonly q?: string | undefined
  readonly stage?: Stage | undefined
  readonly power?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** A page of what this post may see, the newest first. */
export async function listRows(tx: Tx, actor: Actor, ask: ListAsk): Promise<{ rows: PenaltyRow[]; next?: string }> {
  const scope = scopeCondition(actor, permission, columns, 2)
  const values: unknown[] = [actor.town, ...scope.values]
  const add = (value: unknown): string => `$${values.push(value)}`
  const where = ['e.town = $1', scope.text.replaceAll(/\$(\d+)/gu, (_, n: string) => `$${n}`)]
  if (ask.stage) where.push(`e.step = any(${add(stageSteps[ask.stage])})`)
  if (ask.power) where.push(`e.power_code = ${add(ask.power)}`)
  if (ask.q) {
    const grams = queryBigrams(ask.q)
    where.push(grams?.length ? `e.grams @> ${add(grams)}` : `e.title like ${add(`%${ask.q}%`)}`)
  }
  const after = readAfter(Cursor, ask.after)
  if (after) where.push(`(e.opened_at, e.case_id) < (${add(after[0])}, ${add(after[1])})`)
  const rows = await tx.query<Row>(
    `select e.* from enforcement.penalty e where ${where.join(' and ')} order by e.opened_at desc, e.case_id desc limit ${add(ask.limit + 1)}`,
    values,
  )
  const page = rows.slice(0, ask.limit)
  const last = page.at(-1)
  return {
    rows: page.map(viewOf),
    ...(rows.length > ask.limit && last ? { next: writeCursor([last.opened_at.toISOString(), last.case_id]) } : {}),
  }
}

/** How many stand at each stage, for the tabs. */
export async function countStages(tx: Tx, actor: Actor): Promise<Record<Stage, number>> {
  const scope = scopeCondition(actor, permission, columns, 2)
  const rows = await tx.query<{ step: string; n: number }>(
    `select e.step, count(*)::int as n from enforcement.penalty e where e.town = $1 and ${scope.text} group by e.step`,
    [actor.town, ...scope.values],
  )
  const count = (steps: readonly string[]): number => rows.filter(({ step }) => steps.includes(step)).reduce((sum, { n }) => sum + n, 0)
  return Object.fromEntries(Stage.options.map((stage) => [stage, count(stageSteps[stage])])) as Record<Stage, number>
}

/** The row behind a case; the case itself must be readable first. */
export async function findRow(tx: Tx, town: string, id: string): Promise<(Row & { party_sealed: Buffer; earlier: number }) | undefined> {
  const [row] = await tx.query<Row & { party_sealed: Buffer; earlier: number }>(
    `select e.*, (select count(*)::int from enforcement.penalty o where o.town = e.town and o.party_digest = e.party_digest and o.case_id <> e.case_id
        and o.result = 'punished') as earlier
     from enforcement.penalty e where e.town = $1 and e.case_id = $2`,
    [town, id],
  )
  return row
}

/** A stored source read back; an unknown one (an older version's) counts as assigned. */
export const sourceOf = (source: string): ClueSource => ClueSource.safeParse(source).data ?? 'assigned'
