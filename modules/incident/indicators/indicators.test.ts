import { describe, expect, it } from 'vitest'
import type { CaseFact, Period } from './case-fact.ts'
import { dueToClose, hungUp } from './due-to-close.ts'
import { indicators } from './indicators.ts'
import type { IndicatorKey } from './indicators.ts'
import { appealComposite, measure, measureComposite, percentOf, percentText } from './measure.ts'

const at = (text: string): number => Date.parse(`${text}+08:00`)
const march: Period = { from: at('2026-03-01T00:00'), to: at('2026-04-01T00:00') }
const april: Period = { from: march.to, to: at('2026-05-01T00:00') }
let n = 0
const fact = (over: Partial<CaseFact> = {}): CaseFact => ({
  id: `c${++n}`,
  byCollector: true,
  urgent: false,
  reportedAt: at('2026-03-02T09:00'),
  failedChecks: 0,
  shelved: false,
  ...over,
})
const many = (count: number, over: Partial<CaseFact>): CaseFact[] => Array.from({ length: count }, () => fact(over))
const rate = (key: IndicatorKey, facts: CaseFact[], period = march) => percentText(measure(indicators[key], facts, period).percent)

const registeredAt = at('2026-03-02T09:10')
const dueAt = at('2026-03-05T18:00')
const early = at('2026-03-04T10:00')
const late = at('2026-03-09T10:00')

describe('结案率 and 按期结案率', () => {
  // Published bulletin, rules.md §1.8: accepted 1054, registered 996, due 972, closed 911, of them 737 in time.
  const bulletin = [
    ...many(737, { registeredAt, dueAt, closedAt: early }),
    ...many(911 - 737, { registeredAt, dueAt, closedAt: late }),
    ...many(972 - 911, { registeredAt, dueAt }),
    ...many(996 - 972, { registeredAt, dueAt: at('2026-04-02T18:00') }),
    ...many(1054 - 996, {}),
  ]
  it('give the published 93.72 % and 75.82 %', () => {
    expect(measure(indicators.closed, bulletin, march)).toMatchObject({ base: 972, hit: 911 })
    expect([rate('closed', bulletin), rate('closedOnTime', bulletin)]).toEqual(['93.72%', '75.82%'])
    expect(rate('validReport', bulletin)).toBe(percentText((996 / 1054) * 100))
  })
  it('take approved hang-ups out of the denominator in the variant', () => {
    const facts = [...many(8, { registeredAt, dueAt, closedAt: early }), ...many(2, { registeredAt, dueAt, shelved: true })]
    expect([rate('closed', facts), rate('closedLessHungUp', facts), rate('closedOnTimeLessHungUp', facts)]).toEqual([
      '80.00%',
      '100.00%',
      '100.00%',
    ])
  })
  it('urgent cases apart', () => {
    const facts = [fact({ registeredAt, dueAt, closedAt: late, urgent: true }), fact({ registeredAt, dueAt })]
    expect([rate('urgentClosed', facts), rate('urgentClosedOnTime', facts)]).toEqual(['100.00%', '0.00%'])
  })
})

describe('应结案', () => {
  it.each<[string, Partial<CaseFact>, boolean, boolean]>([
    ['due inside the period', { registeredAt, dueAt }, true, true],
    ['due later, still open', { registeredAt, dueAt: at('2026-04-20T18:00') }, false, true],
    [
      'due later but closed now: closed and due now, never more than 100 %, not again in April',
      { registeredAt, dueAt: at('2026-04-20T18:00'), closedAt: early },
      true,
      false,
    ],
    ['closed late, in April: due in both months', { registeredAt, dueAt, closedAt: at('2026-04-02T09:00') }, true, true],
    ['never registered', { dueAt }, false, false],
    ['registered after March', { registeredAt: april.from, dueAt: at('2026-04-03T18:00') }, false, true],
    ['due on the last millisecond', { registeredAt, dueAt: march.to - 1, closedAt: march.to - 1 }, true, false],
  ])('%s', (_, over, inMarch, inApril) => {
    expect([dueToClose(fact(over), march), dueToClose(fact(over), april)]).toEqual([inMarch, inApril])
  })
  it('a hang-up that was closed after all is a closing', () => {
    expect(hungUp(fact({ registeredAt, dueAt, shelved: true, closedAt: early }), march)).toBe(false)
  })
})

describe('接诉即办', () => {
  // rules.md §3.4: 200 assigned, 196 contacted in time; 180 answered, 150 solved, 160 satisfied → 89.68.
  const assigned = { assignedAt: registeredAt, contactDue: dueAt }
  const callback = { at: late, answered: true }
  const facts = Array.from({ length: 200 }, (_, i) =>
    fact({
      ...assigned,
      ...(i < 196 && { contactedAt: early }),
      callback: i < 180 ? { ...callback, solved: i < 150, satisfied: i < 160 } : { at: late, answered: false },
    }),
  )
  it('gives 98.00 / 83.33 / 88.89 and 89.68 together', () => {
    expect([rate('responded', facts), rate('solved', facts), rate('satisfied', facts)]).toEqual(['98.00%', '83.33%', '88.89%'])
    expect(measureComposite(appealComposite, facts, march)?.toFixed(2)).toBe('89.68')
    expect(appealComposite.parts.reduce((sum, p) => sum + p.weight, 0)).toBeCloseTo(1, 12)
  })
  it('leaves an appeal out only with approval and evidence', () => {
    const silent = (approved: boolean, evidence: boolean) => fact({ ...assigned, exclusion: { reason: 'unreachable', approved, evidence } })
    const good = fact({ ...assigned, contactedAt: early })
    expect(rate('responded', [good, silent(true, true)])).toBe('100.00%')
    expect(rate('responded', [good, silent(true, false)])).toBe('50.00%')
    expect(rate('responded', [good, silent(false, true)])).toBe('50.00%')
  })
  it('has no score when one part has no base', () => {
    expect(measureComposite(appealComposite, many(3, assigned), march)).toBeUndefined()
  })
})

it.each<[IndicatorKey, Partial<CaseFact>, Partial<CaseFact>]>([
  ['verifiedOnTime', { verifyDue: dueAt, verifiedAt: early }, { verifyDue: dueAt, verifiedAt: late }],
  ['checkedOnTime', { checkDue: dueAt, checkedAt: dueAt }, { checkDue: dueAt }],
  ['registeredRight', { registeredAt }, { registeredAt, wronglyRegistered: true }],
  ['registeredOnTime', { registeredAt, registerDue: dueAt }, { registeredAt, registerDue: registeredAt - 1 }],
  [
    'dispatchedRight',
    { dispatchDue: dueAt, dispatchedAt: late, firstUnitRight: true },
    { dispatchDue: dueAt, dispatchedAt: early, firstUnitRight: false },
  ],
  ['dispatchedOnTime', { dispatchDue: dueAt, dispatchedAt: early }, { dispatchDue: dueAt, dispatchedAt: late }],
  ['handledOnTime', { handleDue: dueAt, handledAt: early }, { handleDue: dueAt }],
  ['rework', { handledAt: early, failedChecks: 2 }, { handledAt: early }],
])('%s counts the first, not the second, and neither outside its period', (key, yes, no) => {
  const facts = [fact(yes), fact(no), fact()]
  expect(measure(indicators[key], facts, march)).toMatchObject({ base: 2, hitIds: [facts[0]!.id], missIds: [facts[1]!.id] })
  expect(measure(indicators[key], facts, { from: at('2025-01-01T00:00'), to: at('2025-02-01T00:00') })).toMatchObject({
    base: 0,
    percent: undefined,
  })
})

it('no base is no rate', () => {
  expect(percentOf(0, 0)).toBeUndefined()
  expect([percentText(undefined), percentText(0), percentText(99.995)]).toEqual(['—', '0.00%', '100.00%'])
})

it('every indicator carries its formula and source for the screen', () => {
  for (const [key, indicator] of Object.entries(indicators)) {
    expect(indicator.key).toBe(key)
    expect(indicator.formula).toMatch(/÷.+× 100%$/u)
    expect(indicator.source).not.toBe('')
  }
})
