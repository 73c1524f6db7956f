import { bigrams } from '#platform/contract/bigrams.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { checkResidentId, checkUscc, findResidentIdParts, maskName, maskPhone, maskResidentId, maskUscc } from '#core/party/contract.ts'
import { failEnforcement } from '../faults.ts'
import { PartyKind } from '../hearing-threshold.ts'
import { PartyDraft, UNKNOWN_PARTY } from '../party.ts'

/** Where a party's seal belongs: a sealed text moved to another place does not open. */
const placeOf = (id: string): string => `enforcement.party:${id}`
export const sealedPlace = (caseId: string): string => `enforcement.penalty:${caseId}:party`

/** @throws Fault enforcement.party-number-wrong: 统一社会信用代码 by GB 32100, 公民身份号码 by GB 11643 */
export function checkNumber({ kind, number }: PartyDraft, path = 'number'): void {
  if (!number) return
  if ((kind === 'organisation' ? checkUscc(number) : checkResidentId(number)).ok) return
  const message = kind === 'organisation' ? '统一社会信用代码不对，请核对 18 位' : '身份证号码不对，请核对 18 位'
  throw failEnforcement('enforcement.party-number-wrong', { fields: [{ path, message }] })
}

/** What anybody in the case may read of a party. */
export function maskParty({ kind, name, number, phone }: PartyDraft): { shown: string; numberMask: string; phoneMask: string } {
  return {
    shown: kind === 'organisation' || name === UNKNOWN_PARTY ? name : maskName(name),
    numberMask: number ? (kind === 'organisation' ? maskUscc(number) : maskResidentId(number, 'internal')) : '',
    phoneMask: phone ? maskPhone(phone) : '',
  }
}

const wordsOf = ({ name, number, phone, address }: PartyDraft): string =>
  JSON.stringify({ name, number: number ?? '', phone: phone ?? '', address: address ?? '' })

/** Columns of a party for a case's row, sealed for that case. */
export function sealedFor(platform: Platform, caseId: string, party: PartyDraft) {
  const cipher = fieldCipher(platform.config.dataDir)
  return {
    ...maskParty(party),
    sealed: cipher.seal(wordsOf(party), sealedPlace(caseId)),
    digest: party.number ? cipher.digest(party.number.toUpperCase()) : null,
  }
}

/** Keeps a party for an act to point at. The same operation number again answers the same party. */
export async function keepParty(tx: Tx, platform: Platform, actor: Actor, party: PartyDraft, now: Date) {
  checkNumber(party)
  const id = newId(now.getTime())
  const cipher = fieldCipher(platform.config.dataDir)
  const mask = maskParty(party)
  await tx.query(
    `insert into enforcement.party (town, id, kind, shown, sealed, digest, number_mask, phone_mask, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      actor.town,
      id,
      party.kind,
      mask.shown,
      cipher.seal(wordsOf(party), placeOf(id)),
      party.number ? cipher.digest(party.number.toUpperCase()) : null,
      mask.numberMask,
      mask.phoneMask,
      now,
      actor.personId || null,
    ],
  )
  return { id, kind: party.kind, shown: mask.shown, numberMask: mask.numberMask }
}

/** A kept party, opened; undefined when there is none of this id. */
export async function findParty(tx: Tx, platform: Platform, town: string, id: string): Promise<PartyDraft | undefined> {
  const [row] = await tx.query<{ kind: string; sealed: Buffer }>(`select kind, sealed from enforcement.party where town = $1 and id = $2`, [
    town,
    id,
  ])
  if (!row) return undefined
  const words = JSON.parse(fieldCipher(platform.config.dataDir).open(row.sealed, placeOf(id))) as Record<string, string>
  return PartyDraft.parse({ kind: PartyKind.parse(row.kind), ...words })
}

/** The party of a case, opened. */
export async function partyOfCase(tx: Tx, platform: Platform, town: string, caseId: string): Promise<PartyDraft | undefined> {
  const [row] = await tx.query<{ kind: string; sealed: Buffer }>(
    `select party_kind as kind, party_sealed as sealed from enforcement.penalty where town = $1 and case_id = $2`,
    [town, caseId],
  )
  if (!row) return undefined
  const words = JSON.parse(fieldCipher(platform.config.dataDir).open(row.sealed, sealedPlace(caseId))) as Record<string, string>
  return PartyDraft.parse({ kind: PartyKind.parse(row.kind), ...words })
}

/** Birth date of a natural person from the number, `2010-05-01`; undefined without one. */
export const bornOf = ({ kind, number }: PartyDraft): string | undefined =>
  kind === 'citizen' && number ? findResidentIdParts(number)?.birth : undefined

/** Puts another party into a case's row; the search words follow. */
export async function replaceParty(tx: Tx, platform: Platform, town: string, caseId: string, party: PartyDraft): Promise<void> {
  const { shown, numberMask, phoneMask, sealed, digest } = sealedFor(platform, caseId, party)
  const [row] = await tx.query<{ number: string; title: string; address: string; description: string }>(
    `select number, title, address, description from enforcement.penalty where town = $1 and case_id = $2`,
    [town, caseId],
  )
  const words = `${row?.number ?? ''} ${row?.title ?? ''} ${party.kind === 'organisation' ? party.name : ''} ${row?.address ?? ''} ${row?.description ?? ''}`
  await tx.query(
    `update enforcement.penalty set party_kind = $3, party_name = $4, party_sealed = $5, party_digest = $6, number_mask = $7, phone_mask = $8, grams = $9
      where town = $1 and case_id = $2`,
    [town, caseId, party.kind, shown, sealed, digest, numberMask, phoneMask, bigrams(words)],
  )
}
