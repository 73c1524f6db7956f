import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceBetween } from '#core/area/contract.ts'
import { makeRandom } from '#town/geometry/index.ts'
import { strengthAt } from './clock-in.ts'
import { makeRoadNet } from './roads.ts'
import { byCar, makeWalker, onFoot } from './walker.ts'

/** Two crossing roads of 2 km with a vertex every 100 m. */
const net = makeRoadNet([
  Array.from({ length: 21 }, (_, i) => [120.6 + i * 0.001, 30.96] as [number, number]),
  Array.from({ length: 21 }, (_, i) => [120.61, 30.95 + i * 0.001] as [number, number]),
])

describe('a walker', () => {
  it('stays on the roads, never goes faster than its gait, and comes back to its home', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(onFoot, byCar), (seed, gait) => {
        const home: [number, number] = [120.605, 30.96]
        const walker = makeWalker(net, home, home, { ...gait, radius: 300 }, makeRandom(seed))
        for (let k = 0; k < 60; k++) {
          const before = walker.at
          walker.step(10)
          expect(distanceBetween(before, walker.at)).toBeLessThanOrEqual(gait.speed * 10 + 1)
          const [lng, lat] = walker.at
          expect(Math.min(Math.abs(lat - 30.96), Math.abs(lng - 120.61))).toBeLessThan(1e-6)
          expect(distanceBetween(walker.at, home)).toBeLessThan(1200)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('finds the closest road also from far away', () => {
    expect(net.closest([120.6001, 30.9602])).toEqual({ line: 0, index: 0 })
    expect(net.closest([120.61, 31.2])).toEqual({ line: 1, index: 20 })
  })
})

it('the town is out by day, half of it at weekends, few in the evening, fewer at night', () => {
  const at = (time: string, day = '2026-07-15') => strengthAt(Date.parse(`${day}T${time}:00+08:00`))
  expect([at('09:00'), at('19:00'), at('23:00'), at('03:00')]).toEqual([400, 64, 26, 26])
  expect(at('09:00', '2026-07-18')).toBe(180)
})
