import { describe, expect, it } from 'vitest'
import { niceTicks, stretches, tickText, timeTicks } from './curve.ts'

const point = (at: number) => ({ at, min: 0, max: 2, avg: 1 })

describe('curves', () => {
  it('never cross a silence', () => {
    expect(stretches([point(0), point(10), point(30), point(35)], 10).map((s) => s.map(({ at }) => at))).toEqual([
      [0, 10],
      [30, 35],
    ])
    expect(stretches([], 10)).toEqual([])
  })

  it('have round ticks that cover the range', () => {
    expect(niceTicks(0, 97)).toEqual([0, 25, 50, 75, 100])
    expect(niceTicks(0.11, 0.34)).toEqual([0.1, 0.2, 0.3, 0.4])
    const same = niceTicks(5, 5)
    expect(same[0]).toBeLessThanOrEqual(5)
    expect(same.at(-1)).toBeGreaterThanOrEqual(5)
    expect(niceTicks(-3, 4).at(-1)).toBeGreaterThanOrEqual(4)
  })

  it('have moments on whole local hours', () => {
    const from = Date.parse('2026-11-22T09:17:00+08:00')
    const ticks = timeTicks(from, from + 6 * 3_600_000)
    expect(ticks.map((at) => tickText(at, 6 * 3_600_000))).toEqual(['10:00', '11:00', '12:00', '13:00', '14:00', '15:00'])
    expect(tickText(Date.parse('2026-11-22T00:00:00+08:00'), 30 * 86_400_000)).toBe('11/22')
    expect(timeTicks(from, from + 365 * 86_400_000).length).toBeLessThanOrEqual(7)
  })
})
