import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import { leaveQueue, publicHall, readOwnTicket, takeTicket } from '../contract.ts'
import { takeNumber } from './taking.ts'
import { type HallTown, hallTown, monday } from './testing/hall-town.ts'

let hall: HallTown
beforeAll(async () => {
  hall = await hallTown()
})

const draft = (actionId = newId(), domain = 'general', letter = 'A') =>
  ({ actionId, domain, letter, priority: 'none', channel: 'kiosk', rank: 2 }) as const

describe('ten thousand numbers at once', () => {
  test('no number twice, none left out, each in its series', async () => {
    const wishes = Array.from({ length: 10_000 }, (_, i) => (i % 3 === 0 ? draft(newId(), 'issue', 'Q') : draft()))
    const rows = await Promise.all(wishes.map((wish) => takeNumber(hall.platform, hall.code, '2026-11-23', wish)))
    expect(new Set(rows.map(({ number }) => number)).size).toBe(10_000)
    const series = (letter: string) =>
      rows
        .filter(({ number }) => number.startsWith(letter))
        .map(({ number }) => Number(number.slice(1)))
        .toSorted((a, b) => a - b)
    expect(series('Q')).toEqual(Array.from({ length: 3_334 }, (_, i) => i + 1))
    expect(series('A')).toEqual(Array.from({ length: 6_666 }, (_, i) => i + 1))
    // Places of the whole day's line are all different.
    expect(new Set(rows.map(({ place }) => place)).size).toBe(10_000)
    expect(rows.map(({ action_id }) => action_id)).toEqual(wishes.map(({ actionId }) => actionId))
  }, 30_000)

  test('two processes at once share one series', async () => {
    // A second door to the same database stands for a second process.
    const other = { ...hall.platform, db: { ...hall.platform.db } }
    const both = await Promise.all(
      Array.from({ length: 400 }, (_, i) => takeNumber(i % 2 ? hall.platform : other, hall.code, '2026-11-24', draft())),
    )
    expect(both.map(({ number }) => Number(number.slice(1))).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 400 }, (_, i) => i + 1),
    )
  })

  test('the same action in both processes is one number', async () => {
    const other = { ...hall.platform, db: { ...hall.platform.db } }
    const wish = draft()
    const rows = await Promise.all(
      Array.from({ length: 20 }, (_, i) => takeNumber(i % 2 ? hall.platform : other, hall.code, '2026-11-25', wish)),
    )
    expect(new Set(rows.map(({ number }) => number))).toEqual(new Set(['A001']))
  })
})

describe('at the door', () => {
  test('within office hours only, with the hours said', async () => {
    hall.setNow(new Date('2026-11-22T10:00:00+08:00'))
    const problem = await hall.request().refused(takeTicket, { body: { actionId: newId(), domain: 'general' } })
    expect(problem).toMatchObject({ status: 409, code: 'hall.closed' })
    expect(problem.detail).toContain('08:30–11:30')
    expect((await hall.request().call(publicHall, {})).open).toBe(false)
    hall.setNow(undefined)
  })

  test('a lost reply costs nothing; another content under the same action is refused', async () => {
    await hall.setting({})
    const body = { actionId: newId(), domain: 'general', channel: 'phone' as const }
    const first = await hall.request().call(takeTicket, { body })
    expect((await hall.request().call(takeTicket, { body })).number).toBe(first.number)
    const other = await hall.request().refused(takeTicket, { body: { ...body, domain: 'issue' } })
    expect(other.code).toBe('platform.replay-mismatch')
  })

  test('an unknown business is refused beside its field', async () => {
    await hall.setting({})
    const problem = await hall.request().refused(takeTicket, { body: { actionId: newId(), domain: 'nothing' } })
    expect(problem).toMatchObject({ status: 422, code: 'hall.domain-unknown', fields: [{ path: 'domain' }] })
  })

  test('one address gets so many a minute', async () => {
    await hall.setting({})
    const one = hall.request()
    const answers = await Promise.all(
      Array.from({ length: 61 }, () => one.post('/public/hall/tickets', { actionId: newId(), domain: 'general' })),
    )
    expect(answers.filter(({ status }) => status === 429).length).toBe(1)
  })

  test('whoever no longer waits gives the number back, once', async () => {
    await hall.setting({})
    const { id } = await hall.request().call(takeTicket, { body: { actionId: newId(), domain: 'general' } })
    const left = await hall.request().call(leaveQueue, { params: { id }, body: { actionId: newId() } })
    expect(left.state).toBe('abandoned')
    expect((await hall.request().refused(leaveQueue, { params: { id }, body: { actionId: newId() } })).code).toBe('hall.not-now')
    expect((await hall.request().refused(leaveQueue, { params: { id: newId() }, body: { actionId: newId() } })).code).toBe(
      'hall.ticket-unknown',
    )
  })

  test('yesterday’s number is nobody’s', async () => {
    await hall.setting({})
    hall.setNow(monday)
    const { id } = await hall.request().call(takeTicket, { body: { actionId: newId(), domain: 'general' } })
    hall.setNow(new Date(monday.getTime() + 86_400_000))
    expect((await hall.request().refused(readOwnTicket, { params: { id } })).code).toBe('hall.ticket-unknown')
    hall.setNow(undefined)
  })
})
