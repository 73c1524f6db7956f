import { dayOf, type Actor } from '#core/org/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import type { TownCalendar } from '#core/calendar/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call } from '#platform/server/module.ts'
import { z } from 'zod'
import { failHall } from '../faults.ts'
import type { bookSlot } from '../public-endpoints.ts'
import { type HallSetting, domainTitle } from '../setting.ts'
import { bookableDays, slotBegins, slotsOf } from '../slots.ts'
import type { Appointment } from '../view.ts'
import { getDomain, getSetting } from './settings.ts'

export interface AppointmentRow {
  readonly id: string
  readonly day: string
  readonly minute: number
  readonly domain: string
  readonly code: string
  readonly state: Appointment['state']
  readonly ticket_id: string | null
}
const columns = `id, day, minute, domain, code, state, ticket_id`

/** An appointment as whoever made it sees it. */
export const appointmentView = (row: AppointmentRow, setting: HallSetting): Appointment => ({
  id: row.id,
  code: row.code,
  domainTitle: domainTitle(setting, row.domain),
  day: row.day,
  minute: row.minute,
  state: row.state,
  tolerance: setting.booking.tolerance,
  ...(row.ticket_id ? { ticketId: row.ticket_id } : {}),
})

/** Slots of a day that have not begun, or none when the day is not to be booked. */
export const openSlots = (calendar: TownCalendar, setting: HallSetting, day: string, now: Date): number[] =>
  bookableDays(calendar, dayOf(now), setting).includes(day)
    ? slotsOf(calendar, day, setting.booking.minutes).filter((minute) => slotBegins(day, minute) > now.getTime())
    : []

/** How many places each slot still has. @throws Fault hall.slot-unknown for a day that cannot be booked */
export async function slotsLeft(tx: Tx, town: string, ask: { domain: string; day: string }, now: Date) {
  const { setting } = await getSetting(tx, town)
  const domain = getDomain(setting, ask.domain)
  const slots = domain.booking ? openSlots(await getCalendar(tx, town), setting, ask.day, now) : []
  const taken = await tx.query<{ minute: number; booked: number }>(
    `select minute, booked from hall.slot where town = $1 and day = $2 and domain = $3`,
    [town, ask.day, ask.domain],
  )
  const left = (minute: number) => Math.max(0, setting.booking.capacity - (taken.find((slot) => slot.minute === minute)?.booked ?? 0))
  return { slots: slots.map((minute) => ({ minute, left: left(minute) })) }
}

/** Six characters that cannot be taken for one another. */
function bookingCode(): string {
  const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => letters[byte % letters.length]).join('')
}

/**
 * Books a place in a slot. The place is counted and checked in one statement, so that the last one is given once however many ask.
 * @throws Fault hall.slot-unknown, hall.slot-full
 */
export async function book({ tx, actor, body, now }: Call<typeof bookSlot, Actor>): Promise<Appointment> {
  const { town } = actor
  const { setting } = await getSetting(tx, town)
  const domain = getDomain(setting, body.domain)
  if (!domain.booking || !openSlots(await getCalendar(tx, town), setting, body.day, now).includes(body.minute))
    throw failHall('hall.slot-unknown')
  const counted = await tx.query(
    `insert into hall.slot as s (town, day, minute, domain, booked) values ($1, $2, $3, $4, 1)
     on conflict (town, day, minute, domain) do update set booked = s.booked + 1 where s.booked < $5 returning booked`,
    [town, body.day, body.minute, body.domain, setting.booking.capacity],
  )
  if (counted.length === 0) throw failHall('hall.slot-full', { fields: [{ path: 'minute', message: '这个时段已约满' }] })
  const [row] = await tx.query<AppointmentRow>(
    `insert into hall.appointment (town, id, day, minute, domain, code, made_at) values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
    [town, newId(now.getTime()), body.day, body.minute, body.domain, bookingCode(), now],
  )
  return appointmentView(row!, setting)
}

/** @throws Fault hall.appointment-unknown */
export async function getAppointment(tx: Tx, town: string, id: string, lock = ''): Promise<AppointmentRow> {
  const [row] = await tx.query<AppointmentRow>(`select ${columns} from hall.appointment where town = $1 and id = $2 ${lock}`, [town, id])
  if (!row) throw failHall('hall.appointment-unknown')
  return row
}

/** Today's appointment of a code, locked. @throws Fault hall.appointment-unknown */
export async function lockByCode(tx: Tx, town: string, day: string, code: string): Promise<AppointmentRow> {
  const [row] = await tx.query<AppointmentRow>(
    `select ${columns} from hall.appointment where town = $1 and day = $2 and code = $3 for update`,
    [town, day, code],
  )
  if (!row)
    throw failHall('hall.appointment-unknown', { detail: '今天没有这个预约码', fields: [{ path: 'code', message: '今天没有这个预约码' }] })
  return row
}

/** Cancels; the place is free again. @throws Fault hall.appointment-over */
export async function cancel(tx: Tx, town: string, id: string, now: Date): Promise<Appointment> {
  const row = await getAppointment(tx, town, id, 'for update')
  if (row.state !== 'booked') throw failHall('hall.appointment-over')
  await tx.query(`update hall.appointment set state = 'cancelled', ended_at = $3 where town = $1 and id = $2`, [town, id, now])
  await tx.query(`update hall.slot set booked = booked - 1 where town = $1 and day = $2 and minute = $3 and domain = $4 and booked > 0`, [
    town,
    row.day,
    row.minute,
    row.domain,
  ])
  const { setting } = await getSetting(tx, town)
  return appointmentView({ ...row, state: 'cancelled' }, setting)
}

/** Appointments whose time has gone by become 未到. */
export async function missAppointments(tx: Tx, town: string, now: Date): Promise<void> {
  const { setting } = await getSetting(tx, town)
  await tx.query(
    `update hall.appointment set state = 'no-show', ended_at = $2
     where town = $1 and state = 'booked' and (day::timestamp at time zone 'Asia/Shanghai') + make_interval(mins => minute + $3) < $2`,
    [town, now, setting.booking.tolerance],
  )
}

const Cursor = z.tuple([z.iso.date(), z.int(), z.uuid()])

/** Appointments, by day and slot; without their codes. */
export async function listAppointmentRows(
  tx: Tx,
  town: string,
  ask: { day?: string | undefined; after?: string | undefined; limit: number },
) {
  const cursor = readAfter(Cursor, ask.after)
  const rows = await tx.query<AppointmentRow>(
    `select ${columns} from hall.appointment where town = $1 and ($2::date is null or day = $2)
       and ($3::date is null or day < $3 or (day = $3 and (minute, id) > ($4::int, $5::uuid)))
     order by day desc, minute, id limit $6`,
    [town, ask.day ?? null, cursor?.[0] ?? null, cursor?.[1] ?? null, cursor?.[2] ?? null, ask.limit + 1],
  )
  const { setting } = await getSetting(tx, town)
  const shown = rows.slice(0, ask.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => appointmentView(row, setting)),
    ...(rows.length > ask.limit && last ? { next: writeCursor([last.day, last.minute, last.id]) } : {}),
  }
}
