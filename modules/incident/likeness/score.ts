import type { ClassCatalogue, IncidentClass } from '../classes/class.ts'
import { findClass } from '../classes/catalogue.ts'
import { classLikeness } from './class-likeness.ts'
import { placeLikeness } from './place-likeness.ts'
import type { Fingerprint } from './report.ts'
import { noCounts, textComparer } from './text.ts'
import type { GramCounts, TextLikeness } from './text.ts'
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

const HOUR = 3_600_000
// What place alone carries, at once and after many hours: a second call from one corner within the hour is suspicious whatever
// class the operator chose.
const placeAlone = { fresh: 0.55, later: 0.3 }
// A vague place (the same long road) is worth less when it is not the same hours.
const vague = { below: 0.75, later: 0.8 }
// Words that agree at length agree whenever they were written.
const timeFloor = { withPlace: 0.55, withoutPlace: 0.8 }
const faded = (time: number, how: keyof typeof timeFloor): number => timeFloor[how] + (1 - timeFloor[how]) * time
const wordsCarryFrom = 0.5
// Fewer shared grams than this prove little where no place can be compared.
const enoughGrams = 16

/**
 * How likely two reports tell of one problem. Place is the gate, what is told (the better of class and words, supported
 * by the other) and time scale it; without any place to compare, words must carry it alone. Pure, symmetric except that
 * only the earlier one's `open` matters. Two lid reports 50 m and 2 h apart score above `offer` (features.md 1.1.1).
 */
export function scoreCandidate(a: Fingerprint, b: Fingerprint, context: ScoreContext): Likeness {
  return scorer(a, context)(b)
}

/** {@link scoreCandidate} for one report against many: the report's words are weighed once. */
export function scorer(report: Fingerprint, { catalogue, counts = noCounts }: ScoreContext): (other: Fingerprint) => Likeness {
  const compareText = textComparer(report.grams, counts)
  const classOf = (code: string | undefined): IncidentClass | undefined => (code === undefined ? undefined : findClass(catalogue, code))
  const half = halfLife(classOf(report.classCode))
  return (other) => {
    const gap = Math.abs(report.at - other.at)
    const earlier = report.at < other.at ? report : other
    const place = placeLikeness(report, other)
    const kind = classLikeness(report.classCode, other.classCode, catalogue)
    const text = compareText(other.grams)
    const time = timeLikeness(gap, Math.max(half, halfLife(classOf(other.classCode))), earlier.open ?? false)
    // Long words that agree also help where the place is only roughly the same, but never across different addresses.
    const byWords = place === undefined || place.score >= wordsCarryFrom ? withoutPlace(kind?.score, text) * faded(time, 'withoutPlace') : 0
    const byPlace = place === undefined ? 0 : withPlace(place.score, kind?.score, text.cosine, gap) * faded(time, 'withPlace')
    const score = Math.round(Math.max(byPlace, byWords) * 100) / 100
    const placeFirst = place !== undefined && place.score >= 0.3
    const reasons = [
      ...(placeFirst ? [place.reason] : []),
      ...(kind?.reason === undefined ? [] : [kind.reason]),
      ...(text.cosine >= 0.3 || !place ? [`文字相似 ${text.cosine.toFixed(2)}`] : []),
      ...(place && !placeFirst ? [place.reason] : []),
      `${gapText(gap)}上报`,
    ]
    return { score, reasons }
  }
}

function withPlace(place: number, kind: number | undefined, cosine: number, gap: number): number {
  const fresh = 2 ** (-gap / (6 * HOUR))
  const words = Math.min(1, cosine * 1.25)
  // The better of the two counts, the other supports by a quarter.
  const what = kind === undefined ? words : 0.75 * Math.max(kind, words) + 0.25 * Math.min(kind, words)
  const alone = placeAlone.later + (placeAlone.fresh - placeAlone.later) * fresh
  const sure = place < vague.below ? place * (vague.later + (1 - vague.later) * fresh) : place
  return sure * (alone + (1 - alone) * what)
}

// Long letters on one matter have a weighed cosine of only 0.1–0.3, strangers below 0.1: the cube root spreads that range.
function withoutPlace(kind: number | undefined, { cosine, shared }: TextLikeness): number {
  return Math.cbrt(cosine) * Math.min(1, shared / enoughGrams) * (kind === undefined ? 1 : 0.7 + 0.3 * kind)
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
  const score = scorer(report, context)
  const ranked: (Ranked<T> & { at: number })[] = []
  for (const { of, fingerprint } of among) {
    const likeness = score(fingerprint)
    if (likeness.score >= thresholds.offer)
      ranked.push({ ...likeness, of, likely: likeness.score >= thresholds.likely, at: fingerprint.at })
  }
  ranked.sort((a, b) => b.score - a.score || a.at - b.at)
  return ranked.slice(0, thresholds.most).map(({ of, score, reasons, likely }) => ({ of, score, reasons, likely }))
}
