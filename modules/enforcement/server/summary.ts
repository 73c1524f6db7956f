import { bigrams } from '#platform/contract/bigrams.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { getLocator } from '#core/area/server/index.ts'
import { open } from '#core/case/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { dayOf } from '#core/org/contract.ts'
import { peopleAt } from '#core/org/server/index.ts'
import { failEnforcement } from '../faults.ts'
import { paperNumber } from '../papers/number.ts'
import { ageClass } from '../party.ts'
import { textOn } from '../power.ts'
import { type SummaryDraft, findSummaryFault } from '../summary.ts'
import { nextNumber } from './clue.ts'
import { bornOf, checkNumber, sealedFor } from './party.ts'
import { findHeldPower } from './powers.ts'

const refuse = (field: string, message: string) =>
  failEnforcement('enforcement.not-on-the-spot', { detail: message, fields: [{ path: field, message }] })

/**
 * Decides and hands over on the spot (行政处罚法 arts. 51–52): what stands in the way of it is refused before anything is written.
 * @throws Fault enforcement.not-on-the-spot | power-not-held | officer-unqualified | party-number-wrong
 */
export async function punish(tx: Tx, platform: Platform, actor: Actor, draft: SummaryDraft, now: Date, terminal?: string) {
  const { town } = actor
  const at = draft.at ? new Date(Math.min(Date.parse(draft.at), now.getTime())) : now
  const day = dayOf(at)
  checkNumber(draft.party, 'party.number')
  const fault = findSummaryFault(draft, actor.personId)
  if (fault) throw refuse(fault.field, fault.message)
  const [second] = await peopleAt(tx, town, { role: 'officer', personIds: [draft.second], day })
  if (!second) throw failEnforcement('enforcement.officer-unqualified', { fields: [{ path: 'second', message: '不是在岗的执法人员' }] })
  const power = await findHeldPower(tx, town, draft.power, day)
  if (!power) throw failEnforcement('enforcement.power-not-held', { fields: [{ path: 'power', message: '当天本镇不持有这个事项' }] })
  const partyAge = draft.party.kind === 'citizen' ? ageClass(bornOf(draft.party), day) : 'adult'
  if (partyAge === 'under-14') throw refuse('party.number', '当事人不满十四周岁，不予处罚，责令监护人加以管教（行政处罚法第三十条）')
  const year = day.slice(0, 4)
  const caseId = newId(now.getTime())
  const number = `JC${year}${String(await nextNumber(platform, town, `penalty-summary/${year}`)).padStart(5, '0')}`
  const documentNumber = paperNumber('D28', year, await nextNumber(platform, town, `penalty-paper/D28/${year}`))
  const located = draft.place ? (await getLocator(tx, town)).locate(draft.place, at) : undefined
  const area = located?.micro ?? located?.grid ?? located?.village
  const kept = sealedFor(platform, caseId, draft.party)
  const wording = textOn(power, day)
  const fined = draft.kind === 'fine'
  const opened = await open(tx, platform, {
    process: 'penalty-summary',
    caseId,
    number,
    actor,
    actionId: draft.actionId,
    now,
    at,
    ...(terminal ? { terminal } : {}),
    data: {
      title: power.title,
      party: kept.shown,
      partyKind: draft.party.kind,
      partyAge,
      power: draft.power,
      powerTitle: power.title,
      powerText: `${wording.article}：${wording.text}`,
      facts: draft.facts,
      statement: draft.statement,
      decided: 'punish',
      decidedKinds: [draft.kind],
      ...(fined ? { decidedFine: draft.fine } : {}),
      toPayMoney: fined,
      decidedOn: day,
      filedOn: day,
      documentNumber,
      second: draft.second,
      refused: draft.refused,
      witness: draft.witness,
      areaCode: area?.code ?? town,
      areaName: [located?.village?.name, located?.grid?.name].filter(Boolean).join(' · '),
      ...(draft.place ? { place: draft.place } : {}),
      ...(draft.address ? { address: draft.address } : {}),
      files: draft.files,
    },
    files: draft.files.map((file) => ({ ...file, field: 'files' })),
    beside: ({ state }) =>
      tx.query(
        `with paper as (insert into enforcement.paper (town, case_id, seq, code, number, issued_at) values ($1, $2, 1, 'D28', $3, $4))
         insert into enforcement.penalty (town, case_id, number, title, description, source, business, party_kind, party_name, party_sealed, party_digest,
           number_mask, phone_mask, address, place, area_code, unit_id, officers, step, opened_at, next_due, next_clock, grams, procedure, power_code,
           power_title, filed_on, decided_on, document_number, fine)
         values ($1, $2, $5, $6, $7, 'patrol', false, $8, $9, $10, $11, $12, $13, $14,
           case when $15::float8 is null then null else point($15::float8, $16::float8) end, $17, $18, $19, $20, $4, $21, 'file-back', $22, 'summary', $23,
           $6, $24, $24, $3, $25)`,
        [
          town,
          caseId,
          documentNumber,
          at,
          number,
          power.title,
          draft.facts,
          draft.party.kind,
          kept.shown,
          kept.sealed,
          kept.digest,
          kept.numberMask,
          kept.phoneMask,
          draft.address,
          draft.place?.[0] ?? null,
          draft.place?.[1] ?? null,
          area?.code ?? town,
          actor.unitId || null,
          [actor.personId, draft.second],
          state.step,
          state.clocks['file-back']?.dueAt ? new Date(state.clocks['file-back'].dueAt) : null,
          bigrams(
            `${number} ${power.title} ${draft.party.kind === 'organisation' ? draft.party.name : ''} ${draft.address} ${draft.facts}`,
          ),
          draft.power,
          day,
          fined ? Math.round((draft.fine ?? 0) * 100) : null,
        ],
      ),
  })
  // A replay answers the paper of the first time.
  const told = typeof opened.state.data['documentNumber'] === 'string' ? opened.state.data['documentNumber'] : documentNumber
  return { id: opened.caseId, number: opened.number, documentNumber: told, replayed: opened.replayed }
}
