import { edgesOf, closestOn, isInside, stripsOf } from './inside.ts'
import type { Position, Ring, Shape } from './shape.ts'
import { partsOf } from './shape.ts'
import { middleOf, partArea } from './surface.ts'

const STEPS = 12

/**
 * Where to write an area's name: the middle when it lies inside, else the point of a coarse lattice farthest from the
 * border. A centroid alone puts the names of crescent villages into the neighbour's fields.
 */
export function labelPoint(shape: Shape): Position {
  const part = partsOf(shape).toSorted((a, b) => partArea(b) - partArea(a))[0] ?? []
  const middle = middleOf(part)
  const edges = edgesOf(part)
  const strips = stripsOf(edges)
  const clearance = (at: Position): number => (isInside(strips, at[0], at[1]) ? (closestOn(edges, at)?.metres ?? 0) : -1)
  const best = lattice(part).reduce((found, at) => (clearance(at) > clearance(found) ? at : found), middle)
  // The middle reads better than the roomiest corner, as long as there is room enough.
  return clearance(middle) >= clearance(best) / 2 ? middle : best
}

function lattice(part: Ring[]): Position[] {
  const ring = part[0] ?? []
  const xs = ring.map(([x]) => x)
  const ys = ring.map(([, y]) => y)
  const [west, south] = [Math.min(...xs), Math.min(...ys)]
  const [width, height] = [Math.max(...xs) - west, Math.max(...ys) - south]
  const steps = Array.from({ length: STEPS - 1 }, (_, i) => (i + 1) / STEPS)
  return steps.flatMap((x) => steps.map((y): Position => [west + x * width, south + y * height]))
}
