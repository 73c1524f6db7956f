import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceToWait, loadOf, meanWait } from './erlang.ts'

describe('rules.md §5.7: λ = 30, μ = 6.6667', () => {
  test.each([
    [4, Infinity],
    [5, 13.72],
    [6, 2.53],
    [7, 0.78],
  ])('%i windows wait %f minutes', (windows, minutes) => {
    const wait = meanWait({ arrivals: 30, served: 6.6667, windows })
    if (minutes === Infinity) expect(wait).toBe(Infinity)
    else expect(wait).toBeCloseTo(minutes, 2)
  })
})

test('nobody comes, nobody waits; no window, nobody is served', () => {
  expect(meanWait({ arrivals: 0, served: 6, windows: 0 })).toBe(0)
  expect(meanWait({ arrivals: 1, served: 6, windows: 0 })).toBe(Infinity)
  expect(meanWait({ arrivals: 1, served: 0, windows: 3 })).toBe(Infinity)
})

test('one window is the textbook M/M/1', () => {
  // Wq = ρ ÷ (μ − λ)
  expect(meanWait({ arrivals: 4, served: 6, windows: 1 })).toBeCloseTo((4 / 6 / 2) * 60, 10)
  expect(chanceToWait({ arrivals: 4, served: 6, windows: 1 })).toBeCloseTo(4 / 6, 10)
})

const station = fc.record({
  arrivals: fc.double({ min: 0.1, max: 400, noNaN: true }),
  served: fc.double({ min: 1, max: 60, noNaN: true }),
  windows: fc.integer({ min: 1, max: 300 }),
})

test('one more window never makes the wait longer, and a chance stays a chance', () => {
  fc.assert(
    fc.property(station, (given) => {
      const more = { ...given, windows: given.windows + 1 }
      expect(meanWait(more)).toBeLessThanOrEqual(meanWait(given))
      expect(chanceToWait(given)).toBeGreaterThanOrEqual(0)
      expect(chanceToWait(given)).toBeLessThanOrEqual(1 + 1e-9)
      expect(meanWait(given) === Infinity).toBe(loadOf(given) >= 1)
    }),
  )
})

test('more people never make the wait shorter', () => {
  fc.assert(
    fc.property(station, fc.double({ min: 0, max: 50, noNaN: true }), (given, more) => {
      const busier = meanWait({ ...given, arrivals: given.arrivals + more })
      expect(busier).toBeGreaterThanOrEqual(meanWait(given) - 1e-9)
    }),
  )
})
