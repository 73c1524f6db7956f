import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import {
  type CounterAct,
  type Priority,
  actAtCounter,
  listTickets,
  readDesk,
  readOwnTicket,
  takeForSomebody,
  takeTicket,
} from '../contract.ts'
import { type HallTown, type Seat, hallTown } from './testing/hall-town.ts'

let hall: HallTown
beforeAll(async () => {
  hall = await hallTown()
  await hall.setting({})
})

const take = (domain = 'general', priority: Priority = 'none') =>
  hall.request().call(takeTicket, { body: { actionId: newId(), domain, priority, channel: 'kiosk' } })
const own = (id: string) => hall.request().call(readOwnTicket, { params: { id } })
const refused = async (who: Seat, counter: keyof HallTown['counters'], act: CounterAct) =>
  (await hall.as(who).refused(actAtCounter, { params: { id: hall.counters[counter] }, body: { actionId: newId(), act } })).code

/** Leaves the hall empty for the next story. */
afterEach(async () => {
  await hall.platform.db.read.query(`update hall.ticket set state = 'abandoned', ended_at = now() where state not in ('done', 'abandoned')`)
  await hall.platform.db.read.query(`update hall.shift set until = now() where until is null`)
})

test('取号 → 叫号 → 办理 → 完成, and each sees it', async () => {
  const { id, number, ahead, minutes } = await take()
  expect(number).toMatch(/^A\d{3}$/)
  expect({ ahead, minutes }).toEqual({ ahead: 0, minutes: undefined })
  const opened = await hall.at('clerk', 'one', { kind: 'open' })
  expect(opened.counter).toMatchObject({ number: 1, state: 'open', clerk: { id: hall.people.clerk } })
  expect(opened.queue.map((t) => t.number)).toContain(number)
  expect((await own(id)).minutes).toBe(0)
  const called = await hall.at('clerk', 'one', { kind: 'next' })
  expect(called.counter?.current).toMatchObject({ number, state: 'called', calls: 1 })
  expect(await own(id)).toMatchObject({ state: 'called', counter: { number: 1 } })
  await hall.at('clerk', 'one', { kind: 'serve' })
  const done = await hall.at('clerk', 'one', { kind: 'finish' })
  expect(done.counter).toMatchObject({ served: 1 })
  expect(done.counter?.current).toBeUndefined()
  expect(await own(id)).toMatchObject({ state: 'done' })
  const { rows } = await hall.as('lead').call(listTickets, { query: { state: 'done' } })
  expect(rows.find((row) => row.id === id)).toMatchObject({ counter: 1, state: 'done', priority: 'none' })
})

describe('who is next', () => {
  test('old, weak, with child, disabled, soldiers first; then as they came', async () => {
    const [a, b, c] = [await take(), await take(), await take('general', 'military')]
    await hall.at('clerk', 'one', { kind: 'open' })
    const order: string[] = []
    for (let i = 0; i < 3; i++) {
      const { counter } = await hall.at('clerk', 'one', { kind: 'next' })
      order.push(counter!.current!.number)
      await hall.at('clerk', 'one', { kind: 'serve' })
      await hall.at('clerk', 'one', { kind: 'finish' })
    }
    expect(order).toEqual([c.number, a.number, b.number])
  })

  test('only what the window can do', async () => {
    await take('issue')
    await hall.at('clerk2', 'two', { kind: 'open' })
    expect(await refused('clerk2', 'two', { kind: 'next' })).toBe('hall.nobody')
    await hall.at('clerk3', 'issue', { kind: 'open' })
    expect((await hall.at('clerk3', 'issue', { kind: 'next' })).counter?.current?.domain).toBe('issue')
  })

  test('two windows that press at once get two numbers', async () => {
    for (let i = 0; i < 6; i++) await take()
    await hall.at('clerk', 'one', { kind: 'open' })
    await hall.at('clerk2', 'two', { kind: 'open' })
    for (let i = 0; i < 3; i++) {
      const both = await Promise.all([hall.at('clerk', 'one', { kind: 'next' }), hall.at('clerk2', 'two', { kind: 'next' })])
      const numbers = both.map(({ counter }) => counter?.current?.number)
      expect(new Set(numbers).size).toBe(2)
      expect(numbers).not.toContain(undefined)
      for (const [who, counter] of [
        ['clerk', 'one'],
        ['clerk2', 'two'],
      ] as const) {
        await hall.at(who, counter, { kind: 'serve' })
        await hall.at(who, counter, { kind: 'finish' })
      }
    }
  })

  test('a chosen number is called out of its turn', async () => {
    await take()
    const chosen = await take()
    await hall.at('clerk', 'one', { kind: 'open' })
    expect((await hall.at('clerk', 'one', { kind: 'call', ticket: chosen.id })).counter?.current?.number).toBe(chosen.number)
    expect(await refused('clerk', 'one', { kind: 'call', ticket: newId() })).toBe('hall.busy')
  })
})

describe('过号', () => {
  test('three calls, then three places back; missed again it is given up', async () => {
    const missed = await take()
    const others = [await take(), await take(), await take(), await take()]
    await hall.at('clerk', 'one', { kind: 'open' })
    await hall.at('clerk', 'one', { kind: 'next' })
    expect(await refused('clerk', 'one', { kind: 'miss' })).toBe('hall.call-again')
    await hall.at('clerk', 'one', { kind: 'recall' })
    await hall.at('clerk', 'one', { kind: 'recall' })
    expect(await refused('clerk', 'one', { kind: 'recall' })).toBe('hall.calls-used')
    const after = await hall.at('clerk', 'one', { kind: 'miss' })
    expect(after.queue.map((t) => t.number)).toEqual([...others.slice(0, 3), missed, others[3]!].map((t) => t.number))
    expect(await own(missed.id)).toMatchObject({ state: 'missed', ahead: 3, misses: 1 })
    await hall.at('clerk', 'one', { kind: 'call', ticket: missed.id })
    await hall.at('clerk', 'one', { kind: 'recall' })
    await hall.at('clerk', 'one', { kind: 'recall' })
    await hall.at('clerk', 'one', { kind: 'miss' })
    expect(await own(missed.id)).toMatchObject({ state: 'abandoned', misses: 2 })
  })
})

describe('转窗口', () => {
  test('to a domain: before those who have not waited', async () => {
    const [a, b] = [await take('issue'), await take('general')]
    await hall.at('clerk', 'one', { kind: 'open' })
    await hall.at('clerk3', 'issue', { kind: 'open' })
    await hall.at('clerk', 'one', { kind: 'next' })
    await hall.at('clerk', 'one', { kind: 'hand-on', domain: 'issue' })
    const { queue } = await hall.as('clerk3').call(readDesk, {})
    expect(queue.map((t) => t.number)).toEqual([b.number, a.number])
  })
  test('to one window, which alone calls it', async () => {
    const ticket = await take()
    await hall.at('clerk', 'one', { kind: 'open' })
    await hall.at('clerk2', 'two', { kind: 'open' })
    await hall.at('clerk', 'one', { kind: 'next' })
    await hall.at('clerk', 'one', { kind: 'hand-on', counter: hall.counters.two })
    expect(await refused('clerk', 'one', { kind: 'next' })).toBe('hall.nobody')
    expect((await hall.at('clerk2', 'two', { kind: 'next' })).counter?.current?.number).toBe(ticket.number)
  })
  test('a window that closes sets its numbers free', async () => {
    const ticket = await take()
    await hall.at('clerk', 'one', { kind: 'open' })
    await hall.at('clerk2', 'two', { kind: 'open' })
    await hall.at('clerk', 'one', { kind: 'next' })
    await hall.at('clerk', 'one', { kind: 'hand-on', counter: hall.counters.two })
    await hall.at('clerk2', 'two', { kind: 'close' })
    expect((await hall.at('clerk', 'one', { kind: 'next' })).counter?.current?.number).toBe(ticket.number)
  })
  test('not nowhere, not to a closed window, not to an unknown domain', async () => {
    await take()
    await hall.at('clerk', 'one', { kind: 'open' })
    await hall.at('clerk', 'one', { kind: 'next' })
    expect(await refused('clerk', 'one', { kind: 'hand-on' })).toBe('hall.domain-unknown')
    expect(await refused('clerk', 'one', { kind: 'hand-on', domain: 'nothing' })).toBe('hall.domain-unknown')
    expect(await refused('clerk', 'one', { kind: 'hand-on', counter: hall.counters.two })).toBe('hall.counter-unknown')
  })
})

describe('windows', () => {
  test('one clerk one window, one window one clerk', async () => {
    await hall.at('clerk', 'one', { kind: 'open' })
    expect(await refused('clerk', 'two', { kind: 'open' })).toBe('hall.other-window')
    expect(await refused('clerk2', 'one', { kind: 'open' })).toBe('hall.counter-taken')
    expect(await refused('clerk', 'one', { kind: 'open' })).toBe('hall.not-now')
    expect(await refused('clerk2', 'one', { kind: 'next' })).toBe('hall.not-yours')
    expect(await refused('clerk2', 'one', { kind: 'close' })).toBe('hall.not-yours')
  })
  test('paused nobody is called; back again they are', async () => {
    await take()
    await hall.at('clerk', 'one', { kind: 'open' })
    expect((await hall.at('clerk', 'one', { kind: 'pause', reason: '取材料' })).counter).toMatchObject({
      state: 'paused',
      reason: '取材料',
    })
    expect(await refused('clerk', 'one', { kind: 'next' })).toBe('hall.not-now')
    expect(await refused('clerk', 'one', { kind: 'pause', reason: '再停' })).toBe('hall.not-now')
    await hall.at('clerk', 'one', { kind: 'resume' })
    expect((await hall.at('clerk', 'one', { kind: 'next' })).counter?.current).toBeDefined()
    expect(await refused('clerk', 'one', { kind: 'pause', reason: '取材料' })).toBe('hall.busy')
    expect(await refused('clerk', 'one', { kind: 'close' })).toBe('hall.busy')
  })
  test('a spare window opens as 潮汐; whoever leads the hall may close one left open', async () => {
    expect((await hall.at('clerk3', 'spare', { kind: 'open' })).counter).toMatchObject({ state: 'tidal', number: 7 })
    const after = await hall.at('lead', 'spare', { kind: 'close' })
    expect(after.closed.map(({ number }) => number)).toContain(7)
  })
  test('a window there is not', async () => {
    const problem = await hall
      .as('clerk')
      .refused(actAtCounter, { params: { id: newId() }, body: { actionId: newId(), act: { kind: 'open' } } })
    expect(problem.code).toBe('hall.counter-unknown')
  })
})

test('the same action twice calls one number', async () => {
  await take()
  await take()
  await hall.at('clerk', 'one', { kind: 'open' })
  const body = { actionId: newId(), act: { kind: 'next' as const } }
  const first = await hall.as('clerk').call(actAtCounter, { params: { id: hall.counters.one }, body })
  const again = await hall.as('clerk').call(actAtCounter, { params: { id: hall.counters.one }, body })
  expect(again.counter?.current?.number).toBe(first.counter?.current?.number)
  expect((await hall.as('clerk').call(readDesk, {})).waiting).toBe(1)
})

test('the guide takes a number for somebody without a phone', async () => {
  const { id, first } = await hall.as('clerk').call(takeForSomebody, { body: { actionId: newId(), domain: 'general', priority: 'elder' } })
  expect(first).toBe(true)
  const { rows, total } = await hall.as('lead').call(listTickets, { query: { state: 'waiting' } })
  expect({ total, channel: rows.find((row) => row.id === id)?.channel }).toEqual({ total: 1, channel: 'guide' })
})
