import type { Spot } from './plane.ts'
import { REACH } from './raster.ts'
import type { Raster } from './raster.ts'

/** A border between two districts from one meeting point (three or more districts) to the next. */
export interface Arc {
  /** Numbers of the network's nodes, ends included. */
  nodes: number[]
  left: number
  right: number
}

/** The planar graph of all borders: every vertex exists once, so neighbours share it by construction. */
export interface BorderNetwork {
  /** Raster corners in metres. */
  corners: Spot[]
  neighbours: number[][]
  arcs: Arc[]
}

/** Reads the borders off a labelled raster (0 = outside). The rim of the raster must be outside. */
export function traceBorders(raster: Raster, labels: Int16Array): BorderNetwork {
  const { columns, rows, cell } = raster
  const wide = columns + 1
  const label = (column: number, row: number): number => labels[row * columns + column] ?? 0
  const steps: [dx: number, dy: number][] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ]
  /** Districts left and right of the raster edge that leaves a corner in a direction. */
  const sides = (x: number, y: number, d: number): [number, number] => {
    const ne = label(x, y)
    const nw = label(x - 1, y)
    const sw = label(x - 1, y - 1)
    const se = label(x, y - 1)
    return d === 0 ? [ne, se] : d === 1 ? [nw, ne] : d === 2 ? [sw, nw] : [se, sw]
  }
  const nodeAt = new Int32Array(wide * (rows + 1)).fill(-1)
  const corners: Spot[] = []
  const exits: number[][] = []
  const keys: number[] = []
  for (let y = 1; y < rows; y++) {
    for (let x = 1; x < columns; x++) {
      // Nearly every corner lies inside one district: leave it before anything is allocated.
      const here = labels[y * columns + x]
      if (here === labels[y * columns + x - 1] && here === labels[(y - 1) * columns + x] && here === labels[(y - 1) * columns + x - 1])
        continue
      const out = [0, 1, 2, 3].filter((d) => {
        const [left, right] = sides(x, y, d)
        return left !== right
      })
      if (out.length === 0) continue
      nodeAt[y * wide + x] = corners.length
      keys.push(y * wide + x)
      corners.push([x * cell - REACH[0], y * cell - REACH[1]])
      exits.push(out)
    }
  }
  const next = (node: number, d: number): number => nodeAt[keys[node]! + steps[d]![0] + steps[d]![1] * wide]!
  const neighbours = exits.map((out, node) => out.map((d) => next(node, d)))
  const arcs: Arc[] = []
  const done = new Uint8Array(corners.length * 4)
  exits.forEach((out, start) => {
    if (out.length < 3) return
    for (const first of out) {
      if (done[start * 4 + first]) continue
      const [left, right] = sides(keys[start]! % wide, Math.floor(keys[start]! / wide), first)
      const nodes = [start]
      let node = start
      for (let d = first; ;) {
        done[node * 4 + d] = 1
        node = next(node, d)
        nodes.push(node)
        const back = (d + 2) % 4
        if (exits[node]!.length > 2) {
          done[node * 4 + back] = 1
          break
        }
        d = exits[node]!.find((exit) => exit !== back)!
      }
      arcs.push({ nodes, left, right })
    }
  })
  return { corners, neighbours, arcs }
}

/** The closed rings of every group of districts, exterior counter-clockwise; `groupOf(0)` is the outside. */
export function assembleRings(arcs: readonly Arc[], groupOf: (label: number) => number): Map<number, number[][]> {
  const starts = new Map<number, Map<number, { nodes: number[]; end: number }>>()
  const add = (group: number, nodes: number[]): void => {
    if (group === 0) return
    const from = starts.get(group) ?? new Map<number, { nodes: number[]; end: number }>()
    if (from.has(nodes[0]!)) throw new Error(`district ${group} touches itself in a point`)
    from.set(nodes[0]!, { nodes, end: nodes[nodes.length - 1]! })
    starts.set(group, from)
  }
  for (const { nodes, left, right } of arcs) {
    const [inside, outside] = [groupOf(left), groupOf(right)]
    if (inside === outside) continue
    add(inside, nodes)
    add(outside, [...nodes].reverse())
  }
  const rings = new Map<number, number[][]>()
  for (const [group, from] of starts) {
    const list: number[][] = []
    for (const [start] of from) {
      const ring: number[] = []
      let at = start
      for (let arc = from.get(at); arc; arc = from.get(at)) {
        from.delete(at)
        ring.push(...arc.nodes.slice(0, -1))
        at = arc.end
      }
      list.push(ring)
    }
    rings.set(group, list)
  }
  return rings
}
