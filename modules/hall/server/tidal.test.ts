import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listNotices } from '#core/notice/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { checkTidal, defaultSetting, listAdvices, readDesk, readHall, readHallDay, refuseAdvice, takeForSomebody } from '../contract.ts'
import { closeDay } from './day-close.ts'
import { lookOnce } from './look.ts'
import { type HallTown, hallTown, monday } from './testing/hall-town.ts'

const minute = 60_000
let hall: HallTown
let clock = monday.getTime()
beforeAll(async () => {
  hall = await hallTown()
})
beforeEach(async () => {
  clock = monday.getTime()
  hall.setNow(monday)
  await hall.setting({})
  await hall.platform.db.read.query(`delete from hall.ticket`)
  await hall.platform.db.read.query(`delete from hall.shift`)
  await hall.platform.db.read.query(`delete from hall.advice`)
  await hall.platform.db.read.query(`delete from hall.tidal_look`)
})

/** The job's next look, five minutes later. */
async function look(): Promise<void> {
  clock += 5 * minute
  hall.setNow(new Date(clock))
  await hall.platform.db.transaction((tx) => lookOnce(tx, hall.platform, hall.code, hall.platform.now()))
}
const crowd = (many: number) =>
  Promise.all(
    Array.from({ length: many }, () => hall.as('clerk').call(takeForSomebody, { body: { actionId: newId(), domain: 'general' } })),
  )
/** Everybody is served; calling.test.ts does it by hand. */
const serveAll = () =>
  hall.platform.db.read.query(`update hall.ticket set state = 'done', ended_at = $1 where state = 'waiting'`, [hall.platform.now()])
const now = () => hall.as('lead').call(readHall, {})
const pending = async () => (await now()).advice

describe('a surge', () => {
  test('opens a spare window by a named person, who is told why, and closes it again', async () => {
    await hall.at('clerk', 'one', { kind: 'open' })
    await crowd(9)
    await look()
    expect(await pending()).toBeUndefined()
    expect((await now()).check).toMatchObject({ over: 1 })
    await look()
    const advice = await pending()
    expect(advice).toMatchObject({ kind: 'open', counter: { number: 7 }, told: ['测试丁'] })
    expect(advice?.why).toMatch(/9 人等候、1 个窗口开放，每窗 9 人（界限 5 人），连续 2 次如此。再开一个窗口，预计等候/)
    expect(advice?.why).toContain('Erlang-C')
    const { rows } = await hall.as('clerk3').call(listNotices, { query: {} })
    expect(rows[0]).toMatchObject({ kind: 'hall.tidal', title: '请开放 7 号潮汐窗口', urgent: true })
    expect((await hall.as('clerk3').call(readDesk, {})).advice?.id).toBe(advice?.id)
    // Nobody else's panel, and nothing opens by itself.
    expect((await hall.as('clerk2').call(readDesk, {})).advice).toBeUndefined()
    expect((await now()).counters.find(({ number }) => number === 7)?.state).toBe('closed')

    await hall.at('clerk3', 'spare', { kind: 'open' })
    expect(await pending()).toBeUndefined()
    await serveAll()
    for (let i = 0; i < 3; i++) await look()
    // Twenty minutes at least: opened at the second look, fifteen minutes ago.
    expect(await pending()).toBeUndefined()
    await look()
    // The forecast still reckons with the surge of the last half hour; it must have passed.
    for (let i = 0; i < 6 && !(await pending()); i++) await look()
    expect(await pending()).toMatchObject({ kind: 'close', counter: { number: 7 }, told: ['测试丁'] })
    await hall.at('clerk3', 'spare', { kind: 'close' })
    const { rows: all } = await hall.as('lead').call(listAdvices, { query: {} })
    expect(all.map(({ kind, outcome, endedBy }) => ({ kind, outcome, endedBy }))).toEqual([
      { kind: 'close', outcome: 'followed', endedBy: '测试丁' },
      { kind: 'open', outcome: 'followed', endedBy: '测试丁' },
    ])
  })

  test('an advice nobody followed lapses when its cause is gone', async () => {
    await hall.at('clerk', 'one', { kind: 'open' })
    await crowd(9)
    await look()
    await look()
    expect(await pending()).toBeDefined()
    await serveAll()
    await look()
    expect(await pending()).toBeUndefined()
    const { rows } = await hall.as('lead').call(listAdvices, { query: {} })
    expect(rows[0]).toMatchObject({ outcome: 'lapsed' })
  })

  test('refused with a reason it is not said again for the least dwell', async () => {
    await hall.at('clerk', 'one', { kind: 'open' })
    await crowd(9)
    await look()
    await look()
    const advice = (await pending())!
    const body = { actionId: newId(), reason: '窗口电脑在维修' }
    expect((await hall.as('clerk2').refused(refuseAdvice, { params: { id: advice.id }, body: { ...body, actionId: newId() } })).code).toBe(
      'hall.advice-over',
    )
    expect(await hall.as('clerk3').call(refuseAdvice, { params: { id: advice.id }, body })).toMatchObject({
      outcome: 'refused',
      reason: '窗口电脑在维修',
      endedBy: '测试丁',
    })
    for (let i = 0; i < 3; i++) await look()
    expect(await pending()).toBeUndefined()
    await look()
    expect(await pending()).toBeDefined()
  })
})

test('whoever leads the hall looks at once; it counts like any other look', async () => {
  await hall.setting({ tidal: { ...defaultSetting.tidal, openChecks: 1 } })
  await hall.at('clerk', 'one', { kind: 'open' })
  await crowd(9)
  expect((await hall.as('lead').call(checkTidal, { body: { actionId: newId() } })).advice).toMatchObject({ kind: 'open' })
})

test('at night with nobody there is nothing to advise', async () => {
  hall.setNow(new Date('2026-11-22T22:00:00+08:00'))
  clock = Date.parse('2026-11-22T22:00:00+08:00')
  for (let i = 0; i < 4; i++) await look()
  expect((await now()).advice).toBeUndefined()
})

describe('what a day leaves behind', () => {
  test('arrivals and service times feed next week’s forecast, by window and not by person', async () => {
    await hall.at('clerk', 'one', { kind: 'open' })
    await crowd(4)
    for (let i = 0; i < 3; i++) {
      await hall.at('clerk', 'one', { kind: 'next' })
      await hall.at('clerk', 'one', { kind: 'serve' })
      clock += 6 * minute
      hall.setNow(new Date(clock))
      await hall.at('clerk', 'one', { kind: 'finish' })
    }
    const evening = new Date('2026-11-23T20:30:00+08:00')
    hall.setNow(evening)
    await hall.platform.db.transaction((tx) => closeDay(tx, hall.code, evening))
    // Gathering twice leaves the same.
    await hall.platform.db.transaction((tx) => closeDay(tx, hall.code, evening))
    const after = await now()
    expect(after.waiting).toBe(0)
    expect(after.counters.every(({ state }) => state === 'closed')).toBe(true)
    hall.setNow(new Date('2026-11-30T09:10:00+08:00'))
    const { forecast } = await now()
    expect(forecast).toMatchObject({ usualArrivals: 4, days: 1, counted: true, minutes: 6 })
    const day = await hall.as('lead').call(readHallDay, { query: {} })
    expect(day.days).toBe(1)
    expect(day.points.find(({ minute: at }) => at === 9 * 60)).toMatchObject({ usual: 4 })
    expect(day.counters.find(({ number }) => number === 1)).toEqual({ number: 1, title: '1 号', served: 3, minutes: 6 })
    expect(JSON.stringify(day)).not.toContain('测试')
  })
})
