import { noiseAt } from './noise.ts'
import type { Spot } from './plane.ts'

// Jiangnan water country is cut by 横塘纵浦: canals across and along, some 600 m apart. The lattice is that grain:
// whole numbers are canal lines, halves are lane lines, thirds are town streets. All follow one warp,
// so polders, fields and houses fit between the canals by construction.

/** Metres between two canal lines. */
export const SPACING = 640
const TURN = 0.13
const cosine = Math.cos(TURN)
const sine = Math.sin(TURN)

/** A lattice coordinate to metres. */
export function latticeSpot(u: number, v: number): Spot {
  const x = (u * cosine - v * sine) * SPACING
  const y = (u * sine + v * cosine) * SPACING
  return [
    x + 430 * noiseAt(11, x, y, 3600) + 125 * noiseAt(12, x, y, 1150) + 26 * noiseAt(13, x, y, 300),
    y + 430 * noiseAt(21, x, y, 3600) + 125 * noiseAt(22, x, y, 1150) + 26 * noiseAt(23, x, y, 300),
  ]
}

/** The line from one lattice coordinate to another, a point about every 65 m. */
export function latticeLine(from: Spot, to: Spot): Spot[] {
  const parts = Math.max(1, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) * 10))
  return Array.from({ length: parts + 1 }, (_, k): Spot => {
    const share = k / parts
    return latticeSpot(from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share)
  })
}

/** The lattice rectangle as an open ring, counter-clockwise, `parts` steps on each side. */
export function latticeCell(u0: number, v0: number, u1: number, v1: number, parts = 1): Spot[] {
  const ring: Spot[] = []
  for (let k = 0; k < parts; k++) ring.push(latticeSpot(u0 + ((u1 - u0) * k) / parts, v0))
  for (let k = 0; k < parts; k++) ring.push(latticeSpot(u1, v0 + ((v1 - v0) * k) / parts))
  for (let k = 0; k < parts; k++) ring.push(latticeSpot(u1 - ((u1 - u0) * k) / parts, v1))
  for (let k = 0; k < parts; k++) ring.push(latticeSpot(u0, v1 - ((v1 - v0) * k) / parts))
  return ring
}

/** Lattice numbers that cover the whole map. */
export const LATTICE_REACH = 13
