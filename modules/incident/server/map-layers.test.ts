import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { LayerCard, LayerPoint } from '#core/area/contract.ts'
import { mapLayers } from '#core/area/server/index.ts'
import { actOnCase } from '#core/case/contract.ts'
import { route } from '#core/org/server/index.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { newId } from '#platform/contract/id.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { listIncidents, reportIncident } from '../contract.ts'
import { type Seat, smallTown } from './testing/small-town.ts'

const Ask = z.object({
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  at: z.iso.datetime().optional(),
  kinds: z.array(z.string()).optional(),
  limit: z.int().default(1000),
})
const probe = endpoint('POST /probe/:key', {
  summary: '试验：读一个图层',
  allow: 'signed-in',
  params: z.object({ key: z.string() }),
  body: Ask,
  reply: z.object({ points: z.array(LayerPoint), total: z.int(), byKind: z.record(z.string(), z.int()) }),
})
const probeCard = endpoint('POST /probe/:key/:id', {
  summary: '试验：读一张卡片',
  allow: 'signed-in',
  params: z.object({ key: z.string(), id: z.string() }),
  body: z.object({}),
  reply: z.object({ card: LayerCard.optional() }),
})
const probeModule: ServerModule = {
  name: 'probe',
  routes: [
    route(probe, async ({ tx, platform, actor, now, params, body: { box, at, kinds, limit } }) => {
      const layer = mapLayers.from(platform.contributions).find(({ key }) => key === params.key)!
      const { points, total, byKind } = await layer.find({
        ...{ tx, platform, actor, now, limit, at: at ? new Date(at) : now },
        ...(box ? { box } : {}),
        ...(kinds ? { kinds } : {}),
      })
      return { points: [...points], total, byKind: { ...byKind } }
    }),
    route(probeCard, async ({ tx, platform, actor, now, params }) => {
      const layer = mapLayers.from(platform.contributions).find(({ key }) => key === params.key)!
      const card = await layer.card({ tx, platform, actor, now, id: params.id })
      return card ? { card } : {}
    }),
  ],
}

const town = await smallTown([probeModule])
const start = Date.parse('2026-10-12T09:00:00+08:00')
const moment = (hours: number) => new Date(start + hours * 3_600_000)
const step = (who: Seat, id: string, action: string, input: object = {}) =>
  town.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
const read = (who: Seat, body: z.input<typeof Ask> = {}, key = 'incident.grade') => town.as(who).call(probe, { params: { key }, body })

// Twelve reports, an hour apart, from the west grid to the east one; every third is confidential.
const made: { id: string; place: [number, number] }[] = []
for (let i = 0; i < 12; i++) {
  town.setNow(moment(i))
  const place: [number, number] = [120.6008 + i * 0.0016, 30.952 + (i % 4) * 0.002]
  const { id } = await town.as('watch').call(reportIncident, {
    body: {
      actionId: newId(),
      description: `路边垃圾成堆 ${i} 处`,
      channel: 'phone',
      address: '听橹路',
      classCode: 'E0102',
      files: [],
      place,
      confidential: i % 3 === 0,
    },
  })
  made.push({ id, place })
}
town.setNow(moment(12))
for (const { id } of made.slice(0, 4))
  await step('dispatcher', id, 'dispatch', { unit: town.units.sanitation, classCode: 'E0102' }).catch(() =>
    step('watch', id, 'dispatch', { unit: town.units.sanitation, classCode: 'E0102' }),
  )

describe('incidents on the map', () => {
  test('are counted by grade and drawn where they lie', async () => {
    const { points, total, byKind } = await read('watch')
    expect(total).toBe(12)
    expect(Object.values(byKind).reduce((a, b) => a + b, 0)).toBe(12)
    expect(new Set(points.map(({ id }) => id))).toEqual(new Set(made.map(({ id }) => id)))
    expect(points.find(({ id }) => id === made[5]!.id)!.at).toEqual(made[5]!.place)
    expect(await read('watch', { limit: 0 })).toMatchObject({ points: [], total: 12 })
  })

  test('of an earlier moment are those open then', async () => {
    const early = await read('watch', { at: moment(4.5).toISOString() })
    expect(new Set(early.points.map(({ id }) => id))).toEqual(new Set(made.slice(0, 5).map(({ id }) => id)))
    expect((await read('watch', { at: moment(-1).toISOString() })).total).toBe(0)
  })

  test('are sorted by what they wait for now', async () => {
    const { byKind, total } = await read('watch', {}, 'incident.stage')
    expect(total).toBe(12)
    expect(byKind['sign']! + (byKind['late'] ?? 0) + (byKind['intake'] ?? 0)).toBe(12)
    const only = await read('watch', { kinds: ['sign'] }, 'incident.stage')
    expect([only.points.length, only.points.every(({ kind }) => kind === 'sign')]).toEqual([byKind['sign'], true])
  })

  test('open a card with facts and the way to the case; not for those who may not see it', async () => {
    const [hidden, plain] = [made[0]!.id, made[1]!.id]
    const { card } = await town.as('watch').call(probeCard, { params: { key: 'incident.grade', id: plain }, body: {} })
    expect(card).toMatchObject({ id: plain, href: `/cases/${plain}`, caseId: plain, at: made[1]!.place })
    expect(card!.lines.find(({ label }) => label === '环节')?.value).toBe('待签收')
    expect(await town.as('dispatcher').call(probeCard, { params: { key: 'incident.grade', id: hidden }, body: {} })).toEqual({})
    expect(await town.as('watch').call(probeCard, { params: { key: 'incident.grade', id: 'no-id' }, body: {} })).toEqual({})
    expect(await town.as('counter').call(probeCard, { params: { key: 'incident.grade', id: plain }, body: {} })).toEqual({})
  })

  test('show each viewer exactly what their list shows, in any box', async () => {
    const seats: Seat[] = ['watch', 'dispatcher', 'leader', 'handler', 'handler2', 'worker', 'villager', 'counter', 'verifier', 'callback']
    const listed = new Map<Seat, Set<string>>()
    for (const seat of seats) {
      const { rows } = await town.as(seat).call(listIncidents, { query: { state: 'open', limit: 100 } })
      listed.set(seat, new Set(rows.map(({ id }) => id)))
    }
    expect(listed.get('worker')!.size).toBeLessThan(listed.get('watch')!.size)
    const degree = fc.tuple(fc.double({ min: 120.6, max: 120.62, noNaN: true }), fc.double({ min: 30.95, max: 30.96, noNaN: true }))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...seats), degree, degree, async (seat, [x1, y1], [x2, y2]) => {
        const box: [number, number, number, number] = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)]
        const inside = made.filter(({ place: [x, y] }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3])
        const seen = await read(seat, { box })
        const wanted = inside.map(({ id }) => id).filter((id) => listed.get(seat)!.has(id))
        expect(new Set(seen.points.map(({ id }) => id))).toEqual(new Set(wanted))
        expect(seen.total).toBe(wanted.length)
      }),
      { numRuns: 60 },
    )
  })

  test('closed ones stay a day as done, and are open again for an earlier moment', async () => {
    await town.asAdmin(`update "case".cases set closed_at = $2, step = 'closed', result = 'solved' where id = $1`, [
      made[2]!.id,
      moment(13),
    ])
    await town.asAdmin(`update incident.incident set closed_at = $2, open = false where case_id = $1`, [made[2]!.id, moment(13)])
    town.setNow(moment(14))
    const kindOf = async (at: number) =>
      (await read('watch', { at: moment(at).toISOString() })).points.find(({ id }) => id === made[2]!.id)?.kind
    expect(await kindOf(14)).toBe('done')
    expect(await kindOf(12.5)).toMatch(/^I/)
    town.setNow(moment(60))
    expect(await kindOf(60)).toBeUndefined()
  })
})
