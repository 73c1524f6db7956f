import { latticeCell, latticeSpot } from './lattice.ts'
import { distance } from './plane.ts'
import type { Spot } from './plane.ts'
import type { Random } from './random.ts'
import { stampRing, valueAt } from './raster.ts'
import type { Raster } from './raster.ts'
import { inPark, urbanAt } from './settlement.ts'
import type { Hamlet } from './settlement.ts'
import type { Overlay } from './overlay-grids.ts'
import type { BuildingUse, ProfessionalKind } from './town-geometry.ts'

export interface BuildingPlan {
  use: BuildingUse
  height: number
  ring: Spot[]
}

/** Lattice length of a metre. */
const METRE = 1 / 640

interface BlockStyle {
  use: BuildingUse
  /** Metres: frontage, depth, and the free ground beside and behind. */
  width: number
  depth: number
  gapU: number
  gapV: number
  heights: [number, number]
  /** Share of the plots that are built on. */
  fill: number
}

const STYLES = {
  oldTown: { use: 'house', width: 13, depth: 9, gapU: 5, gapV: 9, heights: [6, 9], fill: 0.8 },
  shops: { use: 'shop', width: 34, depth: 16, gapU: 9, gapV: 20, heights: [10, 22], fill: 0.85 },
  slabs: { use: 'flats', width: 46, depth: 12, gapU: 12, gapV: 22, heights: [16, 19], fill: 0.93 },
  towers: { use: 'flats', width: 30, depth: 17, gapU: 22, gapV: 34, heights: [48, 82], fill: 0.95 },
  rows: { use: 'house', width: 22, depth: 11, gapU: 7, gapV: 17, heights: [9, 12], fill: 0.8 },
  mall: { use: 'shop', width: 80, depth: 60, gapU: 14, gapV: 16, heights: [18, 28], fill: 1 },
  school: { use: 'public', width: 62, depth: 15, gapU: 34, gapV: 26, heights: [14, 19], fill: 0.9 },
  works: { use: 'works', width: 92, depth: 44, gapU: 16, gapV: 18, heights: [9, 14], fill: 0.9 },
  workshop: { use: 'works', width: 44, depth: 24, gapU: 12, gapV: 14, heights: [7, 11], fill: 0.75 },
  sheds: { use: 'works', width: 120, depth: 48, gapU: 24, gapV: 40, heights: [10, 13], fill: 0.9 },
  site: { use: 'flats', width: 30, depth: 17, gapU: 30, gapV: 44, heights: [12, 40], fill: 0.5 },
} satisfies Record<string, BlockStyle>

const OVERLAY_STYLE: Record<ProfessionalKind, keyof typeof STYLES> = {
  园区: 'works',
  市场: 'shops',
  学校: 'school',
  医院: 'school',
  工地: 'site',
  商业: 'mall',
  景区: 'oldTown',
  物流: 'sheds',
}

/**
 * Footprints for town blocks, the industrial park and hamlets, none on water, a road or another building.
 * @param taken 12.5 m raster of water and roads; the buildings are added to it
 */
export function planBuildings(
  random: Random,
  hamlets: readonly Hamlet[],
  overlays: readonly Overlay[],
  taken: Raster,
  inTown: (spot: Spot) => boolean,
): BuildingPlan[] {
  const buildings: BuildingPlan[] = []
  const place = (u: number, v: number, width: number, depth: number, use: BuildingUse, height: number): void => {
    const centre = latticeSpot(u, v)
    const ahead = latticeSpot(u + 0.02, v)
    const length = distance(centre, ahead)
    const [x, y] = [(ahead[0] - centre[0]) / length, (ahead[1] - centre[1]) / length]
    const corner = (a: number, b: number): Spot => [
      centre[0] + (x * a * width - y * b * depth) / 2,
      centre[1] + (y * a * width + x * b * depth) / 2,
    ]
    const ring = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]
    const probes = [...ring, centre, corner(0, 1), corner(0, -1), corner(0.5, 0), corner(-0.5, 0)]
    if (probes.some((spot) => valueAt(taken, spot) > 0 || !inTown(spot))) return
    buildings.push({ use, height: Math.round(height * 10) / 10, ring })
    stampRing(taken, ring, 1)
  }
  const fill = (u: number, v: number, size: number, style: BlockStyle): void => {
    const stepU = (style.width + style.gapU) * METRE
    const stepV = (style.depth + style.gapV) * METRE
    const height = random.range(...style.heights)
    const columns = Math.max(1, Math.round(size / stepU))
    const rows = Math.max(1, Math.round(size / stepV))
    // Half a plot too many is squeezed in rather than left out.
    const squeezeU = Math.min(1, size / (columns * stepU))
    const squeezeV = Math.min(1, size / (rows * stepV))
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        if (!random.chance(style.fill)) continue
        const wobble = style.use === 'house' ? random.range(-2, 2) * METRE : 0
        place(
          u + size / 2 + (c - (columns - 1) / 2) * stepU * squeezeU + wobble,
          v + size / 2 + (r - (rows - 1) / 2) * stepV * squeezeV + wobble,
          style.width * squeezeU * random.range(0.82, 1.08),
          style.depth * squeezeV * random.range(0.9, 1.1),
          style.use,
          height * random.range(0.85, 1.15),
        )
      }
    }
  }
  const blockStyle = (spot: Spot, urban: number): BlockStyle | undefined => {
    if (inPark(spot))
      return STYLES[
        random.weighted([
          ['works', 6],
          ['sheds', 2],
          ['workshop', 2],
        ] as const)
      ]
    if (urban < 0.1) return undefined
    if (urban > 0.98) return STYLES.oldTown
    if (urban > 0.7)
      return STYLES[
        random.weighted([
          ['oldTown', 4],
          ['shops', 3],
          ['slabs', 3],
          ['rows', 2],
        ] as const)
      ]
    if (urban > 0.35)
      return STYLES[
        random.weighted([
          ['slabs', 6],
          ['towers', 2],
          ['shops', 2],
          ['rows', 3],
          ['workshop', 0.5],
        ] as const)
      ]
    return random.chance(0.22)
      ? undefined
      : STYLES[
          random.weighted([
            ['towers', 3],
            ['slabs', 4],
            ['rows', 4],
            ['workshop', 2],
            ['works', 1],
          ] as const)
        ]
  }
  for (const {
    grid,
    rectangle: { u, v, w, h },
  } of overlays) {
    // A wetland keeps its fields and reeds; every other professional grid owns its ground.
    if (grid.kind === '景区' && grid.areaKm2 > 0.15) continue
    for (let i = 0; i < Math.round(w * 3); i++) {
      for (let j = 0; j < Math.round(h * 3); j++) fill(u + i / 3 + 0.008, v + j / 3 + 0.008, 1 / 3 - 0.05, STYLES[OVERLAY_STYLE[grid.kind]])
    }
    stampRing(taken, latticeCell(u, v, u + w, v + h, 3), 1)
  }
  for (let i = -20; i < 26; i++) {
    for (let j = -18; j < 18; j++) {
      const middle = latticeSpot((i + 0.5) / 3, (j + 0.5) / 3)
      const style = blockStyle(middle, urbanAt(middle))
      if (style) fill(i / 3 + 0.022, j / 3 + 0.022, 1 / 3 - 0.044, style)
    }
  }
  for (const hamlet of hamlets) fillHamlet(hamlet)
  return buildings

  /** Rows of houses along the lane, thinning out to the ends; the seat of the village has its public yard first. */
  function fillHamlet({ node: [u, v], main }: Hamlet): void {
    if (main) {
      place(u + 0.05, v + 0.055, 42, 15, 'village', 12)
      place(u - 0.06, v + 0.055, 34, 13, 'public', 9)
      place(u + 0.09, v - 0.075, 50, 24, 'works', 8)
    }
    const rows = random.int(4, 7)
    const half = random.range(0.12, main ? 0.24 : 0.18)
    for (let r = 0; r < rows; r++) {
      const offset = (r % 2 === 0 ? 1 : -1) * (0.028 + Math.floor(r / 2) * 0.042)
      for (let s = -half; s <= half; s += 0.0275) {
        if (!random.chance(0.9 - (Math.abs(s) / half) * 0.45 - r * 0.06)) continue
        place(
          u + s + random.range(-2, 2) * METRE,
          v + offset + random.range(-2, 2) * METRE,
          random.range(10, 13),
          random.range(9, 11),
          'house',
          random.range(6.5, 11),
        )
      }
    }
  }
}
