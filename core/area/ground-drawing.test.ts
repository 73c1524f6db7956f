import fc from 'fast-check'
import { expect, test } from 'vitest'
import { edgesOf, isInside, stripsOf } from './inside.ts'
import { labelPoint } from './label-point.ts'
import { area, at, box, polygon, sampleTown } from './sample-town.ts'
import { softEdge } from './soft-edge.ts'
import { outlineOf, tileLayers } from './tile-content.ts'
import { tileTouches } from './tile-range.ts'

test('a name lies inside its area, also in a crescent and beside a hole', () => {
  const crescent = polygon([
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
    [0, 9],
    [9, 9],
    [9, 1],
    [0, 1],
  ])
  const holed = polygon(
    [
      [0, 0],
      [6, 0],
      [6, 6],
      [0, 6],
    ],
    [
      [1, 1],
      [5, 1],
      [5, 5],
      [1, 5],
    ],
  )
  for (const shape of [crescent, holed, box(0, 0, 2, 1)]) {
    const [x, y] = labelPoint(shape)
    expect(isInside(stripsOf(edgesOf(shape.coordinates)), x, y)).toBe(true)
  }
  expect(labelPoint(box(0, 0, 2, 2))).toEqual([expect.closeTo(at(1, 1)[0], 6), expect.closeTo(at(1, 1)[1], 6)])
})

test('a soft edge is closed, stays near the true one and never grows by thousands', () => {
  const ring = Array.from({ length: 401 }, (_, i): [number, number] => {
    const turn = ((i % 400) / 400) * 2 * Math.PI
    return [120.6 + Math.cos(turn) * 0.05 * (1 + 0.01 * Math.sin(40 * turn)), 31 + Math.sin(turn) * 0.05]
  })
  const soft = softEdge(ring)
  expect(soft[0]).toEqual(soft.at(-1))
  expect(soft.length).toBeLessThan(ring.length * 2)
  for (const [x, y] of soft) expect(Math.hypot(x - 120.6, y - 31)).toBeGreaterThan(0.045)
})

test('a tile touches a box exactly when one of the box’s corners or sides lies in it', () => {
  const degree = fc.tuple(fc.double({ min: 119, max: 121, noNaN: true }), fc.double({ min: 30, max: 32, noNaN: true }))
  fc.assert(
    fc.property(degree, fc.integer({ min: 6, max: 15 }), ([lng, lat], z) => {
      const n = 2 ** z
      const x = Math.floor(((lng + 180) / 360) * n)
      const rad = (lat * Math.PI) / 180
      const y = Math.floor(((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * n)
      expect(tileTouches([lng - 1e-4, lat - 1e-4, lng + 1e-4, lat + 1e-4], z, x, y)).toBe(true)
      expect(tileTouches([lng - 1e-4, lat - 1e-4, lng + 1e-4, lat + 1e-4], z, x + 3, y)).toBe(false)
    }),
  )
})

test('base layers become what they are by name and shape; lanes apart from roads; each area has one name', () => {
  const collection = (geometry: object, properties: object = {}) => ({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties, geometry }],
  })
  const surface = box(0, 0, 1, 1)
  const line = { type: 'LineString', coordinates: [at(0, 0), at(1, 1)] }
  const areas = sampleTown()
  const layers = tileLayers(
    {
      lakes: collection(surface, { name: '荡' }),
      canals: collection(line, { width: 12 }),
      roads: {
        type: 'FeatureCollection',
        features: [...collection(line, { kind: 'lane' }).features, ...collection(line, { kind: 'trunk' }).features],
      },
      buildings: collection(surface),
      河道: collection(line),
      nonsense: collection(line),
      broken: 'no collection',
    },
    areas,
    [{ name: '听橹桥', kind: 'bridge', point: at(1, 1) }],
  )
  const count = (name: string) => layers.find((layer) => layer.name === name)?.features.length
  expect([count('water'), count('waterway'), count('road'), count('lane'), count('building'), count('place')]).toEqual([1, 2, 1, 1, 1, 1])
  expect(count('name')).toBe(areas.filter(({ tier }) => tier !== 'town').length)
  expect(outlineOf(areas)).toHaveLength(1)
  expect(outlineOf([area({ code: '320999100201', tier: 'village' })])).toEqual([])
})
