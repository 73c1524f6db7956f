import { distanceBetween } from '#core/area/contract.ts'
import type { TrackPoint } from './chunk.ts'

export interface CleanOptions {
  /** Metres a second nobody here goes faster than: 55 m/s is 198 km/h. */
  readonly maxSpeed?: number
  /** A silence longer than this, ending elsewhere, is a gap: drawn broken, its straight line counted apart. */
  readonly gapMs?: number
  /** Fixes worse than this many metres say too little. */
  readonly maxAccuracy?: number
}

/** A stretch nobody watched. */
export interface Gap {
  readonly from: number
  readonly to: number
  /** Straight line across it. */
  readonly metres: number
}

export interface CleanTrack {
  /** Runs of points without a gap inside. */
  readonly segments: readonly (readonly TrackPoint[])[]
  readonly gaps: readonly Gap[]
  /** How many points were left out, and why. */
  readonly dropped: { readonly repeats: number; readonly jumps: number; readonly coarse: number }
  /** Metres along the segments. */
  readonly length: number
  /** Metres across gaps that somebody may really have gone (缺口按直线折算). */
  readonly bridged: number
}

const metres = (a: TrackPoint, b: TrackPoint): number => distanceBetween([a.lng, a.lat], [b.lng, b.lat])
const speed = (a: TrackPoint, b: TrackPoint): number => metres(a, b) / Math.max(1, (b.at - a.at) / 1000)

/** Who says nothing for a while and speaks again from where they were stood still: the gate keeps one point in five minutes of them. */
const STILL_METRES = 30
const STILL_MS = 11 * 60_000

/** Points that agree with one another this often are a real place, however far away. */
const AGREEING = 3

/** One point a second, in order of time. */
function orderly(points: readonly TrackPoint[]): { points: TrackPoint[]; repeats: number } {
  const sorted = points.toSorted((a, b) => a.at - b.at)
  const kept = sorted.filter((point, i) => i === 0 || Math.round(point.at / 1000) !== Math.round(sorted[i - 1]!.at / 1000))
  return { points: kept, repeats: sorted.length - kept.length }
}

/** Leaves out points nobody could have reached; a place that several points in a row agree on is where the mover is. */
function withoutJumps(points: readonly TrackPoint[], maxSpeed: number): { points: TrackPoint[]; jumps: number } {
  const kept: TrackPoint[] = []
  let doubtful: TrackPoint[] = []
  let jumps = 0
  for (const point of points) {
    const last = kept.at(-1)
    if (!last || speed(last, point) <= maxSpeed) {
      kept.push(point)
      jumps += doubtful.length
      doubtful = []
      continue
    }
    const before = doubtful.at(-1)
    if (before && speed(before, point) > maxSpeed) {
      jumps += doubtful.length
      doubtful = []
    }
    doubtful.push(point)
    if (doubtful.length < AGREEING) continue
    kept.push(...doubtful)
    doubtful = []
  }
  return { points: kept, jumps: jumps + doubtful.length }
}

/** Repeats, jumps and coarse fixes out; cut at gaps; measured. Pure: the phone and the server say the same kilometres. */
export function cleanTrack(
  raw: readonly TrackPoint[],
  { maxSpeed = 55, gapMs = 120_000, maxAccuracy = 200 }: CleanOptions = {},
): CleanTrack {
  const fine = raw.filter(({ accuracy }) => accuracy <= maxAccuracy)
  const { points: once, repeats } = orderly(fine)
  const { points, jumps } = withoutJumps(once, maxSpeed)
  const segments: TrackPoint[][] = []
  const gaps: Gap[] = []
  let length = 0
  let bridged = 0
  for (const point of points) {
    const segment = segments.at(-1)
    const last = segment?.at(-1)
    if (!segment || !last) {
      segments.push([point])
      continue
    }
    const step = metres(last, point)
    const reachable = step / Math.max(1, (point.at - last.at) / 1000) <= maxSpeed
    const silence = point.at - last.at
    const unseen = silence > gapMs && (step > STILL_METRES || silence > STILL_MS)
    if (unseen || !reachable) {
      gaps.push({ from: last.at, to: point.at, metres: step })
      if (reachable) bridged += step
      segments.push([point])
      continue
    }
    length += step
    segment.push(point)
  }
  return { segments, gaps, dropped: { repeats, jumps, coarse: raw.length - fine.length }, length, bridged }
}
