import simplify from 'simplify-js'
import type { CleanTrack } from './clean.ts'
import type { TrackPoint } from './chunk.ts'

/** About 4 m at this latitude: finer than a lane is wide on any map. */
const TOLERANCE = 0.00004

/** A cleaned track for drawing: each segment thinned by Douglas–Peucker, times kept. */
export function thinTrack({ segments }: Pick<CleanTrack, 'segments'>): TrackPoint[][] {
  return segments.map((segment) => {
    const places = new Map(segment.map((point) => [{ x: point.lng, y: point.lat }, point]))
    // The library hands back the very objects it was given, fewer of them.
    return simplify([...places.keys()], TOLERANCE, true).flatMap((place) => places.get(place) ?? [])
  })
}
