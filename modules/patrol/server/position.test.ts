import { describe, expect, test } from 'vitest'
import { runDue } from '#platform/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { endDuty, listDuties, listLooks, readDuty, readMyTrack, readPersonTrack, sendPositions, startDuty } from '../contract.ts'
import { endForgottenDuty } from './duty.ts'
import { peopleLayer, peopleNearby } from './layers.ts'
import { fieldTown, ground, walk } from './testing/field-town.ts'
import { actorOf } from '#core/org/server/index.ts'

const town = await fieldTown()
const morning = new Date('2026-07-15T09:00:00+08:00')
town.setNow(morning)
const later = (minutes: number) => new Date(morning.getTime() + minutes * 60_000)
const act = (at?: Date) => ({ body: { actionId: newId(), ...(at ? { at: at.toISOString() } : {}) } })
const worker = town.as('worker')
const send = (points: ReturnType<typeof walk>, sentAt: Date, more: object = {}) => ({
  body: { sentAt: sentAt.toISOString(), points, ...more },
})
const seen = async (now: Date) => {
  const [row] = await town.platform.db.read.query<{ post_id: string }>(
    `select post_id from org.appointment where town = $1 and person_id = $2`,
    [town.code, town.people.dispatcher],
  )
  const actor = await actorOf(town.platform.db.read, town.platform, town.code, town.people.dispatcher, row!.post_id, now)
  return { tx: town.platform.db.read, platform: town.platform, actor, now, at: now, limit: 1000 }
}

describe('a duty and its positions', () => {
  test('off duty nothing is recorded and the phone is told so', async () => {
    expect(await worker.call(readDuty, {})).toMatchObject({ on: false })
    const refused = await worker.refused(sendPositions, send(walk(morning, 3), later(1)))
    expect(refused.code).toBe('patrol.not-on-duty')
    expect((await peopleLayer.find(await seen(morning))).total).toBe(0)
  })

  test('on duty a batch moves the person; the same batch again changes nothing', async () => {
    const duty = await worker.call(startDuty, act())
    expect(duty).toMatchObject({ on: true, since: morning.toISOString() })
    // A second phone of the same person finds the duty already open.
    await worker.call(startDuty, act())
    town.setNow(later(5))
    const points = walk(morning, 30)
    const first = await worker.call(sendPositions, send(points, later(5)))
    expect(first).toMatchObject({ accepted: 30, offDuty: 0, outOfTime: 0, skewMs: 0 })
    const before = await worker.call(readMyTrack, { query: {} })
    await worker.call(sendPositions, send(points, later(5)))
    expect(await worker.call(readMyTrack, { query: {} })).toEqual(before)
    expect(before).toMatchObject({ gapMetres: 0, mocked: 0, points: 30 })
    expect(before.metres).toBeGreaterThan(250)
    expect(before.metres).toBeLessThan(290)
    expect((await worker.call(readDuty, {})).last).toMatchObject({
      place: points.at(-1)!.place,
      stale: false,
      areaCode: `${town.village}001000`,
    })
  })

  test('a clock three hours wrong is set right, a point of before the duty is not kept', async () => {
    const wrong = (minutes: number) => new Date(later(minutes).getTime() - 3 * 3_600_000)
    const receipt = await worker.call(sendPositions, send(walk(wrong(4), 3, { lng: 120.609 }), wrong(5)))
    expect(receipt).toMatchObject({ accepted: 3, skewMs: 3 * 3_600_000 })
    const early = await worker.call(sendPositions, send([...walk(later(-30), 2), ...walk(later(4), 1, { lng: 120.6095 })], later(5)))
    expect(early).toMatchObject({ accepted: 1, offDuty: 2 })
    const future = await worker.call(sendPositions, send(walk(later(60), 2), later(5)))
    expect(future).toMatchObject({ accepted: 0, outOfTime: 2 })
  })

  test('a mocked position is flagged and not hidden', async () => {
    town.setNow(later(6))
    await worker.call(
      sendPositions,
      send(
        walk(later(6), 1, { lng: 120.612 }).map((point) => ({ ...point, mocked: true })),
        later(6),
      ),
    )
    expect((await worker.call(readMyTrack, { query: {} })).mocked).toBe(1)
    const card = await peopleLayer.card({ ...(await seen(later(6))), id: town.people.worker })
    expect(card?.lines.some(({ value }) => value.includes('模拟定位'))).toBe(true)
  })

  test('the layer shows who is on duty, grey when the place is old, and the nearest with what they have in hand', async () => {
    const fresh = await peopleLayer.find(await seen(later(7)))
    expect(fresh).toMatchObject({ total: 1, byKind: { grid: 1 } })
    expect(fresh.points[0]).toMatchObject({ id: town.people.worker, kind: 'grid', tone: 'good' })
    const old = await peopleLayer.find(await seen(later(40)))
    expect(old.points[0]).toMatchObject({ stale: true, tone: 'quiet' })
    const outside = await peopleLayer.find({ ...(await seen(later(7))), box: [121, 31, 122, 32] })
    expect(outside.total).toBe(0)
    const near = await peopleNearby.find({ ...(await seen(later(7))), point: ground.west, limit: 3 })
    expect(near).toMatchObject([{ personId: town.people.worker, busy: 0 }])
    expect(near[0]!.distance).toBeGreaterThan(500)
    const duties = await town.as('dispatcher').call(listDuties, { query: { limit: 10 } })
    expect(duties.rows).toMatchObject([{ personId: town.people.worker, kindTitle: '网格员' }])
  })

  test('who looked is shown to the person, alone and on the map, and not their own looks', async () => {
    await town.as('dispatcher').call(readPersonTrack, { params: { id: town.people.worker }, query: {} })
    await town.as('dispatcher').call(readPersonTrack, { params: { id: town.people.worker }, query: {} })
    const { rows } = await worker.call(listLooks, { query: {} })
    expect(rows.map(({ everybody, what }) => [everybody, what.slice(0, 5)])).toEqual(
      expect.arrayContaining([
        [false, '回放 20'],
        [false, '按距离查找'],
        [false, '查看我的当'],
        [true, '在一张图上'],
      ]),
    )
    expect(rows.find(({ what }) => what.startsWith('回放'))).toMatchObject({ times: 2, viewerPost: 'dispatcher岗' })
    // Page by page the same lines come, each once.
    const paged: string[] = []
    for (let after: string | undefined; ;) {
      const page = await worker.call(listLooks, { query: { limit: 1, ...(after ? { after } : {}) } })
      paged.push(...page.rows.map(({ id }) => id))
      if (!page.next) break
      after = page.next
    }
    expect(paged).toEqual(rows.map(({ id }) => id))
    expect((await town.as('handler').call(listLooks, { query: {} })).rows).toEqual([])
  })

  test('only the duty room replays somebody’s day; nobody is found outside the town', async () => {
    for (const who of ['leader', 'handler', 'worker', 'villager'] as const) {
      expect(await town.as(who).refused(readPersonTrack, { params: { id: town.people.worker }, query: {} })).toMatchObject({ status: 403 })
    }
    const stranger = await town.as('dispatcher').refused(readPersonTrack, { params: { id: newId() }, query: {} })
    expect(stranger.status).toBe(404)
    expect(await town.as('leader').refused(listDuties, { query: {} })).toMatchObject({ status: 403 })
  })

  test('off duty again: gone from the map at once; a batch of before the end still counts', async () => {
    town.setNow(later(20))
    expect(await worker.call(endDuty, act(later(15)))).toMatchObject({ on: false })
    expect((await peopleLayer.find(await seen(later(20)))).total).toBe(0)
    const receipt = await worker.call(sendPositions, send(walk(later(14), 1, { lng: 120.613 }), later(20)))
    expect(receipt.accepted).toBe(1)
    const refused = await worker.refused(sendPositions, send(walk(later(18), 1), later(20)))
    expect(refused.code).toBe('patrol.not-on-duty')
    expect(await worker.call(endDuty, act())).toMatchObject({ on: false })
  })

  test('a forgotten duty ends by itself at the town’s limit', async () => {
    await worker.call(startDuty, act())
    const end = later(20 + 12 * 60 + 1)
    town.setNow(end)
    await runDue(town.platform, [endForgottenDuty], end)
    expect(await worker.call(readDuty, {})).toMatchObject({ on: false })
  })
})

test('four hundred movers, property: what is recorded never leaves the duty', async () => {
  const { sift } = await import('./positions.ts')
  const fc = (await import('fast-check')).default
  const span = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 200 })).map(([a, n]) => ({
    started_at: later(a),
    ended_at: later(a + n),
  }))
  fc.assert(
    fc.property(fc.array(span, { maxLength: 4 }), fc.array(fc.integer({ min: -100, max: 900 }), { maxLength: 30 }), (spans, minutes) => {
      const points = minutes.map((m) => ({ at: later(m).getTime(), lng: 120.6, lat: 30.95, accuracy: 5, mocked: false }))
      const { kept, offDuty, outOfTime } = sift(points, spans, later(800))
      expect(kept.length + offDuty + outOfTime).toBe(points.length)
      for (const { at } of kept) expect(spans.some((s) => at >= s.started_at.getTime() - 1000 && at <= s.ended_at.getTime())).toBe(true)
    }),
  )
})
