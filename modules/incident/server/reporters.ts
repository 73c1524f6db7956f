import { randomInt } from 'node:crypto'
import { newId } from '#platform/contract/id.ts'
import { maskName, maskPhone } from '#core/party/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Channel, ReporterDraft, ReporterView } from '../record.ts'

// No 0/O, 1/I/L: people read the code to each other by phone.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const makeCode = (): string => Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('')
/** What a sealed name or phone belongs to. */
export const sealedPlace = (id: string, field: string): string => `incident.reporter:${id}:${field}`

export interface NewReporter {
  readonly town: string
  readonly caseId: string
  readonly number: string
  readonly at: Date
  readonly channel: Channel
  readonly words: string
  readonly reporter: Partial<ReporterDraft> | undefined
  readonly external?: { system: string; number: string }
  /** Residents get a code to follow the case with. */
  readonly withCode: boolean
}

/** Keeps who told us; name and phone are sealed, only masks lie open. */
export async function addReporter(tx: Tx, platform: Platform, given: NewReporter): Promise<{ id: string; code: string | undefined }> {
  const cipher = fieldCipher(platform.config.dataDir)
  const id = newId()
  const { name, phone, callBack } = given.reporter ?? {}
  const code = given.withCode ? makeCode() : undefined
  await tx.query(
    `insert into incident.reporter (town, id, case_id, at, channel, name_sealed, phone_sealed, phone_digest, name_mask, phone_mask, words, call_back,
       code_digest, number, external_system, external_number)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      given.town,
      id,
      given.caseId,
      given.at,
      given.channel,
      name ? cipher.seal(name, sealedPlace(id, 'name')) : null,
      phone ? cipher.seal(phone, sealedPlace(id, 'phone')) : null,
      phone ? cipher.digest(phone.replaceAll(/\D/g, '')) : null,
      name ? maskName(name) : '',
      phone ? maskPhone(phone) : '',
      given.words,
      (callBack ?? true) && Boolean(phone),
      code ? cipher.digest(`${given.number}/${code}`) : null,
      given.number,
      given.external?.system ?? null,
      given.external?.number ?? null,
    ],
  )
  await tx.query(`update incident.incident set reporters = reporters + 1 where town = $1 and case_id = $2`, [given.town, given.caseId])
  return { id, code }
}

/** The reporters of an incident and of those merged into it, masked. */
export async function listReporters(tx: Tx, town: string, caseId: string): Promise<ReporterView[]> {
  const rows = await tx.query<{
    id: string
    at: Date
    channel: Channel
    name_mask: string
    phone_mask: string
    words: string
    call_back: boolean
    external_system: string | null
    external_number: string | null
    answered_at: Date | null
  }>(
    `select r.id, r.at, r.channel, r.name_mask, r.phone_mask, r.words, r.call_back, r.external_system, r.external_number, r.answered_at from incident.reporter r
     where r.town = $1 and (r.case_id = $2 or r.case_id in (select case_id from incident.incident where town = $1 and main_case = $2)) order by r.at limit 200`,
    [town, caseId],
  )
  return rows.map((r) => ({
    id: r.id,
    at: r.at.toISOString(),
    channel: r.channel,
    name: r.name_mask || '未留姓名',
    phone: r.phone_mask,
    words: r.words,
    callBack: r.call_back,
    ...(r.external_number ? { external: `${r.external_system} ${r.external_number}` } : {}),
    ...(r.answered_at ? { answeredAt: r.answered_at.toISOString() } : {}),
  }))
}

/** Opens one reporter's name and phone; the caller writes the audit row. */
export async function openReporter(
  tx: Tx,
  platform: Platform,
  town: string,
  caseId: string,
  id: string,
): Promise<{ name: string; phone: string } | undefined> {
  const [row] = await tx.query<{ name_sealed: Buffer | null; phone_sealed: Buffer | null }>(
    `select name_sealed, phone_sealed from incident.reporter r where town = $1 and id = $3
       and (case_id = $2 or case_id in (select case_id from incident.incident where town = $1 and main_case = $2))`,
    [town, caseId, id],
  )
  if (!row) return undefined
  const cipher = fieldCipher(platform.config.dataDir)
  const open = (sealed: Buffer | null, field: string) => (sealed ? cipher.open(sealed, sealedPlace(id, field)) : '')
  return { name: open(row.name_sealed, 'name'), phone: open(row.phone_sealed, 'phone') }
}

/** The case a number and a code belong to; undefined when either is wrong. */
export async function findByCode(
  tx: Tx,
  platform: Platform,
  town: string,
  number: string,
  code: string,
): Promise<{ caseId: string; reporterId: string } | undefined> {
  const digest = fieldCipher(platform.config.dataDir).digest(`${number}/${code}`)
  const [row] = await tx.query<{ case_id: string; id: string }>(
    `select case_id, id from incident.reporter where town = $1 and number = $2 and code_digest = $3`,
    [town, number, digest],
  )
  return row && { caseId: row.case_id, reporterId: row.id }
}
