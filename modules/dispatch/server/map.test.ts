import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LayerPoint } from '#core/area/contract.ts'
import { bboxOf } from '#core/area/contract.ts'
import { type MapLayer, insertAreas, insertPlaceNames, mapLayers, nearbyFinders } from '#core/area/server/index.ts'
import { actorOf } from '#core/org/server/index.ts'
import { sheetOf } from './map-inside.ts'
import { listNotices } from '#core/notice/contract.ts'
import { grant, grantAll, rolePermissions } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { findNearby, listMapLayers, readMapCard, readMapLayer, selectInside, tellInside, unpackPoints } from '../contract.ts'
import { type Seat, commandTown, town as code } from './testing/command-town.ts'

let broken = false
const who: { id?: string } = {}
const spots: LayerPoint[] = Array.from({ length: 40 }, (_, i) => ({
  id: `spot-${i}`,
  at: [Number((120.6005 + (i % 8) * 0.0024).toFixed(4)), Number((30.9505 + Math.floor(i / 8) * 0.0018).toFixed(4))],
  title: `点位${i}`,
  kind: i % 3 === 0 ? 'wet' : 'dry',
  tone: i % 3 === 0 ? 'urgent' : 'good',
}))

/** A layer of no module: `spots` hour by hour of the past day, the people of it one known villager. */
const layer = (key: string, more: Partial<MapLayer> = {}): MapLayer => ({
  key,
  title: key === 'odd.people' ? '巡查员' : '点位',
  group: 'device',
  kinds: [
    { key: 'wet', title: '积水', tone: 'urgent' },
    { key: 'dry', title: '正常', tone: 'good' },
  ],
  source: '试验',
  dated: true,
  moving: false,
  shown: true,
  permission: 'odd.spot.read',
  find: async ({ box, at, now, kinds, limit }) => {
    if (broken) throw new Error('the layer broke')
    const hours = Math.round((now.getTime() - at.getTime()) / 3_600_000)
    const seen = spots.slice(hours).filter(({ at: [x, y] }) => !box || (x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]))
    const asked = seen.filter(({ kind }) => !kinds || kinds.includes(kind))
    return {
      points: asked.slice(0, limit),
      total: asked.length,
      byKind: { wet: seen.filter(({ kind }) => kind === 'wet').length, dry: seen.filter(({ kind }) => kind === 'dry').length },
    }
  },
  card: async ({ id }) => {
    const spot = spots.find((each) => each.id === id)
    if (!spot) return undefined
    return { ...spot, lines: [{ label: '编号', value: id }], ...(who.id && key === 'odd.people' ? { personId: who.id } : {}) }
  },
  ...more,
})

const near = (at: [number, number], id: string, distance: number) => ({ id, title: id, remark: '值班', at, distance, bearing: 90 })
const spotModule: ServerModule = {
  name: 'spot',
  permissions: { 'odd.spot.read': '查看点位', 'odd.secret.read': '查看机密点位' },
  contributes: [
    rolePermissions.of(...grantAll('odd.spot.read', ['town']), ...grant('odd.secret.read', { leader: ['town'] })),
    mapLayers.of(
      layer('odd.spots'),
      layer('odd.people', { group: 'people', find: async () => ({ points: spots.slice(0, 3), total: 3, byKind: { wet: 1, dry: 2 } }) }),
      layer('odd.secret', { permission: 'odd.secret.read', dated: false }),
    ),
    nearbyFinders.of(
      { sort: 'vehicles', permission: 'odd.spot.read', find: async ({ point }) => [near(point, '车乙', 900), near(point, '车丙', 1200)] },
      { sort: 'vehicles', permission: 'odd.spot.read', find: async ({ point }) => [near(point, '车甲', 300)] },
      { sort: 'cameras', permission: 'odd.secret.read', find: async ({ point }) => [near(point, '球机', 50)] },
    ),
  ],
}

const town = await commandTown([spotModule])
who.id = town.people.villager
const grid = (suffix: string, west: number) => {
  const ring: [number, number][] = [
    [west, 30.95],
    [west + 0.01, 30.95],
    [west + 0.01, 30.96],
    [west, 30.96],
    [west, 30.95],
  ]
  const geometry = { type: 'Polygon' as const, coordinates: [ring] }
  return {
    id: suffix,
    code: `${code}201${suffix}`,
    name: `${suffix}格`,
    tier: 'grid' as const,
    parent: `${code}201`,
    overlay: false,
    validFrom: '2026-01-01',
    geometry,
    bbox: bboxOf(geometry),
  }
}
await town.platform.db.transaction(async (tx) => {
  const village = { ...grid('', 120.6), id: 'v', code: `${code}201`, name: '溪港村', tier: 'village' as const, parent: `${code}000` }
  await insertAreas(tx, code, [village, grid('001', 120.6), grid('002', 120.61)], 'test')
  await insertPlaceNames(tx, code, [{ name: '溪港小学', kind: 'school', address: '溪港路 1 号', point: [120.605, 30.955] }])
  await tx.query(`update org.post set areas = $2 where town = $1 and id = $3`, [code, [`${code}201001`], town.posts.villager])
})
const all: [number, number][] = [
  [120.59, 30.94],
  [120.63, 30.94],
  [120.63, 30.97],
  [120.59, 30.97],
]
const layers = (...keys: string[]) => keys.map((key) => ({ key }))

describe('layers', () => {
  test('are those of the actor’s permissions, with counts, source and legend', async () => {
    const { layers: seen, nearby } = await town.as('dispatcher').call(listMapLayers, {})
    expect(seen.map(({ key }) => key)).toEqual(['area.grids', 'area.places', 'odd.spots', 'odd.people'])
    expect(seen.find(({ key }) => key === 'odd.spots')).toMatchObject({
      total: 40,
      byKind: { wet: 14, dry: 26 },
      source: '试验',
      dated: true,
    })
    expect(nearby.some(({ sort }) => sort === 'vehicles')).toBe(true)
    expect(nearby.some(({ sort }) => sort === 'cameras')).toBe(false)
    expect((await town.as('leader').call(listMapLayers, {})).layers.map(({ key }) => key)).toContain('odd.secret')
    expect((await town.as('other').get('/map/layers')).status).toBe(403)
  })

  test('one that fails is named as failed, the others stand', async () => {
    broken = true
    const { layers: seen } = await town.as('dispatcher').call(listMapLayers, {})
    broken = false
    expect(seen.find(({ key }) => key === 'odd.spots')).toMatchObject({ failed: true, total: 0 })
    expect(seen.find(({ key }) => key === 'odd.people')).toMatchObject({ total: 3 })
  })

  test('of an earlier moment count as they were; beyond thirty days nothing is shown', async () => {
    const at = (hours: number) => new Date(town.platform.now().getTime() - hours * 3_600_000).toISOString()
    const then = await town.as('dispatcher').call(listMapLayers, { query: { at: at(10) } })
    expect(then.layers.find(({ key }) => key === 'odd.spots')?.total).toBe(30)
    const points = await town.as('dispatcher').call(readMapLayer, { params: { key: 'odd.spots' }, query: { at: at(20) } })
    expect(points.total).toBe(20)
    expect(await town.as('dispatcher').refused(listMapLayers, { query: { at: at(800) } })).toMatchObject({
      code: 'dispatch.moment-out-of-reach',
    })
    // A layer without a past answers as it is now, and says so.
    const secret = await town.as('leader').call(readMapLayer, { params: { key: 'odd.secret' }, query: { at: at(20) } })
    expect([secret.total, Date.parse(secret.at) > Date.parse(at(1))]).toEqual([40, true])
  })

  test('come packed, in a box, of some kinds, up to a limit', async () => {
    const ask = (query: object) => town.as('dispatcher').call(readMapLayer, { params: { key: 'odd.spots' }, query })
    const whole = await ask({})
    expect(unpackPoints(whole.points)).toEqual(spots)
    const wet = await ask({ kinds: 'wet', limit: 5 })
    expect([wet.total, wet.points.id.length, wet.points.kinds]).toEqual([14, 5, ['wet']])
    const boxed = await ask({ box: '120.6,30.95,120.604,30.952' })
    expect(boxed.points.id).toEqual(['spot-0', 'spot-1'])
    for (const box of ['1,2,3', 'a,b,c,d', '3,2,1,4']) {
      const problem = await town.as('dispatcher').refused(readMapLayer, { params: { key: 'odd.spots' }, query: { box } })
      expect(problem).toMatchObject({ status: 422, code: 'platform.invalid' })
    }
  })

  test('unknown and forbidden are one answer', async () => {
    for (const key of ['no.such', 'odd.secret']) {
      expect(await town.as('dispatcher').refused(readMapLayer, { params: { key } })).toMatchObject({
        status: 404,
        code: 'dispatch.layer-unknown',
      })
      expect(await town.as('dispatcher').refused(selectInside, { body: { ring: all, layers: layers(key) } })).toMatchObject({
        code: 'dispatch.layer-unknown',
      })
    }
    expect((await town.as('leader').call(readMapLayer, { params: { key: 'odd.secret' } })).total).toBe(40)
  })

  test('cards are those of the layer', async () => {
    const card = await town.as('dispatcher').call(readMapCard, { params: { key: 'odd.spots', id: 'spot-3' } })
    expect(card).toMatchObject({ title: '点位3', lines: [{ label: '编号', value: 'spot-3' }] })
    expect(await town.as('dispatcher').refused(readMapCard, { params: { key: 'odd.spots', id: 'gone' } })).toMatchObject({
      code: 'dispatch.thing-unknown',
    })
  })
})

describe('grids and places', () => {
  test('a grid says whether somebody answers for it', async () => {
    const { points, byKind } = await town.as('dispatcher').call(readMapLayer, { params: { key: 'area.grids' } })
    const rows = unpackPoints(points)
    expect(rows.find(({ id }) => id.endsWith('001'))).toMatchObject({ kind: 'grid', tone: 'good' })
    expect(rows.find(({ id }) => id.endsWith('002'))).toMatchObject({ kind: 'uncovered', tone: 'late', title: '002格（无人负责）' })
    expect(byKind).toMatchObject({ grid: 1, uncovered: 2 })
    const card = await town.as('dispatcher').call(readMapCard, { params: { key: 'area.grids', id: `${code}201001` } })
    expect(card.lines.find(({ label }) => label === '负责人')?.value).toContain('villager岗')
  })

  test('a key place lies in its grid', async () => {
    const { points } = await town.as('dispatcher').call(readMapLayer, { params: { key: 'area.places' } })
    const card = await town.as('dispatcher').call(readMapCard, { params: { key: 'area.places', id: points.id[0]! } })
    expect(card.lines).toEqual([
      { label: '类别', value: '学校' },
      { label: '地址', value: '溪港路 1 号' },
      { label: '网格', value: '溪港村 › 001格' },
    ])
    expect(await town.as('dispatcher').refused(readMapCard, { params: { key: 'area.places', id: 'x' } })).toMatchObject({ status: 404 })
  })
})

describe('what is near', () => {
  test('all finders of a sort together, nearest first', async () => {
    const { found, title } = await town
      .as('dispatcher')
      .call(findNearby, { query: { lng: 120.61, lat: 30.955, sort: 'vehicles', limit: 2 } })
    expect([title, found.map(({ id }) => id)]).toEqual(['车辆', ['车甲', '车乙']])
  })
  test('needs the permission of a finder', async () => {
    const ask = { query: { lng: 120.61, lat: 30.955, sort: 'cameras' as const } }
    expect(await town.as('dispatcher').refused(findNearby, ask)).toMatchObject({ status: 404, code: 'dispatch.nearby-unknown' })
    expect((await town.as('leader').call(findNearby, ask)).found).toHaveLength(1)
  })
})

describe('a drawn polygon', () => {
  test('holds what a plain test says it holds', async () => {
    const corner = fc.tuple(fc.double({ min: 120.595, max: 120.625, noNaN: true }), fc.double({ min: 30.945, max: 30.965, noNaN: true }))
    await fc.assert(
      fc.asyncProperty(fc.tuple(corner, corner, corner), async (ring) => {
        const { total, rows, byLayer } = await town.as('dispatcher').call(selectInside, { body: { ring, layers: layers('odd.spots') } })
        const [a, b, c] = ring
        const turn = (p: readonly number[], q: readonly number[], r: readonly number[]) =>
          Math.sign((q[0]! - p[0]!) * (r[1]! - p[1]!) - (q[1]! - p[1]!) * (r[0]! - p[0]!))
        const inside = spots.filter(({ at }) => new Set([turn(a, b, at), turn(b, c, at), turn(c, a, at)]).size === 1)
        expect(rows.map(({ id }) => id)).toEqual(inside.map(({ id }) => id))
        expect([total, byLayer[0]!.total]).toEqual([inside.length, inside.length])
      }),
      { numRuns: 40 },
    )
  })

  test('only a permitted actor exports; the sheet has as many rows as the list', async () => {
    const body = { ring: all, layers: [{ key: 'odd.spots', kinds: ['wet'] }] }
    const { total } = await town.as('dispatcher').call(selectInside, { body })
    expect((await town.as('drains').send('POST', '/map/inside/export', body)).status).toBe(403)
    const sent = await town.as('dispatcher').send('POST', '/map/inside/export', body)
    expect([sent.status, sent.headers['content-type']]).toEqual([200, expect.stringContaining('spreadsheetml')])
    const { platform } = town
    const actor = await actorOf(platform.db.read, platform, code, town.people.dispatcher, town.posts.dispatcher, platform.now())
    const { bytes } = await sheetOf({ tx: platform.db.read, platform, actor, now: platform.now() }, body)
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(bytes as never)
    expect(book.worksheets[0]!.rowCount).toBe(total + 2)
    expect(String(book.worksheets[0]!.getCell('A1').value)).toContain('试验')
    const [row] = await town.platform.db.read.query(
      `select detail from platform.audit where town = $1 and kind = 'dispatch.map-list-exported'`,
      [code],
    )
    expect(row).toEqual({ detail: { rows: 14, layers: ['odd.spots'] } })
  })

  test('a notice reaches who answers for the grids, or the people inside, once', async () => {
    const notice = (to: 'responsible' | 'people', ring: [number, number][] = all) => ({
      body: { ring, to, layers: layers('odd.people'), title: '撤离准备', text: '请做好准备', urgent: true, actionId: newId() },
    })
    const inbox = async (seat: Seat) => (await town.as(seat).call(listNotices, { query: {} })).rows.length
    const before = await inbox('villager')
    const first = notice('responsible')
    expect(await town.as('dispatcher').call(tellInside, first)).toEqual({ told: 1, names: [expect.stringContaining('测试')] })
    await town.as('dispatcher').call(tellInside, first)
    expect(await inbox('villager')).toBe(before + 1)
    expect(await town.as('dispatcher').call(tellInside, notice('people'))).toMatchObject({ told: 1 })
    expect(await inbox('villager')).toBe(before + 2)
    const nobody = notice('people', [
      [121, 31],
      [121.1, 31],
      [121.1, 31.1],
    ])
    expect(await town.as('dispatcher').refused(tellInside, nobody)).toMatchObject({ status: 422, code: 'dispatch.nobody-inside' })
    expect((await town.as('leader').send('POST', '/map/inside/notice', notice('people').body)).status).toBe(403)
  })
})
