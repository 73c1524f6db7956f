/** What the rates of rules.md §3.2 need of one summoned unit. */
export interface SummonFact {
  /** Epoch milliseconds. */
  readonly mustBy: number
  readonly arrivedAt?: number | undefined
  /** Excused units were not summoned after all. */
  readonly excused: boolean
}

/** What they need of one whistle. */
export interface WhistleFact {
  readonly dueAt?: number | undefined
  readonly silencedAt?: number | undefined
  /** Rejected and withdrawn ones never became work. */
  readonly dropped: boolean
  readonly reblown: boolean
}

/** Hits of how many; a rate over nothing is no rate. */
export interface Rate {
  readonly met: number
  readonly of: number
}

/** 报到率 = units reported in on time ÷ units summoned whose time has come. */
export function arrivalRate(summons: readonly SummonFact[], now: number): Rate {
  const due = summons.filter((one) => !one.excused && (one.arrivedAt !== undefined || one.mustBy <= now))
  return { met: due.filter(({ arrivedAt, mustBy }) => arrivedAt !== undefined && arrivedAt <= mustBy).length, of: due.length }
}

/** 哨办结率 = whistles silenced on time ÷ due. One silenced before it is due counts as soon as it is. */
export function silencedRate(whistles: readonly WhistleFact[], now: number): Rate {
  const due = whistles.filter((one) => !one.dropped && one.dueAt !== undefined && (one.silencedAt !== undefined || one.dueAt <= now))
  return { met: due.filter(({ silencedAt, dueAt }) => silencedAt !== undefined && silencedAt <= dueAt!).length, of: due.length }
}

/** 重吹率 = reblown ÷ closed. */
export function reblownRate(whistles: readonly WhistleFact[]): Rate {
  const closed = whistles.filter(({ silencedAt, dropped }) => silencedAt !== undefined && !dropped)
  return { met: closed.filter(({ reblown }) => reblown).length, of: closed.length }
}

export type Band = 'few' | 'low' | 'normal' | 'high'
export const bandWords: Readonly<Record<Band, string>> = { few: '样本不足', low: '偏低', normal: '正常', high: '偏高' }

/** Fewer cases than this say nothing about a village. */
const ENOUGH_CASES = 20
/** The normal band around the town's own rate (示例): half to double. */
const WIDTH = 2

/**
 * Where a village's whistles per hundred cases lie against the town's. A band to talk about, never points: too low may be fear to ask, too high work
 * pushed up (features.md 2.3).
 */
export function bandOf(whistles: number, cases: number, town: { readonly whistles: number; readonly cases: number }): Band {
  if (cases < ENOUGH_CASES || town.cases === 0 || town.whistles === 0) return 'few'
  const ratio = whistles / cases / (town.whistles / town.cases)
  if (ratio < 1 / WIDTH) return 'low'
  return ratio > WIDTH ? 'high' : 'normal'
}
