import { z } from 'zod'
import { bigrams, queryBigrams } from '#platform/contract/bigrams.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import { dayOf } from '#core/org/contract.ts'
import { failEnforcement } from '../faults.ts'
import type { Power, PowerRow, PowerState } from '../power.ts'

interface Row {
  code: string
  held_from: string
  held_to: string | null
  title: string
  domain: string
  texts: Power['texts']
  grant_document: string
  withdraw_document: string | null
  example: boolean
  open_cases: number
}

const stateOf = ({ held_to: to }: Pick<Row, 'held_to'>, today: string): PowerState =>
  to === null ? 'held' : to > today ? 'ending' : 'withdrawn'

const rowOf = (row: Row, today: string): PowerRow => ({
  code: row.code,
  title: row.title,
  domain: row.domain,
  texts: row.texts,
  grantDocument: row.grant_document,
  heldFrom: row.held_from,
  ...(row.held_to ? { heldTo: row.held_to } : {}),
  ...(row.withdraw_document ? { withdrawDocument: row.withdraw_document } : {}),
  example: row.example,
  state: stateOf(row, today),
  openCases: row.open_cases,
})

const select = `select p.code, p.held_from, p.held_to, p.title, p.domain, p.texts, p.grant_document, p.withdraw_document, p.example,
  (select count(*)::int from enforcement.penalty c where c.town = p.town and c.power_code = p.code and c.open) as open_cases
  from enforcement.power p`

const Cursor = z.tuple([z.string(), z.iso.date()])

export interface PowerAsk {
  readonly q?: string | undefined
  readonly state?: PowerState | undefined
  readonly on?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** The list in order of code; with `on`, only what is held that day. */
export async function listPowerRows(tx: Tx, town: string, ask: PowerAsk, now: Date): Promise<{ rows: PowerRow[]; next?: string }> {
  const today = dayOf(now)
  const values: unknown[] = [town]
  const add = (value: unknown): string => `$${values.push(value)}`
  const where = ['p.town = $1']
  if (ask.on) {
    const day = add(ask.on)
    where.push(`p.held_from <= ${day} and (p.held_to is null or p.held_to > ${day})`)
  }
  if (ask.state === 'held') where.push('p.held_to is null')
  if (ask.state === 'ending') where.push(`p.held_to > ${add(today)}`)
  if (ask.state === 'withdrawn') where.push(`p.held_to <= ${add(today)}`)
  if (ask.q) {
    const grams = queryBigrams(ask.q)
    where.push(grams?.length ? `p.grams @> ${add(grams)}` : `p.title like ${add(`%${ask.q}%`)}`)
  }
  const after = readAfter(Cursor, ask.after)
  if (after) where.push(`(p.code, p.held_from) > (${add(after[0])}, ${add(after[1])})`)
  const rows = await tx.query<Row>(
    `${select} where ${where.join(' and ')} order by p.code, p.held_from limit ${add(ask.limit + 1)}`,
    values,
  )
  const page = rows.slice(0, ask.limit)
  const last = page.at(-1)
  return {
    rows: page.map((row) => rowOf(row, today)),
    ...(rows.length > ask.limit && last ? { next: writeCursor([last.code, last.held_from]) } : {}),
  }
}

/** How many are held, end soon, are gone. */
export async function countPowerStates(tx: Tx, town: string, now: Date): Promise<Record<PowerState, number>> {
  const [row] = await tx.query<Record<PowerState, number>>(
    `select count(*) filter (where held_to is null)::int as held, count(*) filter (where held_to > $2)::int as ending,
       count(*) filter (where held_to <= $2)::int as withdrawn from enforcement.power where town = $1`,
    [town, dayOf(now)],
  )
  return row ?? { held: 0, ending: 0, withdrawn: 0 }
}

/** The power as held on a day, if it was. */
export async function findHeldPower(tx: Tx, town: string, code: string, day: string): Promise<Power | undefined> {
  const [row] = await tx.query<Row>(
    `${select} where p.town = $1 and p.code = $2 and p.held_from <= $3 and (p.held_to is null or p.held_to > $3)`,
    [town, code, day],
  )
  return row && rowOf(row, day)
}

/**
 * Takes a power back from a day on: closed to new cases from that day, cases already filed are listed for hand-over.
 * @throws Fault enforcement.power-missing, enforcement.power-withdrawn
 */
export async function takeBack(
  tx: Tx,
  actor: Actor,
  { code, on, document }: { code: string; on: string; document: string },
  now: Date,
): Promise<{ power: PowerRow; openCases: { id: string; number: string; title: string }[] }> {
  const { town } = actor
  const known = await tx.query<Row>(`${select} where p.town = $1 and p.code = $2 order by p.held_from desc limit 1 for update of p`, [
    town,
    code,
  ])
  const [row] = known
  if (!row) throw failEnforcement('enforcement.power-missing')
  if (row.held_to !== null)
    throw failEnforcement('enforcement.power-withdrawn', { detail: `已自 ${row.held_to} 收回（${row.withdraw_document ?? ''}）` })
  await tx.query(
    `update enforcement.power set held_to = greatest($4::date, held_from), withdraw_document = $5 where town = $1 and code = $2 and held_from = $3`,
    [town, code, row.held_from, on, document],
  )
  const openCases = await tx.query<{ id: string; number: string; title: string }>(
    `select case_id as id, number, title from enforcement.penalty where town = $1 and power_code = $2 and open order by opened_at desc limit 200`,
    [town, code],
  )
  return { power: rowOf({ ...row, held_to: on < row.held_from ? row.held_from : on, withdraw_document: document }, dayOf(now)), openCases }
}

/** Stores powers as they are given: for a town's first list and the demo. */
export async function storePowers(tx: Tx, town: string, powers: readonly Power[]): Promise<void> {
  await tx.query(
    `insert into enforcement.power (town, code, held_from, held_to, title, domain, texts, grant_document, withdraw_document, example, grams)
     select $1, r.code, r.held_from, r.held_to, r.title, r.domain, r.texts, r.grant_document, r.withdraw_document, r.example,
       array(select jsonb_array_elements_text(r.grams))
     from jsonb_to_recordset($2::jsonb) as r (code text, held_from date, held_to date, title text, domain text, texts jsonb, grant_document text,
       withdraw_document text, example boolean, grams jsonb)
     on conflict (town, code, held_from) do nothing`,
    [
      town,
      JSON.stringify(
        powers.map((p) => ({
          code: p.code,
          held_from: p.heldFrom,
          held_to: p.heldTo ?? null,
          title: p.title,
          domain: p.domain,
          texts: p.texts,
          grant_document: p.grantDocument,
          withdraw_document: p.withdrawDocument ?? null,
          example: p.example,
          grams: bigrams(`${p.code} ${p.title} ${p.domain}`),
        })),
      ),
    ],
  )
}
