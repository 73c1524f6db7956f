import { assembleRings, traceBorders } from './borders.ts'
import { divide } from './districts.ts'
import type { Districts } from './districts.ts'
import { AREA_KM2, COUNTY_CODE, POLICE_TEAMS, POPULATION, TOWN_CODE, VILLAGES } from './layout.ts'
import { codeOrder, threeDigits } from './numbering.ts'
import { innerSpot, ringArea, toPosition, toSpot } from './plane.ts'
import type { Position, Spot } from './plane.ts'
import type { Ground } from './plan-ground.ts'
import { apportion } from './seeds.ts'
import { indexSegments } from './segment-index.ts'
import { layBorders, settleBorders } from './settle-borders.ts'
import type { Grid, PoliceGrid, Polygon, Village } from './town-geometry.ts'

/** The town cut into coded districts; `scale` stretches the plan so that the area is exactly the promised one. */
export interface CutTown {
  scale: number
  districts: Districts
  outline: Polygon
  villages: Village[]
  grids: Grid[]
  microGrids: Grid[]
  policeGrids: PoliceGrid[]
}

interface Shape {
  ring: Position[]
  spots: Spot[]
  label: Spot
  area: number
}

const polygon = (ring: Position[]): Polygon => ({ type: 'Polygon', coordinates: [[...ring, ring[0]!]] })
const km2 = (area: number): number => Math.round(area / 100) / 10_000
/** Average persons of a household here, 示例. */
const HOUSEHOLD = 2.9
const homes = (people: number): number => Math.round(people / HOUSEHOLD)

export function cutTown(ground: Ground): CutTown {
  const districts = divide(ground.barriers, ground.outline, ground.hamlets)
  const { gridOfMicro, villageOfGrid } = districts
  const villageOfMicro = gridOfMicro.map((grid) => villageOfGrid[grid]!)
  const network = traceBorders(districts.raster, districts.micro)
  const rivers = indexSegments(ground.water.rivers.map(({ line }) => line))
  const lines = indexSegments([...ground.water.canals, ...ground.roads].map(({ line }) => line))
  const laid = layBorders(network, rivers, lines)
  const town = (label: number): number => (label === 0 ? 0 : 1)
  const drawn = ringArea(
    assembleRings(network.arcs, town)
      .get(1)![0]!
      .map((node) => laid.laid[node]!),
  )
  const scale = Math.sqrt((AREA_KM2 * 1e6) / drawn)
  const settled = settleBorders(laid, scale)
  const shapes = (groupOf: (label: number) => number): Map<number, Shape> =>
    new Map(
      [...assembleRings(settled.arcs, groupOf)].map(([group, rings]) => {
        // One ring means: in one piece and without holes; the plan is drawn so, and a changed plan must be too.
        if (rings.length !== 1) throw new Error(`district ${group} has ${rings.length} rings: change the plan`)
        const ring = rings[0]!.map((node) => settled.positions[node]!)
        const spots = ring.map(toSpot)
        return [group, { ring, spots, label: innerSpot(spots), area: ringArea(spots) }]
      }),
    )
  const people = apportion(POPULATION, districts.peopleOfMicro.slice(1), 20)
  const peopleIn = (has: (micro: number) => boolean): number => people.reduce((sum, count, k) => (has(k + 1) ? sum + count : sum), 0)

  const villageShapes = shapes((micro) => villageOfMicro[micro] ?? 0)
  const villageCodes: string[] = ['']
  for (const [kind, first] of [
    ['community', 1],
    ['village', 200],
  ] as const) {
    const members = VILLAGES.flatMap((village, k) => (village.kind === kind ? [k + 1] : []))
    codeOrder(members.map((k) => villageShapes.get(k)!.label)).forEach((at, rank) => {
      villageCodes[members[at]!] = `${TOWN_CODE.slice(0, 9)}${threeDigits(first + rank)}`
    })
  }
  const villages = VILLAGES.map(({ name, kind }, k): Village => {
    const shape = villageShapes.get(k + 1)!
    const population = peopleIn((micro) => villageOfMicro[micro] === k + 1)
    return {
      code: villageCodes[k + 1]!,
      name,
      kind,
      geometry: polygon(shape.ring),
      label: toPosition(shape.label),
      areaKm2: km2(shape.area),
      population,
      households: homes(population),
    }
  })

  /** Numbers of the children of each parent, 1, 2, 3 … in code order. */
  const ranks = (parentOf: readonly number[], shapeOf: Map<number, Shape>): number[] => {
    const children = new Map<number, number[]>()
    parentOf.forEach((parent, child) => {
      if (child > 0) children.set(parent, [...(children.get(parent) ?? []), child])
    })
    const rank: number[] = [0]
    for (const list of children.values()) {
      codeOrder(list.map((child) => shapeOf.get(child)!.label)).forEach((at, k) => (rank[list[at]!] = k + 1))
    }
    return rank
  }
  const gridShapes = shapes((micro) => gridOfMicro[micro] ?? 0)
  const microShapes = shapes((micro) => micro)
  const gridRank = ranks(villageOfGrid, gridShapes)
  const microRank = ranks(gridOfMicro, microShapes)
  const gridCode = (grid: number): string => `${villageCodes[villageOfGrid[grid]!]!}${threeDigits(gridRank[grid]!)}000`
  const gridName = (grid: number): string => `${VILLAGES[villageOfGrid[grid]! - 1]!.name}第${gridRank[grid]!}网格`
  const toGrid = (shape: Shape, code: string, name: string, grid: number, population: number): Grid => ({
    code,
    name,
    villageCode: code.slice(0, 12),
    gridCode: gridCode(grid),
    geometry: polygon(shape.ring),
    label: toPosition(shape.label),
    areaKm2: km2(shape.area),
    population,
    households: homes(population),
  })
  const grids = [...gridShapes].map(([grid, shape]) =>
    toGrid(
      shape,
      gridCode(grid),
      gridName(grid),
      grid,
      peopleIn((micro) => gridOfMicro[micro] === grid),
    ),
  )
  const microGrids = [...microShapes].map(([micro, shape]) => {
    const grid = gridOfMicro[micro]!
    return toGrid(
      shape,
      `${gridCode(grid).slice(0, 15)}${threeDigits(microRank[micro]!)}`,
      `${gridName(grid)}${microRank[micro]!}号微网格`,
      grid,
      people[micro - 1]!,
    )
  })
  const teamOf = VILLAGES.map(({ name }) => POLICE_TEAMS.findIndex((team) => team.villages.includes(name)) + 1)
  const policeShapes = shapes((micro) => teamOf[(villageOfMicro[micro] ?? 0) - 1] ?? 0)
  const policeGrids = POLICE_TEAMS.map(({ name }, k): PoliceGrid => ({
    // A grid merged from several communities takes village digits from 601 up (CJ/T 349, rules.md §1.2).
    code: `${COUNTY_CODE}101${threeDigits(601 + k)}000000`,
    name,
    villageCodes: VILLAGES.flatMap((_, v) => (teamOf[v] === k + 1 ? [villageCodes[v + 1]!] : [])).sort(),
    geometry: polygon(policeShapes.get(k + 1)!.ring),
    label: toPosition(policeShapes.get(k + 1)!.label),
  }))
  const byCode = (a: { code: string }, b: { code: string }): number => (a.code < b.code ? -1 : 1)
  return {
    scale,
    districts,
    outline: polygon(shapes(town).get(1)!.ring),
    policeGrids,
    villages: villages.sort(byCode),
    grids: grids.sort(byCode),
    microGrids: microGrids.sort(byCode),
  }
}
