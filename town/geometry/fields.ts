import { LATTICE_REACH, latticeCell, latticeSpot } from './lattice.ts'
import { between } from './plane.ts'
import type { Spot } from './plane.ts'
import type { Random } from './random.ts'
import { valueAt } from './raster.ts'
import type { Raster } from './raster.ts'
import { inPark, urbanAt } from './settlement.ts'
import type { Field } from './town-geometry.ts'

export interface Farmland {
  polders: { name: string; ring: Spot[] }[]
  fields: { kind: Field['kind']; ring: Spot[] }[]
}

const POLDER_ROOTS = [
  '东',
  '西',
  '南',
  '北',
  '中',
  '大',
  '小',
  '长',
  '方',
  '圆',
  '高',
  '低',
  '新',
  '老',
  '前',
  '后',
  '里',
  '外',
  '青',
  '白',
]
const POLDER_TAILS = ['禾', '稻', '鹭', '鸥', '荷', '菱', '芦', '荻', '桑', '麻', '鱼', '月', '星', '云', '露', '霞']

/**
 * Polders (圩) between the canals and the strips of land in them.
 * @param taken 12.5 m raster of water, roads and buildings
 */
export function planFarmland(random: Random, taken: Raster, openWater: Raster, inTown: (spot: Spot) => boolean): Farmland {
  const land: Farmland = { polders: [], fields: [] }
  for (let i = -LATTICE_REACH; i < LATTICE_REACH; i++) {
    for (let j = -LATTICE_REACH; j < LATTICE_REACH; j++) {
      const ring = latticeCell(i + 0.04, j + 0.04, i + 0.96, j + 0.96, 6)
      const middle = latticeSpot(i + 0.5, j + 0.5)
      const dry = [...ring, middle].filter((spot) => inTown(spot) && valueAt(openWater, spot) === 0).length
      if (urbanAt(middle) > 0.3 || inPark(middle)) continue
      const number = land.polders.length
      const name = `${POLDER_ROOTS[number % POLDER_ROOTS.length]!}${POLDER_TAILS[Math.floor(number / POLDER_ROOTS.length) % POLDER_TAILS.length]!}圩`
      if (dry === ring.length + 1) land.polders.push({ name, ring })
      const lakeside = dry < ring.length * 0.85
      for (const [u, v] of [
        [i, j],
        [i + 0.5, j],
        [i, j + 0.5],
        [i + 0.5, j + 0.5],
      ] as const) {
        strips(u + (u === i ? 0.045 : 0.012), v + (v === j ? 0.045 : 0.012), lakeside)
      }
    }
  }
  return land

  /** One quarter of a polder: strips one way, now and then cut in two. */
  function strips(u: number, v: number, lakeside: boolean): void {
    const size = 0.44
    const along = random.chance(0.5)
    const count = random.int(4, 7)
    const kind = random.weighted<Field['kind']>(
      lakeside
        ? [
            ['pond', 6],
            ['paddy', 3],
            ['mulberry', 1],
          ]
        : [
            ['paddy', 13],
            ['vegetable', 3],
            ['mulberry', 2],
            ['pond', 1.5],
          ],
    )
    const gap = kind === 'pond' ? 0.014 : 0.007
    for (let k = 0; k < count; k++) {
      const pieces = random.chance(0.4) ? 2 : 1
      for (let p = 0; p < pieces; p++) {
        const [a0, a1] = [(k / count) * size, ((k + 1) / count) * size - gap]
        const [b0, b1] = [(p / pieces) * size, ((p + 1) / pieces) * size - gap]
        const cell = along ? latticeCell(u + a0, v + b0, u + a1, v + b1, 2) : latticeCell(u + b0, v + a0, u + b1, v + a1, 2)
        const probes = [...cell, ...cell.map((spot) => between(spot, cell[0]!, 0.5)), ...cell.map((spot) => between(spot, cell[4]!, 0.35))]
        if (probes.every((spot) => valueAt(taken, spot) === 0 && inTown(spot))) {
          land.fields.push({ kind: random.chance(0.12) ? 'vegetable' : kind, ring: cell })
        }
      }
    }
  }
}
