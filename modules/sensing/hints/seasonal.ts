/** One stretch of a series. */
export interface Point {
  readonly at: number
  readonly value: number
}

export interface Scored extends Point {
  readonly usual: number
  /** Robust deviations from the usual; 0 while there is too little past. */
  readonly score: number
}

const slotMs = 30 * 60_000
const dayMs = 86_400_000
const pastDays = 28
const needed = 8
/** A point counts as unusual from here on (示例, chosen on the labelled NAB series: docs/sensing.md). */
export const unusual = 5

/** The middle value; of an even number the mean of the two. Sorts its argument. */
export function median(values: number[]): number {
  values.sort((a, b) => a - b)
  const half = values.length >> 1
  return values.length % 2 ? values[half]! : (values[half - 1]! + values[half]!) / 2
}

/** Readings as half-hour means: the unit of comparison. */
export function toSlots(points: readonly Point[]): Point[] {
  const sums = new Map<number, { sum: number; n: number }>()
  for (const { at, value } of points) {
    const slot = Math.floor(at / slotMs)
    const known = sums.get(slot)
    if (known) {
      known.sum += value
      known.n++
    } else sums.set(slot, { sum: value, n: 1 })
  }
  return [...sums].toSorted((a, b) => a[0] - b[0]).map(([slot, { sum, n }]) => ({ at: slot * slotMs, value: sum / n }))
}

const weekend = (at: number): boolean => [0, 6].includes(new Date(at + 8 * 3_600_000).getUTCDay())

/**
 * Robust seasonal deviation: each half hour is compared with the same half hour (and its neighbours) of the last four weeks, on the same
 * sort of day once two weeks are known. Usual = median; deviation = |value − median| ÷ (1.4826 × median absolute deviation), with a floor of a
 * fifth of the series' own spread so that a series without noise does not cry at every breath. Only the past is used, as a town would have it.
 * @param slots half-hour means in order
 */
export function score(slots: readonly Point[]): Scored[] {
  const values = new Map(slots.map((point) => [Math.floor(point.at / slotMs), point.value]))
  const perDay = dayMs / slotMs
  const seen: number[] = []
  const begin = slots[0]?.at ?? 0
  let spread = 0
  return slots.map((point, i) => {
    const slot = Math.floor(point.at / slotMs)
    // The spread moves slowly; once in 24 is exact enough and keeps a year of readings cheap.
    if (i % 24 === 0 && seen.length > 0) {
      const middle = median(seen.slice(-pastDays * perDay))
      spread = 1.4826 * median(seen.slice(-pastDays * perDay).map((v) => Math.abs(v - middle)))
    }
    seen.push(point.value)
    const sameSort = point.at - begin >= 14 * dayMs
    const past: number[] = []
    for (let day = 1; day <= pastDays; day++) {
      if (sameSort && weekend(point.at - day * dayMs) !== weekend(point.at)) continue
      for (const beside of [-1, 0, 1]) {
        const value = values.get(slot - day * perDay + beside)
        if (value !== undefined) past.push(value)
      }
    }
    if (past.length < needed) return { ...point, usual: point.value, score: 0 }
    const usual = median(past)
    const deviation = 1.4826 * median(past.map((value) => Math.abs(value - usual)))
    const scale = Math.max(deviation, spread / 5, Math.abs(usual) * 1e-6, 1e-9)
    return { ...point, usual, score: (point.value - usual) / scale }
  })
}

export interface Stretch {
  readonly from: number
  readonly to: number
  readonly score: number
  readonly value: number
  readonly usual: number
}

const restMs = 2 * 3_600_000

/** Unusual half hours as stretches; two in a row at least, one may be chance. Those less than two hours apart are one. */
export function stretches(scored: readonly Scored[], limit: number = unusual): Stretch[] {
  const found: Stretch[] = []
  let run: Scored[] = []
  const close = (): void => {
    if (run.length >= 2) {
      const worst = run.reduce((a, b) => (Math.abs(b.score) > Math.abs(a.score) ? b : a))
      found.push({ from: run[0]!.at, to: run.at(-1)!.at + slotMs, score: worst.score, value: worst.value, usual: worst.usual })
    }
    run = []
  }
  for (const point of scored) {
    if (Math.abs(point.score) < limit) continue
    if (run.length > 0 && point.at - run.at(-1)!.at > restMs) close()
    run.push(point)
  }
  close()
  return found
}

export const method =
  '与过去四周同一时刻（前后半小时、同为工作日或周末）的中位数相比，偏离超过 5 倍稳健标准差且连续两个半小时以上才提示。只用历史数据，不参与告警，不会派单。'
