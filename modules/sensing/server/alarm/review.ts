import { newId } from '#platform/contract/id.ts'
import { Fault } from '#platform/contract/problem.ts'
import { findIntake } from '#core/case/server/index.ts'
import { publish } from '#platform/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Review, ReviewReply } from '../../alarm.ts'
import { alarmStateTitles } from '../../alarm-words.ts'
import { alarmMoved } from '../../facts.ts'
import { failSensing } from '../../faults.ts'
import { getAlarm } from './alarm-list.ts'
import { countOpen } from './alarms.ts'
import { openCase } from './cases.ts'

const undoMs = 10 * 60_000

/** Each alarm of a bulk review is a case of its own with an operation number of its own, the same at every repeat. */
function actionFor(actionId: string, alarmId: string): string {
  const hex = createHash('sha256').update(`${actionId}/${alarmId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

async function log(tx: Tx, town: string, ids: readonly string[], now: Date, what: string, by: string | null, words: string): Promise<void> {
  await tx.query(
    `insert into sensing.alarm_log (town, alarm_id, id, at, what, by_id, words) select $1, i, g, $2, $3, $4, $5 from unnest($6::uuid[], $7::uuid[]) as u (i, g)`,
    [town, now, what, by, words, ids, ids.map(() => newId(now.getTime()))],
  )
}

const tell = async (tx: Tx, town: string, ids: readonly string[], state: string): Promise<void> => {
  if (ids.length > 0) await publish(tx, town, alarmMoved, { alarmIds: [...ids], state }, [`a:${town}`])
}

/** Somebody has seen it: it is not said again. @returns those that were not acknowledged before */
export async function acknowledge(tx: Tx, actor: Actor, ids: readonly string[], now: Date): Promise<string[]> {
  const seen: string[] = []
  for (const id of ids) seen.push((await getAlarm(tx, actor, id)).id)
  const rows = await tx.query<{ id: string }>(
    `update sensing.alarm set ack_at = $3, ack_by = $4, repeat_at = null where town = $1 and id = any($2::uuid[]) and ack_at is null returning id`,
    [actor.town, seen, now, actor.personId || null],
  )
  const done = rows.map((row) => row.id)
  await log(tx, actor.town, done, now, 'acknowledged', actor.personId || null, '')
  await tell(tx, actor.town, done, 'acknowledged')
  return done
}

/**
 * A person's word on alarms: false, true but no case, or a case. What was settled in the meantime is refused one by one, the rest goes on.
 * @throws Fault sensing.no-incidents
 */
export async function review(tx: Tx, platform: Platform, actor: Actor, given: Review, now: Date): Promise<z.input<typeof ReviewReply>> {
  if (given.verdict === 'case' && !findIntake(platform, 'incident')) throw failSensing('sensing.no-incidents')
  const reviewId = newId(now.getTime())
  const done: string[] = []
  const cases: { alarmId: string; caseId: string; number: string }[] = []
  const refused: { id: string; why: string }[] = []
  for (const id of [...new Set(given.ids)].toSorted()) {
    await tx.query(`select 1 as ok from sensing.alarm where town = $1 and id = $2 for update`, [actor.town, id])
    const alarm = await getAlarm(tx, actor, id).catch((error: unknown) => (error instanceof Fault ? undefined : Promise.reject(error)))
    if (!alarm) {
      refused.push({ id, why: '没有找到，或不在您的查看范围内' })
      continue
    }
    if (alarm.state !== 'pending') {
      refused.push({ id, why: `已复核为${alarmStateTitles[alarm.state]}` })
      continue
    }
    if (alarm.parent_id) {
      refused.push({ id, why: '已并入片区告警，请复核片区告警' })
      continue
    }
    if (given.verdict === 'case') {
      const opened = await openCase(tx, platform, {
        actor,
        alarm,
        actionId: actionFor(given.actionId, id),
        classCode: given.classCode,
        grade: given.grade,
        words: given.words,
        now,
      })
      cases.push({ alarmId: id, ...opened })
    }
    done.push(id)
  }
  const rows = await tx.query<{ device_id: string | null }>(
    `update sensing.alarm set state = $3, review_id = $4, reviewed_at = $5, reviewed_by = $6, review_words = $7, repeat_at = null,
       ack_at = coalesce(ack_at, $5), ack_by = coalesce(ack_by, $6)
     where town = $1 and (id = any($2::uuid[]) or parent_id = any($2::uuid[])) returning device_id`,
    [actor.town, done, given.verdict, reviewId, now, actor.personId || null, given.words],
  )
  await tx.query(`insert into sensing.review (town, id, at, by_id, verdict, words, alarm_ids) values ($1, $2, $3, $4, $5, $6, $7)`, [
    actor.town,
    reviewId,
    now,
    actor.personId || null,
    given.verdict,
    given.words,
    done,
  ])
  await log(tx, actor.town, done, now, given.verdict, actor.personId || null, given.words)
  await countOpen(tx, actor.town, [...new Set(rows.map((row) => row.device_id).filter((id): id is string => id !== null))])
  await tell(tx, actor.town, done, given.verdict)
  return { reviewId, done, cases, refused }
}

/**
 * Takes a review back within ten minutes; a case stays, it is withdrawn in its own process.
 * @throws Fault sensing.review-missing, sensing.undo-late
 */
export async function undo(tx: Tx, actor: Actor, reviewId: string, now: Date): Promise<string[]> {
  const [row] = await tx.query<{ at: Date; verdict: string; alarm_ids: string[] }>(
    `select at, verdict, alarm_ids from sensing.review where town = $1 and id = $2 and undone_at is null for update`,
    [actor.town, reviewId],
  )
  if (!row || row.verdict === 'case') throw failSensing('sensing.review-missing')
  if (now.getTime() - row.at.getTime() > undoMs) throw failSensing('sensing.undo-late')
  const rows = await tx.query<{ id: string; device_id: string | null }>(
    `update sensing.alarm set state = 'pending', review_id = null, reviewed_at = null, reviewed_by = null, review_words = '' where town = $1 and review_id = $2 returning id, device_id`,
    [actor.town, reviewId],
  )
  await tx.query(`update sensing.review set undone_at = $3 where town = $1 and id = $2`, [actor.town, reviewId, now])
  const done = rows.map((each) => each.id).filter((id) => row.alarm_ids.includes(id))
  await log(tx, actor.town, done, now, 'undone', actor.personId || null, '')
  await countOpen(tx, actor.town, [...new Set(rows.map((each) => each.device_id).filter((id): id is string => id !== null))])
  await tell(tx, actor.town, done, 'pending')
  return done
}
