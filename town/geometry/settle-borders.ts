import type { Arc, BorderNetwork } from './borders.ts'
import { simplify } from './curve.ts'
import { CONFLUENCE, toPosition } from './plane.ts'
import type { Position, Spot } from './plane.ts'
import { findConflicts } from './segment-conflicts.ts'
import type { SegmentIndex } from './segment-index.ts'

/** How far a border vertex may sit from a river, or from a canal or road, to be laid on its middle line; metres. */
const RIVER_REACH = 60
const LINE_REACH = 30
/** Douglas–Peucker tolerance in metres: below what a village border is known to on paper. */
const TOLERANCE = 6

/** Borders fit to publish: every node has one position, arcs have lost the nodes nobody needs. */
export interface SettledBorders {
  positions: Position[]
  arcs: Arc[]
}

/** Micro-degrees from the confluence: whole numbers, so that tests for crossing are exact. */
const whole = (position: Position): Spot => [
  Math.round((position[0] - CONFLUENCE[0]) * 1e6),
  Math.round((position[1] - CONFLUENCE[1]) * 1e6),
]

/** Three rounds of averaging with the neighbours take the staircase out of a raster border. */
function smooth({ corners, neighbours }: BorderNetwork): Spot[] {
  let spots = corners
  for (let round = 0; round < 3; round++) {
    const before = spots
    spots = before.map((spot, node): Spot => {
      const list = neighbours[node]!
      const sum = list.reduce((total, next): Spot => [total[0] + before[next]![0], total[1] + before[next]![1]], [0, 0] as Spot)
      return [(spot[0] + sum[0] / list.length) / 2, (spot[1] + sum[1] / list.length) / 2]
    })
  }
  return spots
}

/** The network's nodes in metres: smoothed, and laid on a river, canal or road where one is near. */
export interface LaidBorders {
  network: BorderNetwork
  smoothed: Spot[]
  laid: Spot[]
}

export function layBorders(network: BorderNetwork, rivers: SegmentIndex, lines: SegmentIndex): LaidBorders {
  const smoothed = smooth(network)
  const laid = smoothed.map((spot) => (rivers.nearest(spot, RIVER_REACH) ?? lines.nearest(spot, LINE_REACH))?.spot ?? spot)
  return { network, smoothed, laid }
}

/**
 * Thins borders to what a map needs and never lets two cross: wherever two pieces would touch, both step
 * back (laid on the line → smoothed → smoothed, all nodes kept → the raw raster, which cannot cross).
 * @param scale stretches the plan about the confluence
 */
export function settleBorders({ network, smoothed, laid }: LaidBorders, scale: number): SettledBorders {
  const states = [laid, smoothed, smoothed, network.corners]
  const level = new Uint8Array(network.corners.length)
  for (let round = 0; round < 30; round++) {
    const positions = network.corners.map((_, node): Position => {
      const [east, north] = states[level[node]!]![node]!
      return toPosition([east * scale, north * scale])
    })
    const wholes = positions.map(whole)
    const arcs = network.arcs.map((arc) => thin(arc, wholes, level))
    const conflicts = findConflicts(
      arcs.map((arc) => arc.nodes),
      wholes,
    )
    if (conflicts.length === 0) return { positions, arcs }
    const back = new Set(
      conflicts.flatMap(({ line, from, to }) => {
        const { nodes } = network.arcs[line]!
        return nodes.slice(nodes.indexOf(from), nodes.lastIndexOf(to) + 1)
      }),
    )
    for (const node of back) level[node] = Math.min(3, level[node]! + 1)
  }
  throw new Error('borders still cross after stepping back to the raster')
}

function thin(arc: Arc, wholes: readonly Spot[], level: Uint8Array): Arc {
  // A micro-degree is about a tenth of a metre, near enough the same both ways here (95 and 111 mm).
  const kept = new Set(
    simplify(
      arc.nodes.map((node) => wholes[node]!),
      TOLERANCE * 10,
    ),
  )
  return { ...arc, nodes: arc.nodes.filter((node) => level[node]! > 1 || kept.has(wholes[node]!)) }
}
