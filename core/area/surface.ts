import { EARTH_RADIUS } from './geodesy.ts'
import type { Position, Ring, Shape } from './shape.ts'
import { partsOf, ringsOf } from './shape.ts'

/** CGCS2000 (rules.md §8.4). */
const a = 6_378_137
const f = 1 / 298.257222101
const e2 = f * (2 - f)
const e = Math.sqrt(e2)
const RAD = Math.PI / 180

/**
 * The equal-area ordinate of a latitude: a shoelace over (lng, q) times a²/2 is the area on the ellipsoid, at any size,
 * where a local plane is off by 0.1 % over ten kilometres.
 */
function equalArea(lat: number): number {
  const s = Math.sin(lat * RAD)
  return (1 - e2) * (s / (1 - e2 * s * s) + Math.log((1 + e * s) / (1 - e * s)) / (2 * e))
}

/** Signed area of a ring in m²; counter-clockwise is positive. */
export function ringArea(ring: Ring): number {
  const [origin] = ring
  if (!origin) return 0
  const q0 = equalArea(origin[1])
  let sum = 0
  let [px, py] = [0, 0]
  for (const [lng, lat] of ring) {
    const x = (lng - origin[0]) * RAD
    const y = equalArea(lat) - q0
    sum += px * y - x * py
    px = x
    py = y
  }
  return (sum / 2) * ((a * a) / 2)
}

/** Area of a shape on the CGCS2000 ellipsoid in m², holes taken off. For a shape that crosses itself it is only nominal. */
export function areaOf(shape: Shape): number {
  return partsOf(shape).reduce((sum, part) => sum + partArea(part), 0)
}

/** Area of one polygon (outer ring and holes) in m². */
export function partArea(part: Ring[]): number {
  return part.reduce((sum, ring, i) => sum + (i === 0 ? 1 : -1) * Math.abs(ringArea(ring)), 0)
}

/** Metres of one degree of longitude and latitude at a latitude: a plane good to 1e-6 within a town. */
export function metresPerDegree(lat: number): { x: number; y: number } {
  return { x: EARTH_RADIUS * RAD * Math.cos(lat * RAD), y: EARTH_RADIUS * RAD }
}

/** Length of all rings in m. */
export function perimeterOf(shape: Shape): number {
  return ringsOf(shape).reduce((sum, ring) => sum + ringLength(ring), 0)
}

function ringLength(ring: Ring): number {
  const m = metresPerDegree(ring[0]?.[1] ?? 0)
  let sum = 0
  for (let i = 1; i < ring.length; i++) sum += Math.hypot((ring[i]![0] - ring[i - 1]![0]) * m.x, (ring[i]![1] - ring[i - 1]![1]) * m.y)
  return sum
}

/** Mean width in m: twice the area by the length of the border. What tells a hair from a field. */
export function widthOf(shape: Shape): number {
  const length = perimeterOf(shape)
  return length === 0 ? 0 : (2 * areaOf(shape)) / length
}

/** The middle of a polygon's outer ring (centroid), or its first vertex when the ring has no area; for pointing at a place. */
export function middleOf(part: Ring[]): Position {
  const ring = part[0] ?? []
  const [ox, oy] = ring[0] ?? [0, 0]
  let [sx, sy, s] = [0, 0, 0]
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = [ring[i - 1]![0] - ox, ring[i - 1]![1] - oy]
    const [x2, y2] = [ring[i]![0] - ox, ring[i]![1] - oy]
    const cross = x1 * y2 - x2 * y1
    s += cross
    sx += (x1 + x2) * cross
    sy += (y1 + y2) * cross
  }
  return s === 0 ? [ox, oy] : [ox + sx / (3 * s), oy + sy / (3 * s)]
}
