import { lineLength, spline } from './curve.ts'
import { LATTICE_REACH, latticeLine, latticeSpot } from './lattice.ts'
import { LAKES, RIVERS, fromPlan } from './layout.ts'
import { noiseAt } from './noise.ts'
import { insideRing } from './plane.ts'
import type { Spot } from './plane.ts'
import type { Random } from './random.ts'
import { urbanAt } from './settlement.ts'

export interface WaterLine {
  name: string
  kind: 'river' | 'canal'
  width: number
  line: Spot[]
}

export interface WaterPlan {
  rivers: WaterLine[]
  canals: WaterLine[]
  lakes: { name: string; ring: Spot[] }[]
}

const CANAL_ROOTS = [
  '南莲',
  '北莲',
  '鹭',
  '苇',
  '菱',
  '芡',
  '桑',
  '梭',
  '织',
  '梅',
  '柳',
  '杏',
  '槐',
  '竹',
  '荻',
  '蒲',
  '橹',
  '樯',
  '舸',
  '篷',
  '稻',
  '麦',
  '渔',
  '雁',
  '鸥',
  '月',
  '星',
  '云',
  '雪',
  '霜',
  '石',
  '瓦',
  '钟',
  '鼓',
  '锦',
  '绫',
  '罗',
  '绢',
  '纱',
  '蚕',
]
const CROSS_SUFFIX = ['港', '塘', '泾', '港'] as const
const ALONG_SUFFIX = ['浦', '浜', '溇', '浦'] as const

/** Runs of one lattice line that are dug; gaps are where a canal was filled or never made. */
function canalRuns(random: Random, index: number, along: boolean): [number, number][] {
  const main = index % 3 === 0
  const runs: [number, number][] = []
  let start: number | undefined
  for (let k = -LATTICE_REACH; k <= LATTICE_REACH; k++) {
    const middle = along ? latticeSpot(index, k + 0.5) : latticeSpot(k + 0.5, index)
    const dug = random.chance(main ? 0.93 : 0.7 - 0.3 * urbanAt(middle))
    if (dug && start === undefined) start = k
    if ((!dug || k === LATTICE_REACH) && start !== undefined) {
      if (k - start >= 2) runs.push([start, k])
      start = undefined
    }
  }
  return runs
}

/** Rivers, canals and lakes in metres; canals end outside the rim ring, rivers run through to the map's edge. */
export function planWater(random: Random, rim: readonly Spot[]): WaterPlan {
  const rivers = RIVERS.map(({ name, width, course }): WaterLine => {
    const line = spline(course.map(fromPlan), 60).map((spot, i, all): Spot => {
      // The last point of every river is the confluence itself, so nothing may move it.
      const free = Math.min(1, (all.length - 1 - i) / 8)
      return [
        spot[0] + free * (70 * noiseAt(31, ...spot, 900) + 22 * noiseAt(32, ...spot, 300)),
        spot[1] + free * (70 * noiseAt(33, ...spot, 900) + 22 * noiseAt(34, ...spot, 300)),
      ]
    })
    return { name, kind: 'river', width, line }
  })
  const canals: WaterLine[] = []
  let named = 0
  for (const along of [false, true]) {
    for (let index = -LATTICE_REACH; index <= LATTICE_REACH; index++) {
      const suffix = (along ? ALONG_SUFFIX : CROSS_SUFFIX)[Math.abs(index) % 4]!
      const name = `${CANAL_ROOTS[named++ % CANAL_ROOTS.length]!}${suffix}`
      for (const [from, to] of canalRuns(random, index, along)) {
        const whole = along ? latticeLine([index, from], [index, to]) : latticeLine([from, index], [to, index])
        const line = longestInside(whole, rim)
        if (lineLength(line) < 700) continue
        canals.push({ name, kind: 'canal', width: index % 3 === 0 ? random.range(28, 36) : random.range(13, 20), line })
      }
    }
  }
  return { rivers, canals, lakes: LAKES.map(({ name, at, size, turn }) => ({ name, ring: lakeRing(fromPlan(at), fromPlan(size), turn) })) }
}

function lakeRing(at: Spot, size: Spot, turn: number): Spot[] {
  // Small waters have smoother shores.
  const wild = Math.min(1, size[0] / 600)
  const angle = (turn * Math.PI) / 180
  return Array.from({ length: 72 }, (_, k): Spot => {
    const t = (k / 72) * 2 * Math.PI
    const rough =
      1 +
      wild *
        (0.42 * noiseAt(41, at[0] + Math.cos(t) * 900, at[1] + Math.sin(t) * 900, 520) +
          0.14 * noiseAt(42, at[0] + Math.cos(t) * 900, at[1] + Math.sin(t) * 900, 190))
    const x = Math.cos(t) * size[0] * rough
    const y = Math.sin(t) * size[1] * rough
    return [at[0] + x * Math.cos(angle) - y * Math.sin(angle), at[1] + x * Math.sin(angle) + y * Math.cos(angle)]
  })
}

function longestInside(line: Spot[], rim: readonly Spot[]): Spot[] {
  let best: Spot[] = []
  let run: Spot[] = []
  for (const spot of line) {
    run = insideRing(spot, rim) ? [...run, spot] : []
    if (run.length > best.length) best = run
  }
  return best
}
