import type { Bbox, Position, Shape } from '#core/area/contract.ts'
import { bboxOf } from '#core/area/contract.ts'

export type Ring = readonly Position[]

/** `[west, south, east, north]` around a drawn ring. */
export function ringBox(ring: Ring): Bbox {
  const xs = ring.map(([x]) => x)
  const ys = ring.map(([, y]) => y)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** Whether a point lies in a drawn ring, by the even-odd rule; the ring need not repeat its first corner. */
export function isInRing(ring: Ring, [x, y]: Position): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!
    const [bx, by] = ring[j]!
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

const side = (a: Position, b: Position, c: Position): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

function cross(a: Position, b: Position, c: Position, d: Position): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

const edges = (ring: Ring): [Position, Position][] => ring.map((corner, i) => [corner, ring[(i + 1) % ring.length]!])

/** Whether a point lies in an area, outside its holes. */
export const isInShape = (shape: Shape, at: Position): boolean =>
  (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates).some(
    ([outer = [], ...holes]) => isInRing(outer, at) && !holes.some((hole) => isInRing(hole, at)),
  )

/** Whether a drawn ring and an area share any ground. */
export function ringTouches(ring: Ring, shape: Shape): boolean {
  const [a, b] = [ringBox(ring), bboxOf(shape)]
  if (a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3]) return false
  const parts = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  return parts.some((rings) => {
    const [outer = [], ...holes] = rings
    if (outer.some((corner) => isInRing(ring, corner))) return true
    if (ring.some((corner) => isInRing(outer, corner) && !holes.some((hole) => isInRing(hole, corner)))) return true
    return edges(ring).some(([p, q]) => edges(outer).some(([r, s]) => cross(p, q, r, s)))
  })
}
