import type { Spot } from './plane.ts'

const CELL = 1500

const turn = (a: Spot, b: Spot, c: Spot): number => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))

const boxesMeet = (a: Spot, b: Spot, c: Spot, d: Spot): boolean =>
  Math.min(a[0], b[0]) <= Math.max(c[0], d[0]) &&
  Math.min(c[0], d[0]) <= Math.max(a[0], b[0]) &&
  Math.min(a[1], b[1]) <= Math.max(c[1], d[1]) &&
  Math.min(c[1], d[1]) <= Math.max(a[1], b[1])

/** Whether two closed segments share any spot; exact for whole-number coordinates below 2^25. */
export function segmentsTouch(a: Spot, b: Spot, c: Spot, d: Spot): boolean {
  return boxesMeet(a, b, c, d) && turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0
}

/** Two segments from one common end that run over each other. */
function folded(common: Spot, a: Spot, b: Spot): boolean {
  const dot = (a[0] - common[0]) * (b[0] - common[0]) + (a[1] - common[1]) * (b[1] - common[1])
  return turn(common, a, b) === 0 && dot > 0
}

/** A segment of a polyline of the graph, by the nodes at its ends. */
export interface Segment {
  line: number
  from: number
  to: number
}

/**
 * The segments of a planar graph that touch another anywhere except in a common node, fold back, or have
 * no length.
 * @param lines node numbers of each polyline
 * @param spots whole-number position of each node
 */
export function findConflicts(lines: readonly (readonly number[])[], spots: readonly Spot[]): Segment[] {
  const conflicts = new Set<number>()
  const cells = new Map<number, number[]>()
  const segments: Segment[] = []
  lines.forEach((nodes, line) => {
    for (let i = 1; i < nodes.length; i++) {
      const a = spots[nodes[i - 1]!]!
      const b = spots[nodes[i]!]!
      const id = segments.push({ line, from: nodes[i - 1]!, to: nodes[i]! }) - 1
      if (a[0] === b[0] && a[1] === b[1]) conflicts.add(id)
      for (let x = Math.floor(Math.min(a[0], b[0]) / CELL); x <= Math.floor(Math.max(a[0], b[0]) / CELL); x++) {
        for (let y = Math.floor(Math.min(a[1], b[1]) / CELL); y <= Math.floor(Math.max(a[1], b[1]) / CELL); y++) {
          const key = x * 100_003 + y
          const list = cells.get(key)
          if (list) list.push(id)
          else cells.set(key, [id])
        }
      }
    }
  })
  const clash = (one: number, two: number): boolean => {
    const { from: a, to: b } = segments[one]!
    const { from: c, to: d } = segments[two]!
    const [p, q, r, s] = [spots[a]!, spots[b]!, spots[c]!, spots[d]!]
    if (a === c) return b === d || folded(p, q, s)
    if (a === d) return b === c || folded(p, q, r)
    if (b === c) return folded(q, p, s)
    if (b === d) return folded(q, p, r)
    return segmentsTouch(p, q, r, s)
  }
  for (const list of cells.values()) {
    for (let i = 0; i < list.length; i++) {
      for (let j = i + 1; j < list.length; j++) {
        const one = list[i]!
        const two = list[j]!
        if (conflicts.has(one) && conflicts.has(two)) continue
        if (clash(one, two)) conflicts.add(one).add(two)
      }
    }
  }
  return [...conflicts].map((id) => segments[id]!)
}
