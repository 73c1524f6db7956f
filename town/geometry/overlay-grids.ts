import { SPACING, latticeCell, latticeSpot } from './lattice.ts'
import { PARK, VILLAGES, fromPlan } from './layout.ts'
import { threeDigits } from './numbering.ts'
import { distance, innerSpot, insideRing, ringArea, toPosition, toSpot } from './plane.ts'
import type { Spot } from './plane.ts'
import { valueAt } from './raster.ts'
import type { Raster } from './raster.ts'
import type { ProfessionalGrid, ProfessionalKind, Village } from './town-geometry.ts'

/** A professional grid and the lattice rectangle it was cut from. */
export interface Overlay {
  grid: ProfessionalGrid
  rectangle: Rectangle
}

interface OverlayPlan {
  name: string
  kind: ProfessionalKind
  village: string
  /** Where it should lie, in plan units. */
  near: Spot
  /** Thirds of the lattice, about 210 m each. */
  size: Spot
}

const [parkEast, parkNorth] = PARK.at

const PLANS: readonly OverlayPlan[] = [
  { name: '四河工业园一区', kind: '园区', village: '梭浜村', near: [parkEast - 0.45, parkNorth + 0.35], size: [3, 3] },
  { name: '四河工业园二区', kind: '园区', village: '梭浜村', near: [parkEast + 0.4, parkNorth + 0.35], size: [3, 3] },
  { name: '四河工业园三区', kind: '园区', village: '梭浜村', near: [parkEast - 0.2, parkNorth - 0.4], size: [3, 2] },
  { name: '渔梁工业小区', kind: '园区', village: '渔梁村', near: [4.4, 0.7], size: [2, 2] },
  { name: '听橹农贸市场', kind: '市场', village: '听橹社区', near: [0.7, 0.4], size: [1, 1] },
  { name: '四河水产批发市场', kind: '市场', village: '平澜社区', near: [1.4, -0.75], size: [1, 1] },
  { name: '织锦轻纺市场', kind: '市场', village: '望浦社区', near: [2.3, 0.7], size: [1, 1] },
  { name: '四河中学', kind: '学校', village: '北栅社区', near: [-0.5, 1.6], size: [1, 1] },
  { name: '四河镇中心小学', kind: '学校', village: '四河口社区', near: [-0.7, 0.45], size: [1, 1] },
  { name: '平澜实验小学', kind: '学校', village: '平澜社区', near: [0.9, -1.1], size: [1, 1] },
  { name: '望浦职业学校', kind: '学校', village: '望浦社区', near: [3.0, 0.6], size: [1, 1] },
  { name: '四河镇人民医院', kind: '医院', village: '南汇桥社区', near: [-0.8, -0.6], size: [1, 1] },
  { name: '樯园康复医院', kind: '医院', village: '樯园社区', near: [-1.9, 1.2], size: [1, 1] },
  { name: '汇澜广场', kind: '商业', village: '听橹社区', near: [1.2, 0.8], size: [1, 1] },
  { name: '四河天地', kind: '商业', village: '四河口社区', near: [-1.0, 0.6], size: [1, 1] },
  { name: '四河古镇景区', kind: '景区', village: '南汇桥社区', near: [-0.25, -0.3], size: [2, 1] },
  { name: '鹭汀湿地公园', kind: '景区', village: '鹭汀村', near: [-4.2, 4.1], size: [3, 2] },
  { name: '澜湾府建设工地', kind: '工地', village: '北栅社区', near: [-0.9, 2.2], size: [1, 1] },
  { name: '同舟大桥改建工地', kind: '工地', village: '平澜社区', near: [0.6, -0.35], size: [1, 1] },
  { name: '环漾物流园', kind: '物流', village: '澜头村', near: [1.5, 3.7], size: [2, 2] },
]

/** A lattice rectangle: corner, width and height in lattice units. */
export interface Rectangle {
  u: number
  v: number
  w: number
  h: number
}

const overlap = (a: Rectangle, b: Rectangle): boolean => a.u < b.u + b.w && b.u < a.u + a.w && a.v < b.v + b.h && b.v < a.v + a.h

/**
 * The 20 professional grids: blocks of the street lattice, each wholly inside one village and off the rivers.
 * @param scale of the settled plan (`cutTown`)
 * @param water raster of rivers and lakes in plan metres
 */
export function planOverlays(villages: readonly Village[], water: Raster, scale: number): Overlay[] {
  const taken: Rectangle[] = []
  const counts = new Map<string, number>()
  return PLANS.map(({ name, kind, village: villageName, near, size }): Overlay => {
    const village = villages.find((candidate) => candidate.name === villageName)
    if (!village || !VILLAGES.some((plan) => plan.name === villageName)) throw new Error(`no village ${villageName} for ${name}`)
    const border = village.geometry.coordinates[0]!
    const target = fromPlan(near)
    // Whole street blocks look right; where a village's border leaves no whole block, any place will do.
    const best = search(3) ?? search(12)
    if (!best) throw new Error(`no room for ${name} in ${villageName}: change the plan`)
    taken.push(best.rectangle)
    const number = 501 + (counts.get(village.code) ?? 0)
    counts.set(village.code, number - 500)
    const ring = best.ring.map(([x, y]) => toPosition([x * scale, y * scale]))
    const spots = ring.map(toSpot)
    const grid: ProfessionalGrid = {
      code: `${village.code}${threeDigits(number)}000`,
      name,
      kind,
      villageCode: village.code,
      geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]!]] },
      label: toPosition(innerSpot(spots)),
      areaKm2: Math.round(ringArea(spots) / 100) / 10_000,
    }
    return { grid, rectangle: best.rectangle }

    function search(parts: number): { ring: Spot[]; rectangle: Rectangle; away: number } | undefined {
      const [w, h] = [size[0] / 3, size[1] / 3]
      const reach = Math.ceil((1900 / SPACING) * parts)
      const [cu, cv] = toLattice(target)
      let found: { ring: Spot[]; rectangle: Rectangle; away: number } | undefined
      for (let i = -reach; i < reach; i++) {
        for (let j = -reach; j < reach; j++) {
          const rectangle = {
            u: (Math.round(cu * parts) + i) / parts + 0.02,
            v: (Math.round(cv * parts) + j) / parts + 0.02,
            w: w - 0.04,
            h: h - 0.04,
          }
          const away = distance(latticeSpot(rectangle.u + w / 2, rectangle.v + h / 2), target)
          if ((found && away >= found.away) || taken.some((other) => overlap(rectangle, other))) continue
          const ring = latticeCell(rectangle.u, rectangle.v, rectangle.u + rectangle.w, rectangle.v + rectangle.h, 3)
          if (ring.some((spot) => valueAt(water, spot) > 0 || !insideRing(toPosition([spot[0] * scale, spot[1] * scale]), border))) continue
          found = { ring, rectangle, away }
        }
      }
      return found
    }
  }).sort((a, b) => (a.grid.code < b.grid.code ? -1 : 1))
}

/** Lattice coordinates of a spot, by steps towards it; a few are enough because the warp is gentle. */
function toLattice(spot: Spot): Spot {
  let at: Spot = [spot[0] / SPACING, spot[1] / SPACING]
  for (let k = 0; k < 8; k++) {
    const off = latticeSpot(...at)
    at = [at[0] + (spot[0] - off[0]) / SPACING, at[1] + (spot[1] - off[1]) / SPACING]
  }
  return at
}
