import { makeAddressBook } from './address-book.ts'
import type { AddressBook } from './address-book.ts'
import type { BuildingPlan } from './buildings.ts'
import { findCrossings } from './crossings.ts'
import type { CutTown } from './cut-town.ts'
import { fromPlan } from './layout.ts'
import type { Overlay } from './overlay-grids.ts'
import {
  BRIDGES,
  HAMLET_HEADS,
  HAMLET_TAILS,
  LANDMARKS,
  QUARTERS,
  SHOP_HEADS,
  SHOP_TAILS,
  WORKS_HEADS,
  WORKS_TAILS,
} from './place-names.ts'
import { distance, insideRing } from './plane.ts'
import type { Position, Spot } from './plane.ts'
import type { Ground } from './plan-ground.ts'
import type { Random } from './random.ts'
import { urbanAt } from './settlement.ts'
import type { Grid, Place, PlaceKind, Road } from './town-geometry.ts'

interface Draft {
  name: string
  kind: PlaceKind
  spot: Spot
  /** Set where the address is not that of the spot itself. */
  address?: string
}

const OVERLAY_PLACE = {
  园区: 'factory',
  市场: 'market',
  学校: 'school',
  医院: 'hospital',
  工地: 'site',
  商业: 'shop',
  景区: 'park',
  物流: 'factory',
} as const

/** Every head with every tail, in a fixed shuffled order: no name comes twice. */
function pairs(random: Random, heads: readonly string[], tails: readonly string[]): string[] {
  return random.shuffle(heads.flatMap((head) => tails.map((tail) => `${head}${tail}`)))
}

/**
 * Some 400 named places an invented report can refer to, each with an address and the districts it lies in.
 * @param position plan metres to WGS-84
 */
export function planPlaces(
  random: Random,
  ground: Ground,
  cut: CutTown,
  overlays: readonly Overlay[],
  buildings: readonly BuildingPlan[],
  roads: readonly Road[],
  position: (spot: Spot) => Position,
): Place[] {
  const drafts: Draft[] = []
  const crossings = findCrossings(ground.roads, [...ground.water.rivers, ...ground.water.canals]).filter(
    ({ road, spot }) => road.kind !== 'expressway' && (road.kind !== 'lane' || urbanAt(spot) === 0),
  )
  const bridgeNames = [...BRIDGES]
  const crossed = new Set<string>()
  for (const { spot, eastWest, water, road } of crossings) {
    // The widest road over each river gives the river's own bridge; canals have small bridges with village words.
    const first = water.kind === 'river' && road.kind !== 'street' && !crossed.has(water.name)
    const name = first ? `${water.name}大桥` : bridgeNames.shift()
    if (!name) break
    if (first) crossed.add(water.name)
    drafts.push({ name, kind: 'bridge', spot, address: `${name}${eastWest ? '东堍' : '南堍'}` })
  }
  const hamletNames = pairs(random, HAMLET_HEADS, HAMLET_TAILS)
  ground.hamlets
    .slice(0, 400)
    .forEach(({ spot }, k) => drafts.push({ name: hamletNames[k]!, kind: 'hamlet', spot, address: hamletNames[k]! }))
  const known = drafts.map(({ name, kind, spot, address }) => ({ name, kind, position: position(spot), address: address ?? '' }))
  const book = makeAddressBook(roads, known)

  for (const [name, kind, east, north] of LANDMARKS) drafts.push({ name, kind, spot: fromPlan([east, north]) })
  for (const { grid } of overlays) drafts.push({ name: grid.name, kind: OVERLAY_PLACE[grid.kind], spot: scaled(grid.label, position) })
  for (const village of cut.villages) {
    const seat = ground.hamlets.find(({ main, spot }) => main && insideRing(position(spot), village.geometry.coordinates[0]!))?.spot
    const near = (offset: number): Spot =>
      seat ? [seat[0] + offset, seat[1] + 34] : [scaled(village.label, position)[0] + offset, scaled(village.label, position)[1]]
    drafts.push({
      name: `${village.name}${village.kind === 'village' ? '村委会' : '居委会'}`
        .replace('村村委会', '村委会')
        .replace('社区居委会', '社区居委会'),
      kind: 'public',
      spot: near(32),
    })
    if (village.kind === 'village') drafts.push({ name: `${village.name.slice(0, -1)}排涝站`, kind: 'pump', spot: near(150) })
  }
  for (const [name, line] of longestRoads(ground))
    drafts.push({ name, kind: 'road', spot: line[Math.floor(line.length / 2)]!, address: name })

  const spread = (uses: readonly BuildingPlan['use'][], names: readonly string[], kind: PlaceKind, apart: number): void => {
    const taken: Spot[] = []
    const candidates = random.shuffle(buildings.filter(({ use }) => uses.includes(use)))
    for (const { ring } of candidates) {
      const name = names[taken.length]
      if (name === undefined) return
      const spot: Spot = [(ring[0]![0] + ring[2]![0]) / 2, (ring[0]![1] + ring[2]![1]) / 2]
      if (taken.some((other) => distance(other, spot) < apart)) continue
      taken.push(spot)
      drafts.push({ name, kind, spot })
    }
  }
  spread(['flats'], QUARTERS, 'quarter', 190)
  spread(['shop'], pairs(random, SHOP_HEADS, SHOP_TAILS).slice(0, 78), 'shop', 45)
  spread(['works'], pairs(random, WORKS_HEADS, WORKS_TAILS).slice(0, 48), 'factory', 60)
  return finish(drafts, cut, book, position)
}

/** Plan metres of a position: the stretch of the settled plan is below 1 %, good to a metre in town. */
function scaled(label: Position, position: (spot: Spot) => Position): Spot {
  let spot: Spot = [0, 0]
  for (let k = 0; k < 4; k++) {
    const at = position(spot)
    spot = [spot[0] + (label[0] - at[0]) * 95_400, spot[1] + (label[1] - at[1]) * 110_870]
  }
  return spot
}

/** The longest piece of each named road. */
function longestRoads(ground: Ground): Map<string, Spot[]> {
  const longest = new Map<string, Spot[]>()
  for (const { name, line } of ground.roads) {
    if (name !== '' && line.length > (longest.get(name)?.length ?? 0)) longest.set(name, line)
  }
  return longest
}

function finish(drafts: readonly Draft[], cut: CutTown, book: AddressBook, position: (spot: Spot) => Position): Place[] {
  const inside = (at: Position, micros: readonly Grid[]): Grid | undefined =>
    micros.find(({ geometry }) => insideRing(at, geometry.coordinates[0]!))
  return drafts.flatMap(({ name, kind, spot, address }, k): Place[] => {
    const at = position(spot)
    const micro = inside(at, cut.microGrids)
    // A bridge on the town's edge may fall outside: it is nobody's here.
    if (!micro) return []
    return [
      {
        id: `place-${k + 1}`,
        name,
        kind,
        position: at,
        address: address ?? book.at(at).text,
        villageCode: micro.villageCode,
        gridCode: micro.gridCode,
        microCode: micro.code,
      },
    ]
  })
}
