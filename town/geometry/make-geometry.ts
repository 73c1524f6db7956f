import { planBuildings } from './buildings.ts'
import { band } from './curve.ts'
import { cutTown } from './cut-town.ts'
import { planFarmland } from './fields.ts'
import { AREA_KM2, TOWN_CODE, TOWN_NAME } from './layout.ts'
import { planOverlays } from './overlay-grids.ts'
import { planGround } from './plan-ground.ts'
import { CONFLUENCE, toPosition } from './plane.ts'
import type { Position, Spot } from './plane.ts'
import { planPlaces } from './places.ts'
import { makeRandom } from './random.ts'
import { cellAt, makeRaster, stampLine, stampRing } from './raster.ts'
import type { Road, TownGeometry, Waterway } from './town-geometry.ts'
import type { WaterLine } from './water.ts'

const SEED = '四河汇集'

/**
 * The ground of the invented town 四河镇: the same at every call, WGS-84, about a second of work.
 * No value of it describes a real place (示例).
 */
export function makeGeometry(): TownGeometry {
  const random = makeRandom(SEED)
  const ground = planGround(random)
  const cut = cutTown(ground)
  const position = ([x, y]: Spot): Position => toPosition([x * cut.scale, y * cut.scale])
  const ringOf = (ring: readonly Spot[]): Position[][] => {
    const positions = ring.map(position)
    return [[...positions, positions[0]!]]
  }
  const { districts } = cut
  const inTown = (spot: Spot): boolean => (districts.micro[cellAt(districts.raster, spot)] ?? 0) > 0

  const openWater = makeRaster(12.5)
  for (const { line, width } of ground.water.rivers) stampLine(openWater, line, width + 10, 1)
  for (const { ring } of ground.water.lakes) stampRing(openWater, ring, 1)
  const overlays = planOverlays(cut.villages, openWater, cut.scale)
  const taken = { ...openWater, values: openWater.values.slice() }
  for (const { line, width } of ground.water.canals) stampLine(taken, line, width + 6, 1)
  for (const { line, width } of ground.roads) stampLine(taken, line, width + 4, 1)
  const buildings = planBuildings(random.fork('buildings'), ground.hamlets, overlays, taken, inTown)
  const farmland = planFarmland(random.fork('fields'), taken, openWater, inTown)

  const waterway =
    (prefix: string) =>
    ({ name, kind, width, line }: WaterLine, k: number): Waterway => ({
      id: `${prefix}${k + 1}`,
      name,
      kind,
      width: Math.round(width),
      geometry: { type: 'LineString', coordinates: line.map(position) },
      surface: { type: 'Polygon', coordinates: ringOf(band(line, width)) },
    })
  const roads = ground.roads.map(({ name, kind, width, line }, k): Road => ({
    id: `road-${k + 1}`,
    name,
    kind,
    width,
    geometry: { type: 'LineString', coordinates: line.map(position) },
  }))
  return {
    name: TOWN_NAME,
    code: TOWN_CODE,
    areaKm2: AREA_KM2,
    confluence: CONFLUENCE,
    outline: cut.outline,
    villages: cut.villages,
    grids: cut.grids,
    microGrids: cut.microGrids,
    professionalGrids: overlays.map(({ grid }) => grid),
    policeGrids: cut.policeGrids,
    rivers: ground.water.rivers.map(waterway('river-')),
    canals: ground.water.canals.map(waterway('canal-')),
    lakes: ground.water.lakes.map(({ name, ring }, k) => ({
      id: `lake-${k + 1}`,
      name,
      geometry: { type: 'Polygon', coordinates: ringOf(ring) },
    })),
    roads,
    buildings: buildings.map(({ use, height, ring }, k) => ({
      id: `building-${k + 1}`,
      use,
      height,
      geometry: { type: 'Polygon', coordinates: ringOf(ring) },
    })),
    fields: farmland.fields.map(({ kind, ring }) => ({ kind, geometry: { type: 'Polygon', coordinates: ringOf(ring) } })),
    polders: farmland.polders.map(({ name, ring }, k) => ({
      id: `polder-${k + 1}`,
      name,
      geometry: { type: 'Polygon', coordinates: ringOf(ring) },
    })),
    places: planPlaces(random.fork('places'), ground, cut, overlays, buildings, roads, position),
  }
}
