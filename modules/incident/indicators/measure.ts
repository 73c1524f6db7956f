import type { CaseFact, Period } from './case-fact.ts'
import { indicators } from './indicators.ts'
import type { Indicator, IndicatorKey } from './indicators.ts'

export interface Measured {
  readonly base: number
  readonly hit: number
  /** 0 … 100, not rounded; undefined when there is nothing to divide by. */
  readonly percent: number | undefined
  /** The cases behind the two numbers, so that each opens its list. */
  readonly hitIds: readonly string[]
  readonly missIds: readonly string[]
}

/** One indicator over cases of a period. Reads each case once; the caller chooses the cases (unit, grid, post). */
export function measure(indicator: Indicator, facts: Iterable<CaseFact>, period: Period): Measured {
  const hitIds: string[] = []
  const missIds: string[] = []
  for (const fact of facts) if (indicator.base(fact, period)) (indicator.hit(fact, period) ? hitIds : missIds).push(fact.id)
  const base = hitIds.length + missIds.length
  return { base, hit: hitIds.length, percent: percentOf(hitIds.length, base), hitIds, missIds }
}

/** hit ÷ base × 100, undefined for 0 ÷ 0: a unit without work has no rate, neither 0 nor 100. */
export const percentOf = (hit: number, base: number): number | undefined => (base === 0 ? undefined : (hit / base) * 100)

/** `93.72%`, or `—` where there is no rate. Rounded half up on the decimal, as bulletins do. */
export const percentText = (percent: number | undefined): string =>
  percent === undefined ? '—' : `${(Math.round((percent + Number.EPSILON) * 100) / 100).toFixed(2)}%`

/** Weights of a composite of rates; they must add up to 1. */
export interface Composite {
  readonly key: string
  readonly name: string
  readonly formula: string
  readonly source: string
  readonly parts: readonly { readonly of: IndicatorKey; readonly weight: number }[]
}

/** rules.md §3.4: 30 % response + 35 % solved + 35 % satisfied. */
export const appealComposite: Composite = {
  key: 'appealComposite',
  name: '接诉即办综合得分',
  formula: '响应率 × 30% + 解决率 × 35% + 满意率 × 35%',
  source: '准格尔旗考核口径',
  parts: [
    { of: 'responded', weight: 0.3 },
    { of: 'solved', weight: 0.35 },
    { of: 'satisfied', weight: 0.35 },
  ],
}

/** Score 0 … 100; undefined when a part has no base: a missing part is not silently a zero or a hundred. */
export function measureComposite(composite: Composite, facts: readonly CaseFact[], period: Period): number | undefined {
  let score = 0
  for (const { of, weight } of composite.parts) {
    const { percent } = measure(indicators[of], facts, period)
    if (percent === undefined) return undefined
    score += weight * percent
  }
  return score
}
