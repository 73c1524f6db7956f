import type { Actor } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { schedule, cancel } from '#platform/server/jobs.ts'
import type { Tx } from '#platform/server/database.ts'
import type { JobKind } from '#platform/server/module.ts'
import { type DutyView, moverKindOf } from '../position.ts'
import { patrolSettings } from './settings.ts'

const HOUR = 3_600_000
const JOB = 'patrol.duty-end'

interface DutyRow {
  id: string
  started_at: Date
}

async function findOpen(tx: Tx, town: string, personId: string): Promise<DutyRow | undefined> {
  const rows = await tx.query<DutyRow>(`select id, started_at from patrol.duty where town = $1 and person_id = $2 and ended_at is null`, [
    town,
    personId,
  ])
  return rows[0]
}

/** My state as the phone shows it: on or off, since when, the last place told. */
export async function dutyOf(tx: Tx, actor: Actor, now: Date): Promise<DutyView> {
  const { town, personId } = actor
  const settings = await patrolSettings(tx, town)
  const open = await findOpen(tx, town, personId)
  const [last] = await tx.query<{ at: Date; place: [number, number]; accuracy: number; mocked: boolean; area_code: string }>(
    `select at, place, accuracy, mocked, area_code from patrol.mover where town = $1 and sort = 'person' and id = $2 and on_duty and at is not null`,
    [town, personId],
  )
  return {
    on: open !== undefined,
    ...(open
      ? {
          since: open.started_at.toISOString(),
          endsBy: new Date(open.started_at.getTime() + settings.dutyHours * HOUR).toISOString(),
        }
      : {}),
    ...(open && last
      ? {
          last: {
            at: last.at.toISOString(),
            place: last.place,
            accuracy: last.accuracy,
            mocked: last.mocked,
            stale: now.getTime() - last.at.getTime() > settings.staleMinutes * 60_000,
            areaCode: last.area_code,
          },
        }
      : {}),
    everySeconds: settings.everySeconds,
    staleMinutes: settings.staleMinutes,
    serverTime: now.toISOString(),
  }
}

export interface DutyAct {
  readonly actor: Actor
  readonly now: Date
  /** When it was really tapped, if the phone sends later; never in the future. */
  readonly at?: Date | undefined
  readonly terminal?: string
}

/** Goes on duty. A second tap, or a second phone of the same person, finds the duty already open. */
export async function startDuty(tx: Tx, { actor, now, at, terminal = '' }: DutyAct): Promise<void> {
  const { town, personId } = actor
  const settings = await patrolSettings(tx, town)
  const longest = now.getTime() - settings.dutyHours * HOUR
  const begun = new Date(Math.max(longest, Math.min(at?.getTime() ?? now.getTime(), now.getTime())))
  const kind = moverKindOf({ role: actor.roles[0] ?? '', title: actor.postTitle })
  const id = newId(now.getTime())
  const made = await tx.query<{ id: string }>(
    `insert into patrol.duty (town, id, person_id, post_id, unit_id, kind, started_at, terminal) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (town, person_id) where ended_at is null do nothing returning id`,
    [town, id, personId, actor.postId, actor.unitId, kind, begun, terminal],
  )
  if (made.length === 0) return
  await tx.query(
    `insert into patrol.mover as m (town, sort, id, name, post_title, unit_id, kind, on_duty, since) values ($1, 'person', $2, $3, $4, $5, $6, true, $7)
     on conflict (town, sort, id) do update set name = excluded.name, post_title = excluded.post_title, unit_id = excluded.unit_id, kind = excluded.kind,
       on_duty = true, since = excluded.since, at = null, place = null`,
    [town, personId, actor.name, actor.postTitle, actor.unitId, kind, begun],
  )
  await schedule(tx, { town, kind: JOB, key: id, runAt: new Date(begun.getTime() + settings.dutyHours * HOUR), payload: { personId } })
}

/** Goes off duty: from here nothing of this person is on the map. */
export async function endDuty(tx: Tx, { actor, now, at }: DutyAct): Promise<void> {
  const open = await findOpen(tx, actor.town, actor.personId)
  if (!open) return
  const ended = new Date(Math.max(open.started_at.getTime(), Math.min(at?.getTime() ?? now.getTime(), now.getTime())))
  await finish(tx, actor.town, open.id, actor.personId, ended, 'self')
  await cancel(tx, { town: actor.town, kind: JOB, key: open.id })
}

async function finish(tx: Tx, town: string, id: string, personId: string, at: Date, by: 'self' | 'limit'): Promise<void> {
  await tx.query(`update patrol.duty set ended_at = $3, ended_by = $4 where town = $1 and id = $2 and ended_at is null`, [town, id, at, by])
  await tx.query(`update patrol.mover set on_duty = false, since = $3 where town = $1 and sort = 'person' and id = $2`, [
    town,
    personId,
    at,
  ])
}

/** A duty nobody ended ends by itself after the town's limit. */
export const endForgottenDuty: JobKind = {
  kind: JOB,
  run: async (tx, job) => {
    const [row] = await tx.query<{ person_id: string }>(
      `select person_id from patrol.duty where town = $1 and id = $2 and ended_at is null`,
      [job.town, job.key],
    )
    if (row) await finish(tx, job.town, job.key, row.person_id, job.runAt, 'limit')
  },
}
