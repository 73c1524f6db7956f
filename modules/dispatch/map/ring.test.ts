import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LayerPoint } from '#core/area/contract.ts'
import { Tone } from '#core/area/contract.ts'
import { packPoints, unpackPoints } from './packed-points.ts'
import { isInRing, ringBox, ringTouches } from './ring.ts'

const square = (x: number, y: number, size: number): [number, number][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]

test('a ring holds what lies inside, closed or not, whichever way round', () => {
  const ring = square(0, 0, 2)
  for (const each of [ring, ring.slice(0, -1), ring.toReversed()]) {
    expect(isInRing(each, [1, 1])).toBe(true)
    expect(isInRing(each, [3, 1])).toBe(false)
  }
  expect(ringBox(ring)).toEqual([0, 0, 2, 2])
})

test('touching: overlapping, inside, around, crossing like a plus; not beside, not in a hole', () => {
  const shape = (ring: [number, number][], ...holes: [number, number][][]) => ({ type: 'Polygon' as const, coordinates: [ring, ...holes] })
  const ring = square(0, 0, 3)
  expect(ringTouches(ring, shape(square(2, 2, 3)))).toBe(true)
  expect(ringTouches(ring, shape(square(1, 1, 1)))).toBe(true)
  expect(ringTouches(square(1, 1, 1), shape(ring))).toBe(true)
  expect(
    ringTouches(
      [
        [-1, 1],
        [4, 1],
        [4, 2],
        [-1, 2],
      ],
      shape([
        [1, -1],
        [2, -1],
        [2, 4],
        [1, 4],
        [1, -1],
      ]),
    ),
  ).toBe(true)
  expect(ringTouches(ring, shape(square(4, 4, 1)))).toBe(false)
  expect(ringTouches(square(1.2, 1.2, 0.2), shape(ring, square(1, 1, 1)))).toBe(false)
})

const point: fc.Arbitrary<LayerPoint> = fc.record(
  {
    id: fc.string(),
    at: fc
      .tuple(fc.integer({ min: -180e6, max: 180e6 }), fc.integer({ min: -90e6, max: 90e6 }))
      .map(([x, y]) => [x / 1e6, y / 1e6] as [number, number]),
    title: fc.string(),
    kind: fc.constantFrom('a', 'b', 'c'),
    tone: fc.constantFrom(...Tone.options),
    seenAt: fc.integer({ min: 0 }),
    stale: fc.constant(true as const),
    heading: fc.integer({ min: 0, max: 359 }),
  },
  { requiredKeys: ['id', 'at', 'title', 'kind', 'tone'] },
)

test('packed points come out as they went in', () => {
  fc.assert(fc.property(fc.array(point), (points) => void expect(unpackPoints(packPoints(points))).toEqual(points)))
})
