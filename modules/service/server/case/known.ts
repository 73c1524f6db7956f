import { audit } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/database.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import { findStep } from '#core/case/contract.ts'
import { z } from 'zod'
import type { Known } from '../../case.ts'
import { checklist } from '../../case-material.ts'
import type { MatterVersion } from '../../matter.ts'
import { serviceProcess } from '../../processes/service.ts'
import { getMatter } from '../matter/index.ts'
import { checkNumber, digestNumber } from './applicant.ts'

const place = (digest: Buffer, key: string): string => `service.known:${digest.toString('hex')}:${key}`
const Value = z.union([z.string(), z.number(), z.boolean()])

export interface KnownRow {
  readonly kind: 'fact' | 'paper'
  readonly key: string
  readonly value_sealed: Buffer | null
  readonly from_number: string
}

const rowsOf = (tx: Tx, town: string, digest: Buffer): Promise<KnownRow[]> =>
  tx.query<KnownRow>(`select kind, key, value_sealed, from_number from service.known where town = $1 and id_digest = $2`, [town, digest])

/** Papers the town already holds of somebody: key or licence code → the case that brought it. */
export async function heldPapers(tx: Tx, town: string, digest: Buffer): Promise<Map<string, string>> {
  return heldPapersOf(await rowsOf(tx, town, digest))
}

/** The bar of 行政许可法 arts. 78–79 that stands on a day. */
export async function findBar(tx: Tx, town: string, digest: Buffer, matterCode: string, day: string) {
  const [bar] = await tx.query<{ until_day: string; why: string }>(
    `select until_day, why from service.bar where town = $1 and id_digest = $2 and matter_code = $3 and until_day >= $4`,
    [town, digest, matterCode, day],
  )
  return bar
}

/** Whether the number is a person's: 18 digits with a birthday; else a firm's code. */
export const kindOfNumber = (number: string): 'person' | 'company' =>
  /^\d{17}[\dX]$/.test(number) && isBirthday(number) ? 'person' : 'company'
function isBirthday(number: string): boolean {
  const year = Number(number.slice(6, 10))
  const month = Number(number.slice(10, 12))
  const day = Number(number.slice(12, 14))
  return year >= 1800 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

/**
 * What the town knows of an applicant for this matter, filled in and said to be known. The look is written down: it shows a person's data.
 * @throws Fault service.number-wrong, service.matter-missing
 */
export async function knownOf(
  tx: Tx,
  platform: Platform,
  actor: Actor,
  ask: { number: string; matterCode: string },
  now: Date,
  from: { ip: string; terminal: string },
): Promise<Known> {
  const { town } = actor
  checkNumber(kindOfNumber(ask.number), ask.number)
  const day = dayOf(now)
  const matter = await getMatter(tx, town, ask.matterCode, day)
  const digest = digestNumber(platform, ask.number)
  const [rows, running, bar] = await Promise.all([
    rowsOf(tx, town, digest),
    tx.query<{ case_id: string; number: string; step: string }>(
      `select case_id, number, step from service.office_case where town = $1 and id_digest = $2 and matter_code = $3 and open order by opened_at desc limit 5`,
      [town, digest, ask.matterCode],
    ),
    findBar(tx, town, digest, ask.matterCode, day),
  ])
  const cipher = fieldCipher(platform.config.dataDir)
  const read = (key: string) => {
    const row = rows.find((one) => one.kind === 'fact' && one.key === key)
    const value = row?.value_sealed ? Value.safeParse(JSON.parse(cipher.open(row.value_sealed, place(digest, key)))).data : undefined
    return row && value !== undefined ? { value, from: row.from_number } : undefined
  }
  await audit(tx, {
    town,
    at: now,
    subject: actor.subject,
    post: actor.postTitle,
    kind: 'service.known-asked',
    object: `matter:${ask.matterCode}`,
    reason: '窗口收件',
    ip: from.ip,
    terminal: from.terminal,
  })
  const word = (key: string): string => String(read(key)?.value ?? '')
  return {
    facts: matter.form.flatMap(({ key, fact }) => {
      const known = fact ? read(fact) : undefined
      return known ? [{ key, ...known }] : []
    }),
    materials: checklist(matter, heldPapersOf(rows)),
    running: running.map(({ case_id, number, step }) => ({
      id: case_id,
      number,
      stepTitle: findStep(serviceProcess, step)?.title ?? step,
    })),
    name: word('applicant.name'),
    phone: word('applicant.phone'),
    address: word('applicant.address'),
    ...(bar ? { bar: { until: bar.until_day, why: bar.why } } : {}),
  }
}
const heldPapersOf = (rows: readonly KnownRow[]): Map<string, string> =>
  new Map(rows.filter(({ kind }) => kind === 'paper').map(({ key, from_number }) => [key, from_number]))

export interface Learned {
  readonly number: string
  readonly digest: Buffer
  readonly facts: Readonly<Record<string, string | number | boolean>>
  readonly papers: readonly string[]
  readonly now: Date
}

/** Remembers what an accepted case brought, so that the next one does not ask for it. */
export async function remember(tx: Tx, platform: Platform, town: string, { number, digest, facts, papers, now }: Learned): Promise<void> {
  const cipher = fieldCipher(platform.config.dataDir)
  const rows = [
    ...Object.entries(facts).map(([key, value]) => ({
      kind: 'fact',
      key,
      sealed: cipher.seal(JSON.stringify(value), place(digest, key)).toString('hex'),
    })),
    ...papers.map((key) => ({ kind: 'paper', key, sealed: null })),
  ]
  if (rows.length === 0) return
  await tx.query(
    `insert into service.known (town, id_digest, kind, key, value_sealed, from_number, at)
     select $1, $2, r.kind, r.key, decode(r.sealed, 'hex'), $4, $5 from jsonb_to_recordset($3::jsonb) as r (kind text, key text, sealed text)
     on conflict (town, id_digest, kind, key) do update set value_sealed = excluded.value_sealed, from_number = excluded.from_number, at = excluded.at`,
    [town, digest, JSON.stringify(rows), number, now],
  )
}

/** The facts of a form that other matters ask for too. */
export function sharedFacts(
  { form }: Pick<MatterVersion, 'form'>,
  answers: Readonly<Record<string, string | number | boolean>>,
): Record<string, string | number | boolean> {
  return Object.fromEntries(
    form.flatMap(({ key, fact }) => {
      const value = answers[key]
      return fact && value !== undefined && value !== '' ? [[fact, value] as const] : []
    }),
  )
}
