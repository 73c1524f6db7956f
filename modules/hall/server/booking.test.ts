import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import {
  bookSlot,
  cancelAppointment,
  checkIn,
  listAppointments,
  listSlots,
  readAppointment,
  readDesk,
  takeForSomebody,
} from '../contract.ts'
import { missAppointments } from './booking.ts'
import { type HallTown, hallTown, monday } from './testing/hall-town.ts'

const minute = 60_000
const day = '2026-11-23'
const slot = 10 * 60
const begins = Date.parse(`${day}T10:00:00+08:00`)

let hall: HallTown
beforeAll(async () => {
  hall = await hallTown()
  hall.setNow(monday)
})
const at = (ms: number) => hall.setNow(new Date(ms))
const book = (more: object = {}) =>
  hall.request().call(bookSlot, { body: { actionId: newId(), domain: 'general', day, minute: slot, ...more } })
const left = async (of = slot) =>
  (await hall.request().call(listSlots, { query: { domain: 'general', day } })).slots.find((each) => each.minute === of)?.left
const arrive = (code: string) => hall.request().call(checkIn, { body: { actionId: newId(), code } })
const refused = async (code: string) => (await hall.request().refused(checkIn, { body: { actionId: newId(), code } })).code

describe('a slot', () => {
  test('its places are given once however many ask; a cancelled one is free again', async () => {
    expect(await left()).toBe(4)
    const answers = await Promise.all(
      Array.from({ length: 9 }, () =>
        hall.request().post('/public/hall/appointments', { actionId: newId(), domain: 'general', day, minute: slot }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200).length).toBe(4)
    expect(answers.filter(({ body }) => (body as { code?: string }).code === 'hall.slot-full').length).toBe(5)
    expect(await left()).toBe(0)
    const [one] = answers.filter(({ status }) => status === 200).map(({ body }) => body as { id: string })
    const cancelled = await hall.request().call(cancelAppointment, { params: { id: one!.id }, body: { actionId: newId() } })
    expect(cancelled.state).toBe('cancelled')
    expect(await left()).toBe(1)
    const again = await hall.request().refused(cancelAppointment, { params: { id: one!.id }, body: { actionId: newId() } })
    expect(again.code).toBe('hall.appointment-over')
  })

  test('not in the past, not on a day off, not beyond the days, not for what is not booked', async () => {
    const no = async (more: object) =>
      (await hall.request().refused(bookSlot, { body: { actionId: newId(), domain: 'general', day, minute: slot, ...more } })).code
    expect(await no({ minute: 8 * 60 + 30 })).toBe('hall.slot-unknown')
    expect(await no({ minute: slot + 7 })).toBe('hall.slot-unknown')
    expect(await no({ day: '2026-11-28' })).toBe('hall.slot-unknown')
    expect(await no({ day: '2027-03-01' })).toBe('hall.slot-unknown')
    expect(await no({ domain: 'issue' })).toBe('hall.slot-unknown')
    expect(await no({ domain: 'nothing' })).toBe('hall.domain-unknown')
  })
})

describe('coming (rules.md §5.7: ±15 min)', () => {
  test('in time: before those who have none, and once only', async () => {
    const { code, id } = await book({ minute: slot + 30 })
    at(begins + 14 * minute)
    expect(await refused(code)).toBe('hall.too-early')
    at(begins + 30 * minute)
    const before = await hall.as('clerk').call(takeForSomebody, { body: { actionId: newId(), domain: 'general' } })
    const mine = await arrive(code.toLowerCase())
    expect(mine.ahead).toBe(0)
    await hall.at('clerk', 'one', { kind: 'open' })
    const { queue } = await hall.as('clerk').call(readDesk, {})
    expect(queue.map(({ number, booked }) => [number, booked])).toEqual([
      [mine.number, true],
      [before.number, false],
    ])
    expect(await hall.request().call(readAppointment, { params: { id } })).toMatchObject({ state: 'arrived', ticketId: mine.id })
    expect(await refused(code)).toBe('hall.appointment-over')
    at(monday.getTime())
  })

  test('too late it no longer holds, and is 未到', async () => {
    at(monday.getTime())
    const { code, id } = await book({ minute: slot + 60 })
    at(begins + 76 * minute)
    expect(await refused(code)).toBe('hall.too-late')
    await hall.platform.db.transaction((tx) => missAppointments(tx, hall.code, hall.platform.now()))
    expect((await hall.request().call(readAppointment, { params: { id } })).state).toBe('no-show')
    expect(await refused(code)).toBe('hall.too-late')
    const { rows } = await hall.as('lead').call(listAppointments, { query: { day } })
    expect(rows.find((row) => row.id === id)?.state).toBe('no-show')
    // The ledger has no codes: whoever reads it could check somebody in.
    expect(JSON.stringify(rows)).not.toContain(code)
    at(monday.getTime())
  })

  test('a code of nobody', async () => {
    expect(await refused('ZZZZZZ')).toBe('hall.appointment-unknown')
    expect((await hall.request().refused(readAppointment, { params: { id: newId() } })).code).toBe('hall.appointment-unknown')
  })
})

test('appointments are paged', async () => {
  const first = await hall.as('lead').call(listAppointments, { query: { day, limit: 2 } })
  const second = await hall.as('lead').call(listAppointments, { query: { day, limit: 200, after: first.next } })
  const ids = [...first.rows, ...second.rows].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBeGreaterThan(4)
})
