import type { ClassCatalogue } from '../classes/class.ts'
import { findClass } from '../classes/catalogue.ts'
import { classLikeness } from './class-likeness.ts'
import { placeLikeness } from './place-likeness.ts'
import type { Fingerprint } from './report.ts'
import { noCounts, textLikeness } from './text.ts'
import type { GramCounts } from './text.ts'
import { gapText, halfLife, timeLikeness } from './time-likeness.ts'

export interface Likeness {
  /** 0 … 1, two decimals. */
  readonly score: number
  /** Short reasons for the screen, strongest kind first: `相距 18 米`, `同为井盖类`, `文字相似 0.82`. */
  readonly reasons: readonly string[]
}

/** What scoring needs beside the two reports. */
export interface ScoreContext {
  readonly catalogue: ClassCatalogue
  readonly counts?: GramCounts
}

/** 示例 thresholds, chosen on the first half of the real hotline data and measured on the second (bench/same-problem.ts). */
export const thresholds = {
  /** Shown as a candidate. */
  offer: 0.5,
  /** Shown first, marked 很可能重复. Never merged without a person. */
  likely: 0.8,
  /** At most so many are shown. */
  most: 5,
} as const

// Share of the score that place alone carries, and the share that time may take away.
const placeAlone = 0.3
const timeFloor = 0.7

/**
 * How likely two reports tell of one problem. Place is the gate, what is told (the better of class and words, supported
 * by the other) and time scale it; without any place to compare, words must carry it alone. Pure, symmetric except that
 * only the earlier one's `open` matters. Two lid reports 50 m and 2 h apart score above `offer` (features.md 1.1.1).
 */
export function scoreCandidate(a: Fingerprint, b: Fingerprint, { catalogue, counts = noCounts }: ScoreContext): Likeness {
  const [earlier, later] = a.at <= b.at ? [a, b] : [b, a]
  const gap = later.at - earlier.at
  const place = placeLikeness(later, earlier)
  const kind = classLikeness(later.classCode, earlier.classCode, catalogue)
  const words = textLikeness(later.grams, earlier.grams, counts)
  const known = [later, earlier].map((r) => (r.classCode === undefined ? undefined : findClass(catalogue, r.classCode)))
  const time = timeLikeness(gap, Math.max(halfLife(known[0]), halfLife(known[1])), earlier.open ?? false)
  const what = blend(kind?.score, Math.min(1, words * 1.25))
  const base = place ? place.score * (placeAlone + (1 - placeAlone) * what) : words * (kind ? 0.7 + 0.3 * kind.score : 1)
  const score = base * (timeFloor + (1 - timeFloor) * time)
  const reasons = [
    ...(place && place.score >= 0.3 ? [place.reason] : []),
    ...(kind?.reason === undefined ? [] : [kind.reason]),
    ...(words >= 0.3 ? [`文字相似 ${words.toFixed(2)}`] : []),
    ...(place && place.score < 0.3 ? [place.reason] : []),
    `${gapText(gap)}上报`,
  ]
  return { score: Math.round(score * 100) / 100, reasons }
}

/** The better of the two counts, the other supports by a quarter. */
function blend(kind: number | undefined, words: number): number {
  if (kind === undefined) return words
  return 0.75 * Math.max(kind, words) + 0.25 * Math.min(kind, words)
}

export interface Ranked<T> extends Likeness {
  readonly of: T
  readonly likely: boolean
}

/** Candidates worth showing, best first; of equals the older one, since it is the one to merge into. */
export function rankCandidates<T>(
  report: Fingerprint,
  among: Iterable<{ readonly of: T; readonly fingerprint: Fingerprint }>,
  context: ScoreContext,
): Ranked<T>[] {
  const ranked: (Ranked<T> & { at: number })[] = []
  for (const { of, fingerprint } of among) {
    const likeness = scoreCandidate(report, fingerprint, context)
    if (likeness.score >= thresholds.offer)
      ranked.push({ ...likeness, of, likely: likeness.score >= thresholds.likely, at: fingerprint.at })
  }
  ranked.sort((a, b) => b.score - a.score || a.at - b.at)
  return ranked.slice(0, thresholds.most).map(({ of, score, reasons, likely }) => ({ of, score, reasons, likely }))
}
