import { drawnOutline } from './districts.ts'
import type { Spot } from './plane.ts'
import type { Random } from './random.ts'
import { makeRaster, stampLine, stampRing } from './raster.ts'
import type { Raster } from './raster.ts'
import { planLanes, planMainRoads, planStreets } from './roads.ts'
import type { RoadLine } from './roads.ts'
import { planHamlets } from './settlement.ts'
import type { Hamlet } from './settlement.ts'
import { planWater } from './water.ts'
import type { WaterPlan } from './water.ts'

/** Water, roads and hamlets in metres, before anything is divided or built. */
export interface Ground {
  outline: Spot[]
  water: WaterPlan
  roads: RoadLine[]
  hamlets: Hamlet[]
  /** What a border likes to follow, by weight: see `growth.ts`. 25 m cells. */
  barriers: Raster
}

/** Canals and lanes reach a little over the drawn edge, so that the border can settle on them. */
const swell = (outline: readonly Spot[], share: number): Spot[] => outline.map(([x, y]): Spot => [x * share, y * share])

const ROAD_BARRIER = { expressway: 70, trunk: 60, county: 45, street: 26, lane: 14 } as const

export function planGround(random: Random): Ground {
  const outline = drawnOutline()
  const rim = swell(outline, 1.055)
  const water = planWater(random.fork('water'), rim)
  const openWater = makeRaster(50)
  for (const { line, width } of water.rivers) stampLine(openWater, line, width + 60, 1)
  for (const { ring } of water.lakes) stampRing(openWater, ring, 1)
  const hamlets = planHamlets(random.fork('hamlets'), outline, openWater)
  const main = planMainRoads()
  const streets = planStreets(random.fork('streets'), openWater)
  const lanes = planLanes(random.fork('lanes'), rim, hamlets, [...main, ...streets], openWater)
  const roads = [...main, ...streets, ...lanes]
  const barriers = makeRaster(25)
  for (const { kind, line } of roads) stampLine(barriers, line, 0, ROAD_BARRIER[kind])
  for (const { width, line } of water.canals) stampLine(barriers, line, 0, width > 25 ? 36 : 22)
  for (const { line } of water.rivers) stampLine(barriers, line, 0, 110)
  return { outline, water, roads, hamlets, barriers }
}
