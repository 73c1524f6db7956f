import type { CaseEffect } from '#core/case/server/index.ts'
import { nextDue } from '#core/case/contract.ts'
import { centsOf } from '../money.ts'
import { findParty, replaceParty } from './party.ts'

const moment = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms))
const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null)
const cents = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** Keeps the list's row in step with the case. */
const record: CaseEffect = {
  name: 'enforcement.record',
  run: async (tx, { town, caseId, after, actor }) => {
    const { data } = after
    const due = nextDue(after)
    await tx.query(
      `update enforcement.penalty set step = $3, open = $4, closed_at = $5, result = $6, power_code = $7, power_title = coalesce($8, power_title), filed_on = $9,
         decided_on = $10, document_number = $11, fine = $12, owed = $13, late = $14, paid = $15, case_due = $16, next_due = $17, next_clock = $18, seq = $19,
         unit_id = coalesce($20, unit_id), officers = array(select distinct unnest(officers || $21::uuid[]))
       where town = $1 and case_id = $2`,
      [
        town,
        caseId,
        after.step,
        after.closedAt === undefined,
        moment(after.closedAt),
        after.result ?? null,
        text(data['power']),
        text(data['powerTitle']),
        text(data['filedOn']),
        text(data['decidedOn']),
        text(data['documentNumber']),
        data['decided'] === 'punish' ? (centsOf(data['decidedFine']) ?? null) : null,
        cents(data['owed']),
        cents(data['late']),
        cents(data['paid']),
        moment(after.clocks['case']?.dueAt),
        moment(due?.dueAt),
        due?.clock ?? null,
        after.seq,
        after.holder.unitId ?? null,
        actor.roles.includes('officer') && actor.personId ? [actor.personId] : [],
      ],
    )
  },
}

/** Puts the party that was found out into the row, sealed anew for this case. */
const partyNamed: CaseEffect = {
  name: 'enforcement.party-named',
  run: async (tx, { town, caseId, act }, platform) => {
    const party = await findParty(tx, platform, town, String(act.input['partyId']))
    if (party) await replaceParty(tx, platform, town, caseId, party)
  },
}

export const penaltyEffects = [record, partyNamed]
