import { newId } from '#platform/contract/id.ts'
import { schedule } from '#platform/server/jobs.ts'
import { publish } from '#platform/server/outbox.ts'
import { type Tx, prepared } from '#platform/server/database.ts'
import { systemActor } from '#core/org/contract.ts'
import { type CaseEffect, act, audienceOf } from '#core/case/server/index.ts'
import { helpAsked, incidentReplied, incidentUrged } from '../facts.ts'
import { columnsAfter, counted, firsts, lasts } from '../row-moves.ts'

const moment = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms))
const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null)

/** The row's update after an action: which moments it fills differs, so each action has its own statement. */
function updateOf(action: string): string {
  let text = updates.get(action)
  if (!text) {
    const sets = [...(firsts[action] ?? []).map((c) => `${c} = coalesce(${c}, $3)`), ...(lasts[action] ? [`${lasts[action]} = $3`] : [])]
    text = prepared(
      `update incident.incident set ${sets.map((s) => `${s}, `).join('')}
         seq = $4, step = $5, open = $6, closed_at = $7, result = $8, class_code = $9, class_title = $10, grade = $11, title = $12, address = $13,
         area_code = $14, village_code = $15, finish_due = coalesce($16, finish_due), lead_unit = coalesce($17, lead_unit), returns = returns + $18, reworks = reworks + $19,
         reopened = reopened + $20, outcome = $21, answer = $22, satisfied = coalesce($23, satisfied), shelved = $24,
         main_case = case when $30 then coalesce($25::uuid, main_case) end, void_reason = $26,
         place = case when $27::float8 is null then place else point($27::float8, $28::float8) end, lead_person = $29
       where town = $1 and case_id = $2 and $3::timestamptz is not null`,
    )
    updates.set(action, text)
  }
  return text
}
const updates = new Map<string, string>()

/** Keeps the incident row in step with the case: the list and the indicators read from it. */
const record: CaseEffect = {
  name: 'incident.record',
  run: async (tx, change) => {
    const { after, action, act: done, town, caseId } = change
    const at = moment(done.at)
    const n = counted(change)
    const c = columnsAfter(change)
    await tx.post(updateOf(action.key), [
      town,
      caseId,
      at,
      c.seq,
      c.step,
      c.closedAt === undefined,
      moment(c.closedAt),
      c.result,
      c.classCode,
      c.classTitle,
      c.grade,
      c.title,
      c.address,
      c.areaCode,
      c.villageCode,
      moment(c.finishDue ?? undefined),
      c.lead,
      n.returns,
      n.reworks,
      n.reopened,
      c.outcome,
      c.answer,
      c.satisfied,
      c.shelved,
      c.main,
      c.voidReason,
      c.place?.[0] ?? null,
      c.place?.[1] ?? null,
      c.leadPerson,
      c.keepsMain,
    ])
    if (after.closedAt !== undefined && change.before.closedAt === undefined) await forgetKeysLater(tx, town, caseId, change.now)
  },
}

/** A closed incident is still offered for two weeks, then its likeness keys go. */
async function forgetKeysLater(tx: Tx, town: string, caseId: string, closed: Date): Promise<void> {
  await schedule(tx, { town, kind: 'incident.keys-forget', key: caseId, runAt: new Date(closed.getTime() + 14 * 86_400_000) })
}

/** The merged reports close with their main case and carry its result: every reporter is answered. */
const closeMerged: CaseEffect = {
  name: 'incident.close-merged',
  run: async (tx, change, platform) => {
    if (change.after.closedAt === undefined) return
    const merged = await tx.query<{ case_id: string }>(
      // Not those that closed with it before it was reopened.
      `select l.case_id from "case".live_link l join "case".card c on c.town = l.town and c.id = l.case_id
       where l.town = $1 and l.other_id = $2 and l.kind = 'merged-into' and c.closed_at is null order by l.case_id`,
      [change.town, change.caseId],
    )
    for (const { case_id: caseId } of merged) {
      await act(tx, platform, {
        caseId,
        action: 'close-with-main',
        input: { result: change.after.result ?? 'solved', words: `随主件 ${change.number} 结案` },
        actor: systemActor(change.town),
        actionId: newId(),
        now: change.now,
        at: new Date(change.act.at),
      })
    }
  },
}

/** Closed: tells everybody who reported it, merged reporters too. What is sent and how is core/notice's and the doors' work. */
const reply: CaseEffect = {
  name: 'incident.reply',
  run: async (tx, change) => {
    if (change.after.closedAt === undefined) return
    await tx.query(
      `update incident.reporter set answered_at = $3 where town = $1 and (case_id = $2 or case_id in (select case_id from incident.incident where town = $1 and main_case = $2)) and answered_at is null`,
      [change.town, change.caseId, change.now],
    )
    await publish(tx, change.town, incidentReplied, { caseId: change.caseId, number: change.number, result: change.after.result ?? '' }, [])
  },
}

const urge: CaseEffect = {
  name: 'incident.urge',
  run: async (tx, change) => {
    const { after } = change
    const words = text(change.act.input['words']) ?? ''
    await publish(
      tx,
      change.town,
      incidentUrged,
      { caseId: change.caseId, number: change.number, title: change.title, words, by: change.actor.name, holder: after.holder },
      audienceOf(change.town, after),
    )
  },
}

const help: CaseEffect = {
  name: 'incident.help',
  run: async (tx, { town, caseId, number, title, act: done, actor }) => {
    const words = text(done.input['reason']) ?? ''
    await publish(tx, town, helpAsked, { caseId, number, title, words, by: actor.name, emergency: false }, [`a:${town}`])
  },
}

export const incidentEffects = [record, closeMerged, reply, urge, help]
