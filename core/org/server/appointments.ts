import { newId } from '#platform/contract/id.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call } from '#platform/server/module.ts'
import type { Actor } from '../actor.ts'
import type { Appointment, createAppointment, endAppointment, movePeople, updateAppointment } from '../appointment.ts'
import { type Day, dayOf } from '../day.ts'
import { failOrg } from '../faults.ts'
import { getAppointmentRow, listAppointmentRows } from './appointment-rows.ts'
import { checkAppointer, checkDuties } from './duties.ts'
import { getPostRow } from './post-rows.ts'
import { record } from './record.ts'

export async function appoint(call: Call<typeof createAppointment, Actor>): Promise<Appointment> {
  const { tx, actor, body, now } = call
  await lockPeople(tx, actor.town, [body.personId])
  const id = await insert(tx, actor, { ...body, now })
  await checkDuties(tx, actor.town, [body.personId], body.from)
  await record(call, { kind: 'org.appointed', object: `person:${body.personId}`, detail: { ...body } })
  return getAppointmentRow(tx, actor.town, id, dayOf(now))
}

/** Corrects the days or the person stood in for. */
export async function correct(call: Call<typeof updateAppointment, Actor>): Promise<Appointment> {
  const { tx, actor, body, params, now } = call
  const before = await getAppointmentRow(tx, actor.town, params.id, dayOf(now))
  checkAppointer(actor, before.personId, before.role)
  await lockPeople(tx, actor.town, [before.personId])
  checkSpan(body.from, body.to)
  await checkPost(tx, actor.town, before.postId, body.from, now)
  if (body.substituteFor) await checkPerson(tx, actor.town, body.substituteFor, 'substituteFor')
  await checkFree(tx, actor.town, before.personId, before.postId, body.from, body.to, params.id)
  await change(tx, actor.town, params.id, body.version, now, `valid_from = $4, valid_to = $5, substitute_for = $6`, [
    body.from,
    body.to,
    body.substituteFor,
  ])
  await checkDuties(tx, actor.town, [before.personId], body.from)
  await record(call, {
    kind: 'org.appointment-changed',
    object: `person:${before.personId}`,
    detail: { before: { from: before.from, to: before.to }, after: { ...body } },
  })
  return getAppointmentRow(tx, actor.town, params.id, dayOf(now))
}

/** Ends an appointment from a day on. */
export async function end(call: Call<typeof endAppointment, Actor>): Promise<Appointment> {
  const { tx, actor, body, params, now } = call
  const before = await getAppointmentRow(tx, actor.town, params.id, dayOf(now))
  checkAppointer(actor, before.personId, before.role)
  checkEnd(before, body.to)
  await change(tx, actor.town, params.id, body.version, now, `valid_to = $4`, [body.to])
  await record(call, { kind: 'org.appointment-ended', object: `person:${before.personId}`, detail: { postId: before.postId, to: body.to } })
  return getAppointmentRow(tx, actor.town, params.id, dayOf(now))
}

/** Ends and begins on the same day for many people: all of them or none. */
export async function move(call: Call<typeof movePeople, Actor>): Promise<{ rows: Appointment[] }> {
  const { tx, actor, body, now } = call
  const { town } = actor
  const ids = body.moves.map((m) => m.appointmentId)
  if (new Set(ids).size < ids.length)
    throw failPlatform('platform.invalid', { detail: '同一任职只能调动一次', fields: [{ path: 'moves', message: '有重复的任职' }] })
  const before = new Map((await listAppointmentRows(tx, town, dayOf(now), { ids })).map((row) => [row.id, row]))
  await lockPeople(
    tx,
    town,
    [...before.values()].map((row) => row.personId),
  )
  const made: string[] = []
  for (const { appointmentId, postId } of body.moves) {
    const old = before.get(appointmentId)
    if (!old) throw failPlatform('platform.not-found', { detail: '要调动的任职不存在' })
    checkAppointer(actor, old.personId, old.role)
    checkEnd(old, body.from)
    await tx.query(`update org.appointment set valid_to = $3, version = version + 1 where town = $1 and id = $2`, [
      town,
      appointmentId,
      body.from,
    ])
    made.push(await insert(tx, actor, { personId: old.personId, postId, from: body.from, to: null, substituteFor: null, now }))
    await record(call, {
      kind: 'org.person-moved',
      object: `person:${old.personId}`,
      detail: { from: old.postId, to: postId, day: body.from },
    })
  }
  await checkDuties(
    tx,
    town,
    [...before.values()].map((row) => row.personId),
    body.from,
  )
  return { rows: await listAppointmentRows(tx, town, body.from > dayOf(now) ? body.from : dayOf(now), { ids: made }) }
}

type New = { personId: string; postId: string; from: Day; to: Day | null; substituteFor: string | null; now: Date }

async function insert(tx: Tx, actor: Actor, { personId, postId, from, to, substituteFor, now }: New): Promise<string> {
  checkSpan(from, to)
  await checkPerson(tx, actor.town, personId, 'personId')
  if (substituteFor) await checkPerson(tx, actor.town, substituteFor, 'substituteFor')
  // The post's role must not turn into another administrator's while we check.
  await tx.query(`select 1 as ok from org.post where town = $1 and id = $2 for share`, [actor.town, postId])
  checkAppointer(actor, personId, await checkPost(tx, actor.town, postId, from, now))
  await checkFree(tx, actor.town, personId, postId, from, to)
  const id = newId()
  await tx.query(
    `insert into org.appointment (town, id, person_id, post_id, valid_from, valid_to, substitute_for) values ($1, $2, $3, $4, $5, $6, $7)`,
    [actor.town, id, personId, postId, from, to, substituteFor],
  )
  return id
}

/** One appointer at a time per person, in one order: otherwise two could each see only their own of two forbidden posts. */
async function lockPeople(tx: Tx, town: string, ids: readonly string[]): Promise<void> {
  await tx.query(`select id from org.person where town = $1 and id = any($2::uuid[]) order by id for update`, [town, ids])
}

async function checkPerson(tx: Tx, town: string, id: string, path: string): Promise<void> {
  const [person] = await tx.query(`select 1 as ok from org.person where town = $1 and id = $2`, [town, id])
  if (!person) throw failPlatform('platform.invalid', { detail: '没有这个人', fields: [{ path, message: '没有这个人' }] })
}

/** @returns the post's role */
async function checkPost(tx: Tx, town: string, id: string, from: Day, now: Date): Promise<string> {
  const post = await getPostRow(tx, town, id, dayOf(now))
  if (from >= post.from && (post.to === null || from < post.to)) return post.role
  throw badDate('from', `岗位的起止为 ${post.from} 至 ${post.to ?? '今'}`)
}

/** The same person twice at one post at one time would be counted twice. */
async function checkFree(
  tx: Tx,
  town: string,
  personId: string,
  postId: string,
  from: Day,
  to: Day | null,
  except?: string,
): Promise<void> {
  const [other] = await tx.query<{ from: string }>(
    `select valid_from as "from" from org.appointment
     where town = $1 and person_id = $2 and post_id = $3 and (valid_to is null or valid_to > $4) and ($5::date is null or valid_from < $5) and id is distinct from $6 limit 1`,
    [town, personId, postId, from, to, except ?? null],
  )
  if (other) throw badDate('from', `此人自 ${other.from} 起已在这个岗位上`)
}

function checkSpan(from: Day, to: Day | null): void {
  if (to !== null && to <= from) throw badDate('to', '截止日期须晚于起始日期')
}

function checkEnd(row: Appointment, to: Day): void {
  if (to <= row.from) throw badDate('to', `须晚于任职起始日期 ${row.from}；如属误录，请更正起止日期`)
  if (row.to !== null && to > row.to) throw badDate('to', `此任职已于 ${row.to} 结束`)
}

async function change(
  tx: Tx,
  town: string,
  id: string,
  version: number,
  now: Date,
  set: string,
  values: readonly unknown[],
): Promise<void> {
  const done = await tx.query(
    `update org.appointment set ${set}, version = version + 1 where town = $1 and id = $2 and version = $3 returning 1 as ok`,
    [town, id, version, ...values],
  )
  if (done.length === 0) throw failPlatform('platform.conflict', { extra: { current: await getAppointmentRow(tx, town, id, dayOf(now)) } })
}

const badDate = (path: string, message: string) => failOrg('org.bad-date', { detail: message, fields: [{ path, message }] })
