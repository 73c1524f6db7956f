import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centsOf, daysLate, lateFine, yuanText } from './money.ts'

describe('加处罚款 (行政处罚法 art. 72, rules.md §4.8)', () => {
  it.each([
    [200_000, 10, 60_000],
    [200_000, 33, 198_000],
    [200_000, 34, 200_000],
    [5_000_000, 7, 1_050_000],
    [200_000, 0, 0],
    [1, 17, 1],
    [1, 16, 0],
  ])('%i cents, %i days late: %i', (fine, days, late) => expect(lateFine(fine, days)).toBe(late))

  it('grows with the days and never passes the fine', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 400 }), (fine, days) => {
        const late = lateFine(fine, days)
        expect(Number.isSafeInteger(late)).toBe(true)
        expect(late).toBeLessThanOrEqual(fine)
        expect(lateFine(fine, days + 1)).toBeGreaterThanOrEqual(late)
      }),
    )
  })

  it('counts from the day after the deadline and leaves excluded days out', () => {
    expect(daysLate('2026-03-10', '2026-03-10')).toBe(0)
    expect(daysLate('2026-03-10', '2026-03-11')).toBe(1)
    expect(daysLate('2026-02-27', '2026-03-02')).toBe(3)
    expect(daysLate('2026-03-10', '2026-03-20', [{ from: '2026-03-12', to: '2026-03-15' }])).toBe(7)
    expect(daysLate('2026-03-10', '2026-03-20', [{ from: '2026-03-01', to: '2026-04-01' }])).toBe(0)
  })
})

describe('cents', () => {
  it('takes yuan with two decimals and nothing finer', () => {
    expect(centsOf(2000)).toBe(200_000)
    expect(centsOf(0.1 + 0.2)).toBe(30)
    expect(centsOf(19.99)).toBe(1999)
    expect(centsOf(19.999)).toBeUndefined()
    expect(centsOf(-1)).toBeUndefined()
    expect(centsOf('5')).toBeUndefined()
    expect(yuanText(1_050_000)).toBe('10,500.00')
  })

  it('every sum of cents comes back from its yuan', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e11 }), (cents) => centsOf(cents / 100) === cents))
  })
})
