import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readGround, readTile } from '../contract.ts'
import { sampleTown } from '../sample-town.ts'
import { bboxOf } from '../shape.ts'
import { insertPlaceNames, saveBaseMap } from './index.ts'
import { areaTown } from './test/area-town.ts'
import { forgetGround } from './tiles.ts'

const areas = sampleTown()
const town = await areaTown(areas)
const [west, south, east, north] = bboxOf(areas.find(({ tier }) => tier === 'town')!.geometry)
const [lng, lat] = [(west + east) / 2, (south + north) / 2]

await town.platform.db.transaction(async (tx) => {
  const line = {
    type: 'LineString',
    coordinates: [
      [west, lat],
      [east, lat],
    ],
  }
  const house = [
    [lng, lat],
    [lng + 0.0004, lat],
    [lng + 0.0004, lat + 0.0004],
    [lng, lat + 0.0004],
    [lng, lat],
  ]
  const collection = (geometry: unknown, properties: object) => ({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties, geometry }],
  })
  await saveBaseMap(tx, '320999100', 'river-lines', collection(line, { name: '试水河', width: 80 }))
  await saveBaseMap(tx, '320999100', 'buildings', collection({ type: 'Polygon', coordinates: [house] }, { height: 21 }))
  await insertPlaceNames(tx, '320999100', [{ name: '听橹桥', kind: 'bridge', address: '听橹路', point: [lng, lat] }])
})

const column = (z: number) => Math.floor(((lng + 180) / 360) * 2 ** z)
const row = (z: number) => {
  const rad = (lat * Math.PI) / 180
  return Math.floor(((1 - Math.log(Math.tan(rad) + 1 / Math.cos(rad)) / Math.PI) / 2) * 2 ** z)
}
const at = (z: number) => `/map/tiles/${z}/${column(z)}/${row(z)}`

async function raw(path: string, headers: Record<string, string> = {}) {
  const { cookie } = await town.app
    .inject({
      method: 'POST',
      url: '/api/session',
      payload: { login: 'worker', password: 'Sihe-test-2026' },
      headers: { 'x-requested-with': 'test' },
    })
    .then((r) => ({ cookie: r.cookies[0]! }))
  return town.app.inject({ method: 'GET', url: `/api${path}`, headers: { cookie: `${cookie.name}=${cookie.value}`, ...headers } })
}

/** The layers of a tile: MVT keeps each name as field 1 (wire type 2) of a layer message, itself field 3 of the tile. */
function layersIn(tile: Buffer): string[] {
  const names: string[] = []
  let i = 0
  const varint = (): number => {
    let [value, shift] = [0, 0]
    for (;;) {
      const byte = tile[i++]!
      value += (byte & 127) * 2 ** shift
      shift += 7
      if (byte < 128) return value
    }
  }
  while (i < tile.length) {
    expect(varint()).toBe((3 << 3) | 2)
    const end = varint() + i
    while (i < end) {
      const tag = varint()
      if (tag === ((1 << 3) | 2)) {
        const length = varint()
        names.push(tile.toString('utf8', i, i + length))
        i += length
      } else if ((tag & 7) === 2) i = varint() + i
      else varint()
    }
  }
  return names
}

describe('ground', () => {
  test('says where the town lies, its edge and which tiles it has', async () => {
    const ground = await town.as('worker').call(readGround, {})
    expect(ground.bounds).toEqual([west, south, east, north])
    expect(ground.outline).toHaveLength(1)
    expect(ground.edge[0]!.length).toBeGreaterThan(4)
    expect(ground.edge[0]![0]).toEqual(ground.edge[0]!.at(-1))
    expect([ground.minZoom, ground.maxZoom]).toEqual([7, 15])
    expect(ground.raster).toBeUndefined()
  })
})

describe('tiles', () => {
  test('hold the town: borders far away, houses and places near', async () => {
    const far = await raw(at(9))
    expect([far.statusCode, far.headers['content-type']]).toEqual([200, 'application/vnd.mapbox-vector-tile'])
    expect(layersIn(far.rawPayload).toSorted()).toEqual(['border', 'name', 'waterway'])
    const near = layersIn((await raw(at(15))).rawPayload)
    expect(near).toEqual(expect.arrayContaining(['building', 'place', 'waterway']))
    const bytes = (await raw(at(15))).rawPayload.toString('utf8')
    expect(bytes).toContain('试水河')
    expect(bytes).toContain('听橹桥')
  })

  test('travel packed to those who can unpack them', async () => {
    const packed = await raw(at(12), { 'accept-encoding': 'gzip, br' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(packed.rawPayload).equals((await raw(at(12))).rawPayload)).toBe(true)
  })

  test('are kept by the browser: for ever under a version, else by asking again', async () => {
    const { version } = await town.as('worker').call(readGround, {})
    const first = await raw(`${at(12)}?v=${version}`)
    expect(first.headers['cache-control']).toBe('private, max-age=604800, immutable')
    const plain = await raw(at(12))
    expect(plain.headers['cache-control']).toBe('private, no-cache')
    const again = await raw(at(12), { 'if-none-match': String(plain.headers['etag']) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  test('404 outside the town and its zooms, with a way out', async () => {
    for (const [z, x, y] of [
      [12, column(12) + 40, row(12)],
      [3, column(3), row(3)],
      [16, column(16), row(16)],
    ] as const) {
      const problem = await town.as('worker').refused(readTile, { params: { z, x, y } })
      expect(problem).toMatchObject({ status: 404, code: 'area.tile-outside' })
    }
    expect((await town.as('worker').get('/map/tiles/12/a/3')).status).toBe(422)
    expect((await town.request().get(at(12))).status).toBe(401)
  })

  test('show a change of the ground: the version moves, and the tile with it', async () => {
    const before = await town.as('worker').call(readGround, {})
    const lake = [
      [lng, lat],
      [lng + 0.002, lat],
      [lng + 0.002, lat + 0.002],
      [lng, lat + 0.002],
      [lng, lat],
    ]
    await town.platform.db.transaction((tx) =>
      saveBaseMap(tx, '320999100', 'lakes', {
        type: 'FeatureCollection',
        features: [{ type: 'Feature', properties: { name: '新荡' }, geometry: { type: 'Polygon', coordinates: [lake] } }],
      }),
    )
    forgetGround('320999100')
    const after = await town.as('worker').call(readGround, {})
    expect(after.version).not.toBe(before.version)
    expect(layersIn((await raw(at(14))).rawPayload)).toContain('water')
  })
})
