import type { Bbox, Position } from './shape.ts'

/** Mean earth radius in metres; every distance of the product uses it (rules.md §8.4). */
export const EARTH_RADIUS = 6_371_008.8
const RAD = Math.PI / 180

/** Great-circle distance in metres (haversine). Within 0.3 % of the ellipsoid, exact enough to compare and to show. */
export function distanceBetween(a: Position, b: Position): number {
  const dLat = Math.sin(((b[1] - a[1]) * RAD) / 2)
  const dLng = Math.sin(((b[0] - a[0]) * RAD) / 2)
  const h = dLat * dLat + Math.cos(a[1] * RAD) * Math.cos(b[1] * RAD) * dLng * dLng
  // Rounding may lift h a hair over 1 for antipodes, where asin would give NaN.
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Initial bearing from `a` to `b` in degrees, 0 = north, clockwise, [0, 360). 0 when the points are the same. */
export function bearingBetween(a: Position, b: Position): number {
  const dLng = (b[0] - a[0]) * RAD
  const [lat1, lat2] = [a[1] * RAD, b[1] * RAD]
  const y = Math.sin(dLng) * Math.cos(lat2)
  const x = Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(dLng)
  const degrees = Math.atan2(y, x) / RAD
  return degrees < 0 ? (degrees + 360) % 360 : degrees
}

/** The point reached from `start` after `metres` on a bearing in degrees. */
export function destinationFrom(start: Position, bearing: number, metres: number): Position {
  const [lat, lng, angle, turn] = [start[1] * RAD, start[0] * RAD, metres / EARTH_RADIUS, bearing * RAD]
  const lat2 = Math.asin(Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(turn))
  const lng2 = lng + Math.atan2(Math.sin(turn) * Math.sin(angle) * Math.cos(lat), Math.cos(angle) - Math.sin(lat) * Math.sin(lat2))
  return [lng2 / RAD, lat2 / RAD]
}

/** `[west, south, east, north]` that holds every point within `metres`: the cheap first half of a radius search. */
export function boxAround(centre: Position, metres: number): Bbox {
  const angle = metres / EARTH_RADIUS
  const dLat = angle / RAD
  // The circle is widest a little poleward of its centre, hence asin and not a plain division by the cosine.
  const dLng = Math.asin(Math.min(1, Math.sin(angle) / Math.cos(centre[1] * RAD))) / RAD
  return [centre[0] - dLng, centre[1] - dLat, centre[0] + dLng, centre[1] + dLat]
}

const winds = ['北', '东北', '东', '东南', '南', '西南', '西', '西北'] as const

/** The nearest of eight directions, e.g. 东北. @param degrees a bearing, 0 = north, clockwise */
export function bearingWords(degrees: number): (typeof winds)[number] {
  return winds[((Math.round(degrees / 45) % 8) + 8) % 8]!
}

/** `8米`, `350米`, `1.5公里`: the precision people speak in. */
export function distanceWords(metres: number): string {
  const rounded = metres < 100 ? Math.round(metres) : Math.round(metres / 10) * 10
  return rounded < 1000 ? `${rounded}米` : `${(metres / 1000).toFixed(1).replace(/\.0$/, '')}公里`
}

/** `东北方向350米` as seen from `from`; `原地` within half a metre. */
export function directionWords(from: Position, to: Position): string {
  const metres = distanceBetween(from, to)
  return metres < 0.5 ? '原地' : `${bearingWords(bearingBetween(from, to))}方向${distanceWords(metres)}`
}
