import { toPosition, toSpot } from './plane.ts'
import type { Position, Spot } from './plane.ts'
import { indexSegments } from './segment-index.ts'
import type { SegmentIndex } from './segment-index.ts'
import type { Place, Road } from './town-geometry.ts'

/** An address as people here write it. */
export interface Address {
  /** E.g. 平澜路118号, 听橹桥东堍, 沈家埭12号. */
  text: string
  road?: string
  number?: number
}

export interface AddressBook {
  /** The address of a spot: a bridge head, else road and house number, else the nearest hamlet. */
  at(position: Position): Address
}

/** Metres for one house number; the two sides of a road have odd and even numbers. */
const FRONTAGE = 9
/** Farther from a road than this, people name the hamlet instead. */
const ROADSIDE = 130
const BRIDGE_HEAD = 45

interface NumberedRoads {
  index: SegmentIndex
  lines: { name: string; line: Spot[]; metres: number[]; start: number }[]
}

/** Numbers run on through all pieces of a road of one name, from the first piece's first point. */
function numberRoads(roads: readonly Road[]): NumberedRoads {
  const reached = new Map<string, number>()
  const lines = roads
    .filter(({ name, kind }) => name !== '' && kind !== 'expressway')
    .map(({ name, geometry }) => {
      const line = geometry.coordinates.map(toSpot)
      const metres = [0]
      for (let i = 1; i < line.length; i++)
        metres.push(metres[i - 1]! + Math.hypot(line[i]![0] - line[i - 1]![0], line[i]![1] - line[i - 1]![1]))
      const start = reached.get(name) ?? 0
      reached.set(name, start + metres[metres.length - 1]!)
      return { name, line, metres, start }
    })
  return { lines, index: indexSegments(lines.map(({ line }) => line)) }
}

/**
 * @param roads of the town; nameless lanes and the expressway carry no addresses
 * @param places bridges and hamlets are used; others are ignored
 */
export function makeAddressBook(
  roads: readonly Road[],
  places: readonly Pick<Place, 'name' | 'kind' | 'position' | 'address'>[],
): AddressBook {
  const numbered = numberRoads(roads)
  const bridges = places.filter(({ kind }) => kind === 'bridge').map((place) => ({ ...place, spot: toSpot(place.position) }))
  const hamlets = places.filter(({ kind }) => kind === 'hamlet').map((place) => ({ ...place, spot: toSpot(place.position) }))
  return {
    at(position) {
      const spot = toSpot(position)
      const off = (other: Spot): number => Math.hypot(other[0] - spot[0], other[1] - spot[1])
      const bridge = bridges.find((candidate) => off(candidate.spot) < BRIDGE_HEAD)
      if (bridge) {
        const [dx, dy] = [spot[0] - bridge.spot[0], spot[1] - bridge.spot[1]]
        const eastWest = bridge.address.endsWith('东堍')
        return { text: `${bridge.name}${eastWest ? (dx >= 0 ? '东' : '西') : dy >= 0 ? '北' : '南'}堍` }
      }
      const road = numbered.index.nearest(spot, ROADSIDE)
      if (road) return onRoad(road)
      const [hamlet] = [...hamlets].sort((a, b) => off(a.spot) - off(b.spot))
      if (hamlet && off(hamlet.spot) < 420) {
        // House numbers in a hamlet: along its rows, stable for a spot.
        const number = 1 + (Math.abs(Math.round(spot[0] / 12) * 7 + Math.round(spot[1] / 12) * 3) % 96)
        return { text: `${hamlet.name}${number}号`, number }
      }
      const far = numbered.index.nearest(spot, 900)
      return far
        ? { ...onRoad(far), text: `${onRoad(far).text}附近` }
        : { text: hamlet ? `${hamlet.name}附近` : toPosition(spot).join(', ') }

      function onRoad(found: { spot: Spot; line: number; segment: number }): Address {
        const { name, line, metres, start } = numbered.lines[found.line]!
        const a = line[found.segment]!
        const b = line[found.segment + 1]!
        const metre = start + metres[found.segment]! + Math.hypot(found.spot[0] - a[0], found.spot[1] - a[1])
        const left = (b[0] - a[0]) * (spot[1] - a[1]) - (b[1] - a[1]) * (spot[0] - a[0]) > 0
        const number = 2 * Math.floor(metre / FRONTAGE / 2) + (left ? 1 : 2)
        return { text: `${name}${number}号`, road: name, number }
      }
    },
  }
}
