import type { Position, Ring } from './shape.ts'
import { metresPerDegree } from './surface.ts'

/** Edges of one polygon, four numbers each: the lower end first, so that both neighbours of a border hold the same numbers. */
export type Edges = Float64Array

/** The edges of a polygon, holes and level edges included. */
export function edgesOf(part: Ring[]): Edges {
  const numbers: number[] = []
  for (const ring of part)
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!]
      if (a[1] < b[1] || (a[1] === b[1] && a[0] <= b[0])) numbers.push(a[0], a[1], b[0], b[1])
      else numbers.push(b[0], b[1], a[0], a[1])
    }
  return Float64Array.from(numbers)
}

/** The edges of a polygon in level strips, so that a point is compared with the few at its height. */
export interface Strips {
  readonly south: number
  /** Strips per degree. */
  readonly scale: number
  readonly strips: readonly Edges[]
}

/** About four edges start in a strip; six times the points a second of one long list, at twice the memory. */
export function stripsOf(edges: Edges): Strips {
  let [south, north] = [Infinity, -Infinity]
  for (let i = 0; i < edges.length; i += 4) {
    south = Math.min(south, edges[i + 1]!)
    north = Math.max(north, edges[i + 3]!)
  }
  const count = Math.max(1, Math.ceil(edges.length / 16))
  const scale = north > south ? count / (north - south) : 0
  const lists = Array.from({ length: count }, (): number[] => [])
  for (let i = 0; i < edges.length; i += 4) {
    const [ay, by] = [edges[i + 1]!, edges[i + 3]!]
    if (ay === by) continue
    const last = Math.min(count - 1, stripAt(by, south, scale))
    for (let k = stripAt(ay, south, scale); k <= last; k++) lists[k]!.push(...edges.subarray(i, i + 4))
  }
  return { south, scale, strips: lists.map((list) => Float64Array.from(list)) }
}

function stripAt(y: number, south: number, scale: number): number {
  return Math.floor((y - south) * scale)
}

/**
 * Whether a point is inside, by the even-odd rule. A point exactly on a border shared by two areas is inside exactly one of
 * them, because both compare it with the same edge in the same direction: which-polygon's own test walks each ring its own
 * way round and may round to both or to neither.
 */
export function isInside({ south, scale, strips }: Strips, x: number, y: number): boolean {
  const edges = strips[Math.min(strips.length - 1, stripAt(y, south, scale))]
  if (!edges) return false
  let inside = false
  for (let i = 0; i < edges.length; i += 4) {
    const ay = edges[i + 1]!
    const by = edges[i + 3]!
    if (ay > y || by <= y) continue
    const ax = edges[i]!
    if ((edges[i + 2]! - ax) * (y - ay) - (x - ax) * (by - ay) > 0) inside = !inside
  }
  return inside
}

/** The place on the edges closest to a point, and how far in metres; undefined when there are no edges. */
export function closestOn(edges: Edges, [x, y]: Position): { at: Position; metres: number } | undefined {
  const m = metresPerDegree(y)
  let best = Infinity
  let at: Position | undefined
  for (let i = 0; i < edges.length; i += 4) {
    const ax = (edges[i]! - x) * m.x
    const ay = (edges[i + 1]! - y) * m.y
    const dx = (edges[i + 2]! - x) * m.x - ax
    const dy = (edges[i + 3]! - y) * m.y - ay
    const length = dx * dx + dy * dy
    const t = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
    const px = ax + t * dx
    const py = ay + t * dy
    const squared = px * px + py * py
    if (squared < best) {
      best = squared
      at = [x + px / m.x, y + py / m.y]
    }
  }
  return at && { at, metres: Math.sqrt(best) }
}
