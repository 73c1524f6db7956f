import { describe, expect, it } from 'vitest'
import { type Intended, defaultThresholds, hearingReason } from './hearing-threshold.ts'
import { isPastLimitation, lastDayToFile } from './limitation.ts'

const day = '2026-11-22'
const fine = (cents: number, over: Partial<Intended> = {}): string | undefined =>
  hearingReason({ kinds: ['fine'], fine: cents, confiscated: 0, party: 'citizen', business: false, ...over }, defaultThresholds, day)

describe('听证标准 (行政处罚法 art. 63, rules.md §4.5)', () => {
  it.each([
    ['citizen', false, 50_000],
    ['organisation', false, 100_000],
    ['citizen', true, 2_000_000],
    ['organisation', true, 2_000_000],
  ] as const)('%s, in business %s: from %i cents on, one cent less does not', (party, business, cents) => {
    expect(fine(cents - 1, { party, business })).toBeUndefined()
    expect(fine(cents, { party, business })).toContain('听证标准')
    expect(fine(cents + 1, { party, business })).toContain('听证标准')
    expect(fine(0, { party, business, confiscated: cents })).toContain('听证标准')
  })

  it('heavy kinds are heard whatever the sum, a warning is not', () => {
    for (const kind of ['licence-revoked', 'suspended', 'closed', 'barred', 'grade-lowered'] as const)
      expect(fine(0, { kinds: ['warning', kind] })).toContain('第六十三条')
    expect(fine(0, { kinds: ['warning'] })).toBeUndefined()
  })

  it('a gap in the table offers the hearing', () => {
    const old = defaultThresholds.map((t) => ({ ...t, to: '2026-01-01' }))
    expect(hearingReason({ kinds: ['fine'], fine: 100, confiscated: 0, party: 'citizen', business: false }, old, day)).toContain(
      '没有当天有效',
    )
  })
})

describe('追责时效 (行政处罚法 art. 36)', () => {
  it('two years, five where harm was grave, to the day', () => {
    expect(lastDayToFile({ ended: '2024-11-22', grave: false })).toBe('2026-11-22')
    expect(isPastLimitation({ ended: '2024-11-22', grave: false }, '2026-11-22')).toBe(false)
    expect(isPastLimitation({ ended: '2024-11-22', grave: false }, '2026-11-23')).toBe(true)
    expect(isPastLimitation({ ended: '2021-11-23', grave: true }, '2026-11-22')).toBe(false)
    expect(isPastLimitation({ ended: '2021-11-21', grave: true }, '2026-11-22')).toBe(true)
    expect(lastDayToFile({ ended: '2024-02-29', grave: false })).toBe('2026-02-28')
  })
})
