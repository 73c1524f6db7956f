import type { Tx } from '#platform/server/database.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import { peopleAt, unitNames } from '#core/org/server/index.ts'
import type { RosterEntry } from '../duty/endpoints.ts'
import type { Candidate } from '../duty/roster-table.ts'
import type { DutySettings, Slot } from '../duty/shift.ts'
import { failDispatch } from '../faults.ts'

interface Row {
  day: string
  shift: string
  post: string
  person_id: string
}

export interface Assignment {
  readonly day: string
  readonly shift: string
  readonly post: string
  readonly personId: string
}

async function entriesOf(tx: Tx, town: string, rows: readonly Row[], day: string): Promise<RosterEntry[]> {
  const people = await peopleAt(tx, town, { personIds: [...new Set(rows.map((r) => r.person_id))], day })
  const byId = new Map(people.toReversed().map((one) => [one.personId, one]))
  const units = await unitNames(
    tx,
    town,
    people.map(({ unitId }) => unitId),
    day,
  )
  return rows.map((row) => {
    const person = byId.get(row.person_id)
    return {
      day: row.day,
      shift: row.shift,
      post: row.post,
      person: { id: row.person_id, name: person?.name ?? '（已离岗）' },
      unit: person ? (units.get(person.unitId) ?? '') : '',
    }
  })
}

const columns = `day::text as day, shift, post, person_id`

/** A month of the roster. @param month `YYYY-MM` */
export async function rosterOf(tx: Tx, town: string, month: string): Promise<RosterEntry[]> {
  const rows = await tx.query<Row>(
    `select ${columns} from dispatch.roster where town = $1 and day >= $2::date and day < ($2::date + interval '1 month') order by day, shift, post, position`,
    [town, `${month}-01`],
  )
  return entriesOf(tx, town, rows, dayOf(new Date()))
}

/** Who sits at the chairs of one shift. */
export async function onDuty(tx: Tx, town: string, { day, shift }: Pick<Slot, 'day' | 'shift'>): Promise<RosterEntry[]> {
  const rows = await tx.query<Row>(
    `select ${columns} from dispatch.roster where town = $1 and day = $2 and shift = $3 order by post, position`,
    [town, day, shift],
  )
  return entriesOf(tx, town, rows, day)
}

async function checkAssignments(tx: Tx, town: string, settings: DutySettings, wanted: readonly Assignment[]): Promise<void> {
  const [shifts, posts] = [new Set(settings.shifts.map(({ key }) => key)), new Set(settings.posts.map(({ key }) => key))]
  const odd = wanted.find(({ shift, post }) => !shifts.has(shift) || !posts.has(post))
  if (odd) throw failDispatch('dispatch.roster-faulty', { detail: `${odd.day} 的班次“${odd.shift}”或岗位“${odd.post}”不在设置里` })
  const known = new Set(
    (await peopleAt(tx, town, { personIds: [...new Set(wanted.map((w) => w.personId))], day: dayOf(new Date()) })).map((p) => p.personId),
  )
  const stranger = wanted.find(({ personId }) => !known.has(personId))
  if (stranger) throw failDispatch('dispatch.roster-faulty', { detail: `${stranger.day} 安排的人不在岗` })
}

async function insert(tx: Tx, actor: Actor, now: Date, wanted: readonly Assignment[]): Promise<void> {
  await tx.query(
    `insert into dispatch.roster (town, day, shift, post, person_id, position, changed_at, changed_by)
     select $1, (w->>'day')::date, w->>'shift', w->>'post', (w->>'personId')::uuid, n, $3, $4
     from jsonb_array_elements($2::jsonb) with ordinality as x(w, n) on conflict do nothing`,
    [actor.town, JSON.stringify(wanted), now, actor.subject],
  )
}

/** Replaces who sits at one chair of one shift. @throws Fault dispatch.roster-faulty */
export async function setCell(
  tx: Tx,
  actor: Actor,
  now: Date,
  settings: DutySettings,
  cell: Omit<Assignment, 'personId'>,
  personIds: readonly string[],
): Promise<void> {
  const wanted = personIds.map((personId) => ({ ...cell, personId }))
  await checkAssignments(tx, actor.town, settings, wanted)
  await tx.query(`delete from dispatch.roster where town = $1 and day = $2 and shift = $3 and post = $4`, [
    actor.town,
    cell.day,
    cell.shift,
    cell.post,
  ])
  await insert(tx, actor, now, wanted)
}

/** Replaces the days named by the assignments, whole. @throws Fault dispatch.roster-faulty */
export async function replaceDays(tx: Tx, actor: Actor, now: Date, settings: DutySettings, wanted: readonly Assignment[]): Promise<number> {
  await checkAssignments(tx, actor.town, settings, wanted)
  const days = [...new Set(wanted.map(({ day }) => day))]
  await tx.query(`delete from dispatch.roster where town = $1 and day = any($2::date[])`, [actor.town, days])
  await insert(tx, actor, now, wanted)
  return days.length
}

/** Everybody in office, for finding the names of a table. */
export async function rosterCandidates(tx: Tx, town: string, day: string): Promise<Candidate[]> {
  const people = await peopleAt(tx, town, { day })
  const units = await unitNames(
    tx,
    town,
    people.map(({ unitId }) => unitId),
    day,
  )
  return people.map(({ personId, name, unitId }) => ({ personId, name, unit: units.get(unitId) ?? '' }))
}
