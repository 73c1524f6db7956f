import { lineLength, spline } from './curve.ts'
import { LATTICE_REACH, latticeLine, latticeSpot } from './lattice.ts'
import { ROADS, fromPlan } from './layout.ts'
import { noiseAt } from './noise.ts'
import { between, insideRing } from './plane.ts'
import type { Spot } from './plane.ts'
import type { Random } from './random.ts'
import { makeRaster, stampLine, valueAt } from './raster.ts'
import type { Raster } from './raster.ts'
import { indexSegments } from './segment-index.ts'
import { inPark, urbanAt } from './settlement.ts'
import type { Hamlet } from './settlement.ts'
import type { RoadKind } from './town-geometry.ts'

export interface RoadLine {
  name: string
  kind: RoadKind
  width: number
  line: Spot[]
}

const ACROSS = [
  '听橹街',
  '汇澜街',
  '织锦街',
  '渔灯街',
  '石埠街',
  '槐荫街',
  '书院街',
  '米行街',
  '丝行街',
  '望月街',
  '锦帆街',
  '桑园街',
  '新桥街',
  '北栅街',
  '南栅街',
  '莲房街',
  '竹行街',
]
const ALONG = [
  '四河弄',
  '樯影路',
  '橹声路',
  '广澜路',
  '文昌路',
  '舸影路',
  '惠民路',
  '学府路',
  '锦浦路',
  '聚澜路',
  '安澜路',
  '花窗路',
  '同舟路',
  '和汇路',
  '瑞莲路',
  '织女路',
  '兰舟路',
]
/** Streets on a canal's line run beside it as its towpath; lattice units, about 29 m. */
const TOWPATH = 0.045
const streetLine = (index: number): number => (Number.isInteger(index) ? index + TOWPATH : index)

const PARK_ROADS = ['兴业路', '锦业路', '广业路', '创业路', '汇业路', '通业路', '联业路', '恒业路']

/** Main roads as drawn, slightly bent. */
export function planMainRoads(): RoadLine[] {
  return ROADS.map(({ name, kind, width, course }) => ({
    name,
    kind,
    width,
    line: spline(course.map(fromPlan), 70).map((spot, i, all): Spot => {
      const free = Math.min(1, i / 6, (all.length - 1 - i) / 6)
      return [spot[0] + free * 35 * noiseAt(61, ...spot, 1000), spot[1] + free * 35 * noiseAt(62, ...spot, 1000)]
    }),
  }))
}

/** Streets on thirds of the lattice where the town is dense enough; every second one has bridges over the rivers. */
export function planStreets(random: Random, rivers: Raster): RoadLine[] {
  const streets: RoadLine[] = []
  for (const along of [false, true]) {
    const names = along ? ALONG : ACROSS
    for (let third = -17; third <= 17; third++) {
      const name = names[(third + 17) % names.length]!
      const hasBridge = third % 2 === 0
      const place = (s: number): Spot => (along ? latticeSpot(streetLine(third / 3), s) : latticeSpot(s, streetLine(third / 3)))
      // The outer streets thin out: not every line reaches as far.
      const threshold = third % 2 === 0 ? 0.12 : random.range(0.2, 0.42)
      collect(
        place,
        (spot) => urbanAt(spot) > threshold && (hasBridge || valueAt(rivers, spot) === 0) && !inPark(spot),
        260,
        (line) => streets.push({ name, kind: 'street', width: hasBridge ? 14 : 9, line }),
      )
    }
  }
  let park = 0
  for (const along of [false, true]) {
    for (let half = -26; half <= 26; half++) {
      const place = (s: number): Spot => (along ? latticeSpot(streetLine(half / 2), s) : latticeSpot(s, streetLine(half / 2)))
      collect(place, inPark, 500, (line) =>
        streets.push({ name: PARK_ROADS[park++ % PARK_ROADS.length]!, kind: 'street', width: 16, line }),
      )
    }
  }
  return streets
}

function collect(place: (s: number) => Spot, allowed: (spot: Spot) => boolean, shortest: number, add: (line: Spot[]) => void): void {
  let run: Spot[] = []
  const close = (): void => {
    if (lineLength(run) >= shortest) add(run)
    run = []
  }
  for (let s = -LATTICE_REACH; s <= LATTICE_REACH; s += 0.0625) {
    const spot = place(s)
    if (allowed(spot)) run.push(spot)
    else close()
  }
  close()
}

/**
 * Village lanes: the lattice of halves is the net of possible lanes; each hamlet takes its cheapest way to a
 * road that exists already, so lanes join up like a tree, and a few extra links close rings.
 */
export function planLanes(
  random: Random,
  outline: readonly Spot[],
  hamlets: readonly Hamlet[],
  roads: readonly RoadLine[],
  water: Raster,
): RoadLine[] {
  const side = LATTICE_REACH * 2
  const roadside = makeRaster(50)
  for (const road of roads) if (road.kind !== 'expressway') stampLine(roadside, road.line, 330, 1)
  const spots = Array.from({ length: side * side }, (_, n) =>
    latticeSpot((n % side) - LATTICE_REACH + 0.5, Math.floor(n / side) - LATTICE_REACH + 0.5),
  )
  const costs = spots.map((spot) => (insideRing(spot, outline) ? (valueAt(water, spot) > 0 ? 9 : 1 + random.next() * 0.6) : 30))
  const distances = spots.map((spot) => (valueAt(roadside, spot) > 0 && insideRing(spot, outline) ? 0 : Infinity))
  const previous = spots.map(() => -1)
  const queue = distances.flatMap((d, n) => (d === 0 ? [n] : []))
  const neighbours = (n: number): number[] =>
    [n % side > 0 ? n - 1 : -1, n % side < side - 1 ? n + 1 : -1, n - side, n + side].filter((m) => m >= 0 && m < spots.length)
  // Bellman–Ford with a queue: 676 nodes do not need a heap.
  for (let head = 0; head < queue.length; head++) {
    const n = queue[head]!
    for (const m of neighbours(n)) {
      const d = distances[n]! + costs[m]!
      if (d < distances[m]! - 1e-9) {
        distances[m] = d
        previous[m] = n
        queue.push(m)
      }
    }
  }
  const links = new Set<string>()
  const mouths = new Set<number>()
  const link = (a: number, b: number): unknown => links.add(a < b ? `${a} ${b}` : `${b} ${a}`)
  for (const { node } of hamlets) {
    let n = (node[1] + LATTICE_REACH - 0.5) * side + node[0] + LATTICE_REACH - 0.5
    for (const m of neighbours(n)) if (costs[m]! < 2 && random.chance(0.4)) link(n, m)
    for (let m = previous[n]!; m >= 0; m = previous[m]!) {
      link(n, m)
      n = m
    }
    mouths.add(n)
  }
  const lane = (line: Spot[]): RoadLine => ({ name: '', kind: 'lane', width: 6, line })
  const node = (n: number): Spot => [(n % side) - LATTICE_REACH + 0.5, Math.floor(n / side) - LATTICE_REACH + 0.5]
  const index = indexSegments(roads.filter(({ kind }) => kind !== 'expressway').map(({ line }) => line))
  // Where the tree reaches the roadside, a last piece leads onto the road itself.
  const onto = [...mouths].flatMap((n) => {
    const road = index.nearest(spots[n]!, 400)
    return road ? [lane([spots[n]!, between(spots[n]!, road.spot, 0.5), road.spot])] : []
  })
  const pairs = [...links].map((key) => key.split(' ').map(Number) as [number, number])
  return [...pairs.map(([a, b]) => lane(latticeLine(node(a), node(b)))), ...onto]
}
