import { LATTICE_REACH, latticeSpot } from './lattice.ts'
import { PARK, VILLAGES, fromPlan } from './layout.ts'
import { noiseAt } from './noise.ts'
import { distance, insideRing } from './plane.ts'
import type { Spot } from './plane.ts'
import type { Random } from './random.ts'
import { valueAt } from './raster.ts'
import type { Raster } from './raster.ts'

/** How built-up a spot is: 1 in the old town at the confluence, 0 in open country. */
export function urbanAt(spot: Spot): number {
  // The town stretches east along 望浦 and west along 樯塘.
  const r = Math.hypot(spot[0] * 0.8 - 250, spot[1] * 1.08)
  if (r > 2320) return 0
  const reach = 1900 + 420 * noiseAt(51, spot[0], spot[1], 1100)
  return Math.min(1, Math.max(0, 1.35 - 1.35 * (r / reach)))
}

export const inPark = ([east, north]: Spot): boolean => {
  const [x, y] = fromPlan(PARK.at)
  const [w, h] = fromPlan(PARK.size)
  return Math.abs(east - x) < w && Math.abs(north - y) < h
}

/** A natural village (自然村) on a lane crossing: lattice node plus a half, its spot and the village it belongs to. */
export interface Hamlet {
  node: Spot
  spot: Spot
  village: number
  /** The first hamlet of a village holds its committee, school and clinic. */
  main: boolean
}

/** Three to six hamlets near the seat of each village, on dry open ground. */
export function planHamlets(random: Random, outline: readonly Spot[], water: Raster): Hamlet[] {
  const seats = VILLAGES.map((village) => fromPlan(village.at))
  const near: Hamlet[][] = VILLAGES.map(() => [])
  for (let i = -LATTICE_REACH; i < LATTICE_REACH; i++) {
    for (let j = -LATTICE_REACH; j < LATTICE_REACH; j++) {
      const node: Spot = [i + 0.5, j + 0.5]
      const spot = latticeSpot(...node)
      if (!insideRing(spot, outline) || urbanAt(spot) > 0.05 || inPark(spot) || valueAt(water, spot) > 0) continue
      const distances = seats.map((seat) => distance(seat, spot))
      const village = distances.indexOf(Math.min(...distances))
      if (VILLAGES[village]!.kind === 'village' && distances[village]! < 1500) near[village]!.push({ node, spot, village, main: false })
    }
  }
  return near.flatMap((hamlets, village) => {
    const seat = seats[village]!
    const sorted = hamlets.sort((a, b) => distance(a.spot, seat) - distance(b.spot, seat))
    const chosen = sorted.filter((_, rank) => rank === 0 || random.chance(0.55)).slice(0, 6)
    return chosen.map((hamlet, rank) => ({ ...hamlet, main: rank === 0 }))
  })
}
