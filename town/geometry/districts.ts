import { spline } from './curve.ts'
import { grow } from './growth.ts'
import { MICRO_GRIDS, OUTLINE, VILLAGES, fromPlan } from './layout.ts'
import { noiseAt } from './noise.ts'
import type { Spot } from './plane.ts'
import { cellAt, cellSpot, makeRaster, stampLine, stampRing } from './raster.ts'
import type { Raster } from './raster.ts'
import { apportion, partCentres } from './seeds.ts'
import { urbanAt } from './settlement.ts'
import type { Hamlet } from './settlement.ts'
import { tidyLabels } from './tidy-labels.ts'

/** The town cut three times; every number points to the level above it. Numbers start at 1, 0 is outside. */
export interface Districts {
  raster: Raster
  /** Micro-grid of each cell. */
  micro: Int16Array
  gridOfMicro: number[]
  villageOfGrid: number[]
  /** People living on each micro-grid, relative. */
  peopleOfMicro: number[]
}

/** The town's edge as drawn: it decides where hamlets may stand; the real border then follows nearby water. */
export function drawnOutline(): Spot[] {
  return spline(OUTLINE.map(fromPlan), 120, true).map((spot): Spot => [
    spot[0] + 150 * noiseAt(71, ...spot, 800) + 50 * noiseAt(72, ...spot, 260),
    spot[1] + 150 * noiseAt(73, ...spot, 800) + 50 * noiseAt(74, ...spot, 260),
  ])
}

/** Inside = 1, outside = 2; within 350 m of the drawn edge the border settles on canals and lanes. */
function settleOutline(barriers: Raster, outline: readonly Spot[]): Int16Array {
  const ground = makeRaster(barriers.cell)
  stampRing(ground, outline, 1)
  stampLine(ground, [...outline, outline[0]!], 700, 2)
  const labels = new Int16Array(ground.values.length)
  ground.values.forEach((value, cell) => {
    labels[cell] = value === 2 ? 0 : value === 1 ? 1 : 2
  })
  const seeds: number[] = []
  labels.forEach((label, cell) => {
    if (
      label !== 0 &&
      (labels[cell + 1] === 0 || labels[cell - 1] === 0 || labels[cell + ground.columns] === 0 || labels[cell - ground.columns] === 0)
    )
      seeds.push(cell)
  })
  grow({ raster: barriers, labels, seeds, allowed: () => true, cost: () => 0, step: barriers.cell, barrier: 8 })
  return labels
}

function cellsByLabel(labels: Int16Array, count: number): number[][] {
  const cells: number[][] = Array.from({ length: count + 1 }, () => [])
  labels.forEach((label, cell) => {
    if (label > 0) cells[label]!.push(cell)
  })
  return cells
}

/** Cuts the town into 28 villages, 70 basic grids and 378 micro-grids of connected cells. */
export function divide(barriers: Raster, outline: readonly Spot[], hamlets: readonly Hamlet[]): Districts {
  const { columns } = barriers
  const inside = settleOutline(barriers, outline)
  const rough = new Float32Array(inside.length)
  const people = new Float32Array(inside.length)
  const homes = makeRaster(barriers.cell)
  for (const { spot } of hamlets) stampLine(homes, [spot, spot], 520, 1)
  for (let cell = 0; cell < inside.length; cell++) {
    if (inside[cell] !== 1) continue
    const spot = cellSpot(barriers, cell)
    rough[cell] = 0.7 * noiseAt(81, ...spot, 620) + 0.3 * noiseAt(82, ...spot, 190)
    people[cell] = 1 + 26 * urbanAt(spot) ** 1.3 + 5 * homes.values[cell]!
  }
  /** One level: seeds claim the cells of their parent district. */
  const cut = (
    parents: Int16Array,
    seeds: readonly number[],
    parentOf: readonly number[],
    roughness: number,
    barrier: number,
    weight: (label: number) => number,
  ): Int16Array => {
    const labels = new Int16Array(inside.length)
    seeds.forEach((cell, k) => (labels[cell] = k + 1))
    const weights = seeds.map((_, k) => weight(k + 1))
    grow({
      raster: barriers,
      labels,
      seeds,
      allowed: (label, cell) => parents[cell] === parentOf[label],
      cost: (label, cell) => {
        const seed = seeds[label - 1]!
        const dx = (cell % columns) - (seed % columns)
        const dy = Math.floor(cell / columns) - Math.floor(seed / columns)
        return 400 + weights[label - 1]! * barriers.cell * Math.sqrt(dx * dx + dy * dy) + roughness * rough[cell]!
      },
      step: 0,
      barrier,
    })
    return labels
  }
  const villageSeeds = VILLAGES.map((village) => cellAt(barriers, fromPlan(village.at)))
  const villages = cut(inside, villageSeeds, [0, ...VILLAGES.map(() => 1)], 160, 10, (label) =>
    VILLAGES[label - 1]!.kind === 'community' ? 1.7 : 1,
  )
  const villageCells = cellsByLabel(villages, VILLAGES.length)
  const villageOfGrid = [0, ...VILLAGES.flatMap((village, k) => Array.from({ length: village.grids }, () => k + 1))]
  const gridSeeds = VILLAGES.flatMap((village, k) => partCentres(villageCells[k + 1]!, columns, village.grids, (cell) => people[cell]!))
  const grids = cut(villages, gridSeeds, villageOfGrid, 90, 7, () => 1)
  const gridCells = cellsByLabel(grids, gridSeeds.length)
  // Cell weights are relative inside a village; the village's own share of the town comes from the plan.
  const villageWeight = villageCells.map((cells) => cells.reduce((sum, cell) => sum + people[cell]!, 0))
  const peopleOn = (cell: number): number => (people[cell]! / villageWeight[villages[cell]!]!) * VILLAGES[villages[cell]! - 1]!.people
  const gridPeople = gridCells.slice(1).map((cells) => cells.reduce((sum, cell) => sum + peopleOn(cell), 0))
  const microCounts = apportion(
    MICRO_GRIDS,
    gridPeople.map((share) => share ** 0.7),
    3,
  )
  const gridOfMicro = [0, ...microCounts.flatMap((count, k) => Array.from({ length: count }, () => k + 1))]
  const microSeeds = microCounts.flatMap((count, k) => partCentres(gridCells[k + 1]!, columns, count, (cell) => people[cell]!))
  const micro = cut(grids, microSeeds, gridOfMicro, 50, 5, () => 1)
  tidyLabels(micro, columns, [gridOfMicro, gridOfMicro.map((grid) => villageOfGrid[grid] ?? 0)])
  const peopleOfMicro = gridOfMicro.map(() => 0)
  micro.forEach((label, cell) => {
    if (label > 0) peopleOfMicro[label]! += peopleOn(cell)
  })
  return { raster: barriers, micro, gridOfMicro, villageOfGrid, peopleOfMicro }
}
