import simplify from 'simplify-js'
import type { Position } from './shape.ts'
import { metresPerDegree } from './surface.ts'

/** Corner cutting after Chaikin: each round replaces a corner by two points at a quarter of its sides. */
function rounded(ring: readonly Position[]): Position[] {
  const open = ring.slice(0, -1)
  const cut = open.flatMap((a, i): Position[] => {
    const b = open[(i + 1) % open.length]!
    return [
      [a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25],
      [a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75],
    ]
  })
  return [...cut, cut[0]!]
}

/**
 * A smoothed outline for wide, blurred strokes: on the true border they pile up in every notch (design.md §3).
 * @param metres how far the simplified line may lie from the true one
 */
export function softEdge(ring: readonly Position[], metres = 120): Position[] {
  const { y } = metresPerDegree(ring[0]?.[1] ?? 0)
  const kept = simplify(
    ring.map(([lng, lat]) => ({ x: lng, y: lat })),
    metres / y,
    true,
  ).map(({ x, y: lat }): Position => [x, lat])
  return kept.length < 5 ? [...ring] : rounded(rounded(kept))
}
