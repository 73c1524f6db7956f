import { distanceBetween } from '#core/area/contract.ts'
import type { TrackPoint } from './chunk.ts'

/** Metres: a phone lying still wanders by less; without the gate the sum of its wandering adds 74 % to a day (stack.md §5). */
export const GATE_METRES = 10
/**
 * Who goes at a walking pace may be kept more finely. Measured on 35 real tracks: the plain 10 m gate shortens their sum by 3.3 %, this one by
 * 1.9 %, and a phone left on a desk for eight hours still adds 0.7 km instead of 11.
 */
const STEP_METRES = 3
const STEP_SPEED = 0.5
/** Somebody standing still is still there: one point in five minutes says so. */
const HEARTBEAT_MS = 300_000

type Kept = Pick<TrackPoint, 'at' | 'lng' | 'lat' | 'mocked'>

function worth(before: Kept, point: TrackPoint): boolean {
  const metres = distanceBetween([before.lng, before.lat], [point.lng, point.lat])
  const passed = point.at - before.at
  if (metres >= GATE_METRES || before.mocked !== point.mocked || passed >= HEARTBEAT_MS) return true
  return metres >= STEP_METRES && metres / Math.max(1, passed / 1000) >= STEP_SPEED
}

/**
 * The points of a stream worth keeping: those that moved, changed their honesty, or are the first for five minutes.
 * @param last the last point kept before; undefined at the beginning
 */
export function gatePoints(points: readonly TrackPoint[], last?: Kept): TrackPoint[] {
  const kept: TrackPoint[] = []
  let before = last
  for (const point of points) {
    if (before && !worth(before, point)) continue
    kept.push(point)
    before = point
  }
  return kept
}
