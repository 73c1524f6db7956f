/** A place in the local plane: metres east and north of the confluence. */
export type Spot = [east: number, north: number]

/** WGS-84 longitude and latitude in degrees. */
export type Position = [lng: number, lat: number]

/** Where the four rivers meet. */
export const CONFLUENCE: Position = [120.64, 30.97]

// WGS-84 ellipsoid: radii of curvature at the confluence; over ±8 km the plane is true to 2e-3.
const EQUATOR = 6378137
const ECCENTRICITY2 = 0.00669437999014
const sine2 = Math.sin((CONFLUENCE[1] * Math.PI) / 180) ** 2
const meridian = (EQUATOR * (1 - ECCENTRICITY2)) / (1 - ECCENTRICITY2 * sine2) ** 1.5
const vertical = EQUATOR / Math.sqrt(1 - ECCENTRICITY2 * sine2)

/** Metres of one degree at the confluence, east and north. */
export const DEGREE: Spot = [(vertical * Math.cos((CONFLUENCE[1] * Math.PI) / 180) * Math.PI) / 180, (meridian * Math.PI) / 180]

/** Six decimals are 0.1 m: equal spots stay equal, files stay small. */
const round6 = (value: number): number => Math.round(value * 1e6) / 1e6

export function toPosition([east, north]: Spot): Position {
  return [round6(CONFLUENCE[0] + east / DEGREE[0]), round6(CONFLUENCE[1] + north / DEGREE[1])]
}

export function toSpot([lng, lat]: Position): Spot {
  return [(lng - CONFLUENCE[0]) * DEGREE[0], (lat - CONFLUENCE[1]) * DEGREE[1]]
}

export const distance = (a: Spot, b: Spot): number => Math.hypot(a[0] - b[0], a[1] - b[1])

export const between = (a: Spot, b: Spot, share: number): Spot => [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]

/** Nearest spot of the segment a–b to p. */
export function nearestOnSegment(p: Spot, a: Spot, b: Spot): Spot {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  const length2 = dx * dx + dy * dy
  if (length2 === 0) return a
  const share = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2
  return between(a, b, Math.min(1, Math.max(0, share)))
}

/** Signed area in m², positive when the ring runs counter-clockwise; the ring may be open or closed. */
export function ringArea(ring: readonly Spot[]): number {
  let twice = 0
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % ring.length]!
    twice += a[0] * b[1] - b[0] * a[1]
  }
  return twice / 2
}

/** Even-odd rule; a spot on the edge may fall on either side. */
export function insideRing([x, y]: readonly [number, number], ring: readonly (readonly [number, number])[]): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!
    const b = ring[j]!
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside
  }
  return inside
}

/** A spot well inside the ring: the middle of the widest of nine horizontal chords. */
export function innerSpot(ring: readonly Spot[]): Spot {
  const norths = ring.map((spot) => spot[1])
  const low = Math.min(...norths)
  const high = Math.max(...norths)
  let best: Spot = ring[0] ?? [0, 0]
  let widest = -1
  for (let k = 1; k <= 9; k++) {
    const y = low + ((high - low) * k) / 10
    const cuts: number[] = []
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i]!
      const b = ring[(i + 1) % ring.length]!
      if (a[1] > y !== b[1] > y) cuts.push(((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0])
    }
    cuts.sort((a, b) => a - b)
    for (let i = 0; i + 1 < cuts.length; i += 2) {
      // Chords near the middle height win over equally wide ones at the rim.
      const width = (cuts[i + 1]! - cuts[i]!) * (1 - Math.abs(k - 5) * 0.08)
      if (width > widest) {
        widest = width
        best = [(cuts[i]! + cuts[i + 1]!) / 2, y]
      }
    }
  }
  return best
}
