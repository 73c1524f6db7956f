import { z } from 'zod'
import { findAction, formSchema } from '#core/case/contract.ts'
import { act, findCase, findIntake, getProcess } from '#core/case/server/index.ts'
import { caseActed } from '#core/case/contract.ts'
import { type Actor, systemActor } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { Fault } from '#platform/contract/problem.ts'
import { publish, schedule } from '#platform/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { type JobKind, type Platform, onFact } from '#platform/server/module.ts'
import type { Grade } from '../../alarm-words.ts'
import { failSensing } from '../../faults.ts'
import type { Reading } from '../../reading.ts'
import { alarmMoved } from '../../facts.ts'
import { type AlarmRecord, alarmColumns, alarmTables } from './alarm-list.ts'
import { alarmJobs, countOpen } from './alarms.ts'
import { proposalOf } from './case-words.ts'
import { autoOf, getRule } from './rules.ts'

export interface Opening {
  readonly actor: Actor
  readonly alarm: AlarmRecord
  readonly actionId: string
  readonly classCode?: string | undefined
  readonly grade?: Grade | undefined
  readonly words: string
  readonly now: Date
}

/** The readings a case keeps: those of the alarm's first device around its onsets, at most forty. */
async function readingsFor(tx: Tx, town: string, alarm: AlarmRecord): Promise<unknown[]> {
  if (!alarm.device_id) return []
  const rows = await tx.query<{ at: Date; values: Record<string, number> }>(
    `select at, "values" from sensing.reading where town = $1 and device_id = $2 and at >= $3 and at <= $4 order by at desc limit 40`,
    [town, alarm.device_id, new Date(alarm.onset.getTime() - 3_600_000), new Date(alarm.last_onset.getTime() + 3_600_000)],
  )
  return rows.toReversed().map((row) => ({ at: row.at.toISOString(), values: row.values }))
}

const Kept = z.object({
  sensing: z.object({
    alarmId: z.string(),
    readings: z.array(z.object({ at: z.iso.datetime(), values: z.record(z.string(), z.number()) })),
  }),
})

/** The readings a case was opened on, for when their partition is long dropped. */
export function keptReadings(origin: unknown, alarmId: string): Reading[] {
  const kept = Kept.safeParse(origin).data?.sensing
  if (kept?.alarmId !== alarmId) return []
  return kept.readings.map(({ at, values }, seq) => ({ at: Date.parse(at), seq, values, late: false, skewed: false }))
}

/**
 * Opens an ordinary case of an alarm through the front door of the incident module, with its class, grade, place and readings; the make-safe
 * clock is the class's.
 * @throws Fault sensing.no-incidents where no module takes findings
 */
export async function openCase(tx: Tx, platform: Platform, opening: Opening): Promise<{ caseId: string; number: string }> {
  const { actor, alarm, actionId, words, now } = opening
  const intake = findIntake(platform, 'incident')
  if (!intake) throw failSensing('sensing.no-incidents')
  const rule = alarm.rule_id ? await getRule(tx, actor.town, alarm.rule_id).catch(() => undefined) : undefined
  const proposal = proposalOf(alarm, rule)
  const classCode = opening.classCode ?? proposal.classCode
  const grade = opening.grade ?? proposal.grade
  const members = await tx.query<{ title: string; address: string }>(
    `select title, address from sensing.alarm where town = $1 and parent_id = $2 order by raised_at limit 50`,
    [actor.town, alarm.id],
  )
  const report = {
    actor,
    actionId,
    now,
    at: alarm.onset < now ? alarm.onset : now,
    title: alarm.title.slice(0, 80),
    description: `${proposal.description}${words ? `复核意见：${words}` : ''}${members.length > 0 ? `\n涉及：${members.map((m) => m.title).join('；')}` : ''}`,
    channel: 'device' as const,
    address: alarm.address || alarm.area_name || '位置见告警',
    terminal: '城市感知网',
    ...(alarm.place ? { place: alarm.place } : {}),
    ...(grade ? { grade } : {}),
    facts: {
      sensing: {
        alarmId: alarm.id,
        deviceId: alarm.device_id,
        device: alarm.device_name,
        deviceKey: alarm.device_key,
        rule: rule?.words ?? alarm.rule_title,
        onset: alarm.onset.toISOString(),
        count: alarm.count,
        peak: alarm.peak,
        readings: await readingsFor(tx, actor.town, alarm),
      },
    },
  }
  const receipt = await intake.open(tx, platform, classCode ? { ...report, classCode } : report).catch((error: unknown) => {
    // A town's own catalogue may lack the class: better a case the dispatcher classes than none.
    if (error instanceof Fault && error.code.endsWith('.class-unknown') && !opening.classCode) return intake.open(tx, platform, report)
    throw error
  })
  await tx.query(
    `update sensing.alarm set state = 'case', case_id = $3, case_number = $4, case_step = '待受理', repeat_at = null, ack_at = coalesce(ack_at, $5), ack_by = coalesce(ack_by, $6)
     where town = $1 and (id = $2 or parent_id = $2)`,
    [actor.town, alarm.id, receipt.caseId, receipt.number, now, actor.personId || null],
  )
  await tx.query(`insert into sensing.alarm_log (town, alarm_id, id, at, what, by_id, words) values ($1, $2, $3, $4, 'case', $5, $6)`, [
    actor.town,
    alarm.id,
    newId(now.getTime()),
    now,
    actor.personId || null,
    receipt.number,
  ])
  // It may be over already.
  if (alarm.end_at) await schedule(tx, { town: actor.town, kind: alarmJobs.tell, key: alarm.id, runAt: now })
  return { caseId: receipt.caseId, number: receipt.number }
}

export async function findAlarm(tx: Tx, town: string, id: string): Promise<AlarmRecord | undefined> {
  const [row] = await tx.query<AlarmRecord>(`select ${alarmColumns} from ${alarmTables} where a.town = $1 and a.id = $2`, [town, id])
  return row
}

/** A rule opens a case itself: only while its false rate is known and low, and only what still lasts and nobody has looked at. */
export const openByRule: JobKind = {
  kind: alarmJobs.open,
  run: async (tx, { town, key }, platform) => {
    await tx.query(`select 1 as ok from sensing.alarm where town = $1 and id = $2 for update`, [town, key])
    const alarm = await findAlarm(tx, town, key)
    if (!alarm || alarm.state !== 'pending' || alarm.parent_id || !alarm.rule_id || !findIntake(platform, 'incident')) return
    const rule = await getRule(tx, town, alarm.rule_id).catch(() => undefined)
    if (!rule || !rule.enabled || !rule.auto.active) return
    const now = platform.now()
    const why = autoOf(rule, rule.reviewed, Math.round((rule.falseRate ?? 0) * rule.reviewed)).why
    await openCase(tx, platform, {
      actor: systemActor(town, '城市感知网'),
      alarm,
      actionId: alarm.id,
      words: `由规则自动成案（${why}）`,
      now,
    })
    await tx.query(`update sensing.alarm set by_rule = true, reviewed_at = $3, review_words = $4 where town = $1 and id = $2`, [
      town,
      key,
      now,
      why,
    ])
    await publish(tx, town, alarmMoved, { alarmIds: [key], state: 'case' }, [`a:${alarm.area_code || town}`])
  },
}

/** Writes on the case that what was measured is normal again, by whichever action the case's process keeps for other systems. */
export const tellCase: JobKind = {
  kind: alarmJobs.tell,
  run: async (tx, { town, key }, platform) => {
    const alarm = await findAlarm(tx, town, key)
    if (!alarm?.case_id || !alarm.end_at) return
    const row = await findCase(tx, town, alarm.case_id)
    if (!row) return
    const process = await getProcess(tx, platform, town, row.process, row.version)
    const open = process.actions.find(
      (one) =>
        one.who.some((who) => who.system === true) &&
        (one.from.includes('*') || one.from.includes(row.step)) &&
        typeof one.to === 'object' &&
        'stay' in one.to,
    )
    const action = open && findAction(process, open.key)
    if (!action) return
    const words = `${alarm.title}：读数于 ${new Date(alarm.end_at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')} 恢复正常${alarm.count > 1 ? `（共 ${alarm.count} 次）` : ''}`
    const texts = action.form.filter((field) => !field.derived && (field.kind === 'text' || field.kind === 'long-text'))
    const input = Object.fromEntries(
      texts.map((field, i) => [field.key, i === 0 && texts.length > 1 ? '感知告警已解除' : words.slice(0, field.max ?? 200)]),
    )
    if (!formSchema(action.form).safeParse(input).success) return
    await act(tx, platform, {
      caseId: alarm.case_id,
      action: action.key,
      input,
      actor: systemActor(town, '城市感知网'),
      actionId: newId(),
      now: platform.now(),
      terminal: '城市感知网',
    })
    await tx.query(`update sensing.alarm set end_written = true where town = $1 and id = $2`, [town, key])
    await tx.query(`insert into sensing.alarm_log (town, alarm_id, id, at, what, words) values ($1, $2, $3, $4, 'ended', $5)`, [
      town,
      key,
      newId(platform.now().getTime()),
      platform.now(),
      words,
    ])
  },
}

/** What happens to the case shows on its alarm; one found untrue counts against the rule. */
export const followCase = onFact(caseActed, 'sensing.alarm-case', async (tx, fact, { town, at }) => {
  const rows = await tx.query<{ id: string; device_id: string | null; area_code: string; parent_id: string | null }>(
    `update sensing.alarm set case_step = $3, case_closed = $4, state = case when $4 and $5 then 'false' when not $4 and state = 'false' then 'case' else state end
     where town = $1 and case_id = $2 returning id, device_id, area_code, parent_id`,
    [town, fact.caseId, fact.stepTitle, fact.closed, fact.result === 'invalid'],
  )
  await tx.query(
    `update sensing.device set upkeep_closed_at = case when $3 then $4::timestamptz end where town = $1 and upkeep_case = $2`,
    [town, fact.caseId, fact.closed, at],
  )
  if (rows.length === 0) return
  await countOpen(tx, town, [...new Set(rows.map((row) => row.device_id).filter((id): id is string => id !== null))])
  const lead = rows.filter((row) => row.parent_id === null)
  await publish(
    tx,
    town,
    alarmMoved,
    { alarmIds: lead.map((row) => row.id), state: 'case' },
    lead.map((row) => `a:${row.area_code || town}`),
  )
})
