import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areasUnder, insideRings, readFieldMap } from '../field-map.ts'
import { locatePoint } from '../endpoints.ts'
import { areaTown } from './test/area-town.ts'

const town = await areaTown()

describe('the ground a phone keeps', () => {
  test('a grid worker’s own grid and its neighbours, the own ones marked', async () => {
    const map = await town.as('worker').call(readFieldMap, {})
    const own = map.areas.filter((a) => a.mine)
    expect(own.length).toBeGreaterThan(0)
    expect(own.every((a) => a.code.startsWith('320999100201001'))).toBe(true)
    expect(map.areas.some((a) => !a.mine)).toBe(true)
    expect(map.box[0]).toBeLessThan(map.own[0])
  })

  test('a post for the whole town holds the whole town, without houses', async () => {
    const map = await town.as('watch').call(readFieldMap, {})
    expect(map.areas.every((a) => !a.mine)).toBe(true)
    expect(map.buildings).toEqual([])
  })

  test('the base map is cut to what lies around, and thinned', async () => {
    const { own } = await town.as('worker').call(readFieldMap, {})
    const line = (lng: number) => ({
      type: 'Feature',
      properties: { name: '示例路', kind: 'street' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [lng, own[1]],
          [lng, (own[1] + own[3]) / 2],
          [lng, own[3]],
        ],
      },
    })
    await town.platform.db.read.query(`insert into area.base_map (town, kind, features) values ($1, 'roads', $2)`, [
      '320999100',
      JSON.stringify({ type: 'FeatureCollection', features: [line((own[0] + own[2]) / 2), line(own[2] + 1)] }),
    ])
    const { roads } = await town.as('worker').call(readFieldMap, {})
    expect(roads).toHaveLength(1)
    expect(roads[0]).toMatchObject({ name: '示例路', main: false })
    // The middle of a straight line says nothing.
    expect(roads[0]!.line).toHaveLength(2)
  })

  test('nobody signed in gets none', async () => {
    expect((await town.request().get('/areas/field-map')).status).toBe(401)
  })
})

test('the phone finds the same grid as the centre, and several where the error reaches over a border', async () => {
  const map = await town.as('worker').call(readFieldMap, {})
  const [west, south, east, north] = map.own
  for (let i = 0; i < 40; i++) {
    const point: [number, number] = [west + ((east - west) * ((i * 37) % 40)) / 40 + 1e-7, south + ((north - south) * i) / 40 + 1e-7]
    const there = await town.as('worker').call(locatePoint, { query: { lng: point[0], lat: point[1] } })
    const here = areasUnder(map, point, 0)
    const lowest = map.areas.some((a) => a.tier === 'micro') ? there.micro : there.grid
    if (lowest && here.length > 0) expect(here.map((a) => a.code)).toContain(lowest.code)
  }
  expect(areasUnder(map, [east - 1e-5, (south + north) / 2], 300).length).toBeGreaterThan(1)
})

test('inside a ring: a square by the rule, whatever its turn', () => {
  const square = (reverse: boolean) => {
    const ring: [number, number][] = [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 0],
    ]
    return [reverse ? ring.toReversed() : ring]
  }
  const number = fc.double({ min: -6, max: 10, noNaN: true })
  fc.assert(
    fc.property(number, number, fc.boolean(), (x, y, reverse) => {
      fc.pre(![x, y].some((n) => n === 0 || n === 4))
      expect(insideRings([x, y], square(reverse))).toBe(x > 0 && x < 4 && y > 0 && y < 4)
    }),
  )
})
