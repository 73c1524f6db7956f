import type { Spot } from './plane.ts'
import type { RoadKind } from './town-geometry.ts'

// The hand-drawn plan of the invented town, in plan units (about a kilometre) east and north of the confluence.
// Everything finer (polders, lanes, houses, borders) is grown from it. No line follows a real place.

/** Invented division codes: county 320599 is not assigned; the rest follows rules.md §2.3. */
export const COUNTY_CODE = '320599'
export const TOWN_CODE = `${COUNTY_CODE}101000`
export const TOWN_NAME = '四河镇'
export const AREA_KM2 = 133.5
export const POPULATION = 128_000

export const OUTLINE: readonly Spot[] = [
  [7.2, -0.3],
  [7.9, 1.5],
  [7.0, 2.5],
  [7.2, 4.0],
  [5.9, 4.5],
  [5.3, 5.6],
  [3.9, 5.7],
  [3.3, 6.7],
  [1.4, 6.9],
  [0.6, 6.1],
  [-1.6, 5.9],
  [-2.6, 5.2],
  [-3.9, 5.9],
  [-5.6, 5.6],
  [-6.2, 4.3],
  [-7.6, 3.6],
  [-7.8, 1.4],
  [-6.6, 0.6],
  [-7.0, -1.0],
  [-6.4, -2.6],
  [-5.2, -3.2],
  [-5.4, -4.8],
  [-4.2, -5.7],
  [-2.4, -5.6],
  [-1.2, -6.6],
  [1.0, -6.5],
  [2.2, -5.8],
  [4.0, -6.4],
  [5.2, -5.2],
  [6.6, -5.0],
  [6.7, -3.0],
  [5.8, -1.8],
]

export interface RiverPlan {
  name: string
  width: number
  /** From the rim of the map to the confluence. */
  course: readonly Spot[]
}

export const RIVERS: readonly RiverPlan[] = [
  {
    name: '澜河',
    width: 105,
    course: [
      [0.9, 8.2],
      [1.1, 6.6],
      [0.1, 5.2],
      [0.7, 3.7],
      [-0.3, 2.6],
      [0.25, 1.2],
      [0, 0],
    ],
  },
  {
    name: '望浦',
    width: 130,
    course: [
      [9, -1.3],
      [7, -0.5],
      [5.2, -1.1],
      [3.6, -0.1],
      [2.3, -0.7],
      [1.1, -0.05],
      [0, 0],
    ],
  },
  {
    name: '织溪',
    width: 75,
    course: [
      [-1.4, -8.2],
      [-0.4, -6.4],
      [-1.3, -4.6],
      [0, -3.3],
      [-0.4, -2.1],
      [0.4, -1.0],
      [0, 0],
    ],
  },
  {
    name: '樯塘',
    width: 90,
    course: [
      [-9, 1.0],
      [-7, 0.1],
      [-5.3, 0.9],
      [-3.7, -0.2],
      [-2.3, 0.55],
      [-1.0, 0.05],
      [0, 0],
    ],
  },
]

export interface LakePlan {
  name: string
  at: Spot
  /** Half axes in plan units. */
  size: Spot
  /** Degrees counter-clockwise. */
  turn: number
}

export const LAKES: readonly LakePlan[] = [
  { name: '汇波潭', at: [0.02, 0.02], size: [0.24, 0.2], turn: 20 },
  { name: '鹭汀漾', at: [-4.85, 3.75], size: [0.95, 0.55], turn: 30 },
  { name: '莲叶荡', at: [-2.35, 3.75], size: [0.48, 0.3], turn: -15 },
  { name: '雁宿荡', at: [5.45, 2.95], size: [0.85, 0.5], turn: 70 },
  { name: '菱花荡', at: [3.45, -3.3], size: [0.72, 0.46], turn: -25 },
  { name: '芦漾', at: [5.75, -2.25], size: [0.5, 0.36], turn: 40 },
  { name: '月湾荡', at: [-5.75, -1.95], size: [0.62, 0.4], turn: 75 },
  { name: '石埭漾', at: [-4.25, -4.75], size: [0.5, 0.3], turn: 10 },
  { name: '芡荡', at: [2.75, -5.3], size: [0.55, 0.34], turn: 15 },
  { name: '南舸漾', at: [0.75, -5.75], size: [0.36, 0.24], turn: -30 },
  { name: '澜头荡', at: [2.35, 5.35], size: [0.55, 0.36], turn: 20 },
  { name: '桑影漾', at: [-3.45, -2.35], size: [0.34, 0.22], turn: 35 },
  { name: '枕水漾', at: [-4.0, 1.75], size: [0.3, 0.18], turn: -10 },
  { name: '白苎荡', at: [5.05, -4.1], size: [0.3, 0.2], turn: 55 },
]

export interface RoadPlan {
  name: string
  kind: RoadKind
  width: number
  course: readonly Spot[]
}

export const ROADS: readonly RoadPlan[] = [
  {
    name: '环漾高速',
    kind: 'expressway',
    width: 34,
    course: [
      [-9, 2.2],
      [-6.4, 2.75],
      [-3.4, 2.95],
      [0, 3.05],
      [3.4, 3.35],
      [6.2, 4.0],
      [9, 4.5],
    ],
  },
  {
    name: '通运大道',
    kind: 'trunk',
    width: 30,
    course: [
      [3.1, 8.2],
      [2.9, 6.2],
      [1.9, 4.3],
      [1.75, 2.6],
      [1.72, 0.7],
      [1.8, -1.3],
      [2.05, -3.3],
      [1.7, -5.5],
      [2.2, -8.2],
    ],
  },
  {
    name: '平澜路',
    kind: 'county',
    width: 24,
    course: [
      [-9, -1.0],
      [-6.2, -0.95],
      [-3.6, -0.85],
      [-1.4, -0.62],
      [0.2, -0.6],
      [1.75, -1.05],
      [3.7, -1.35],
      [5.6, -1.5],
      [9, -2.9],
    ],
  },
  {
    name: '四河路',
    kind: 'county',
    width: 24,
    course: [
      [-9, 1.75],
      [-6.2, 1.6],
      [-3.3, 1.05],
      [-1.25, 0.82],
      [0.2, 0.72],
      [1.72, 0.75],
      [4.0, 1.15],
      [6.4, 1.2],
      [9, 0.6],
    ],
  },
  {
    name: '蚕花路',
    kind: 'county',
    width: 18,
    course: [
      [-1.1, -0.62],
      [-2.0, -1.9],
      [-3.0, -3.6],
      [-4.9, -4.3],
      [-5.9, -5.6],
      [-6.8, -7.4],
    ],
  },
  {
    name: '鹭汀路',
    kind: 'county',
    width: 18,
    course: [
      [-1.25, 0.82],
      [-2.4, 2.1],
      [-3.6, 3.9],
      [-4.5, 5.0],
      [-4.9, 7.6],
    ],
  },
  {
    name: '菱塘路',
    kind: 'county',
    width: 18,
    course: [
      [1.8, -1.2],
      [2.6, -2.4],
      [4.3, -3.0],
      [4.6, -4.3],
      [6.3, -5.0],
      [8.2, -5.4],
    ],
  },
  {
    name: '西环路',
    kind: 'county',
    width: 20,
    course: [
      [-2.4, 2.1],
      [-2.35, 1.0],
      [-2.55, -0.3],
      [-2.2, -0.75],
      [-2.0, -1.9],
    ],
  },
  {
    name: '南舸路',
    kind: 'county',
    width: 18,
    course: [
      [0.75, -0.72],
      [0.7, -2.2],
      [0.75, -3.6],
      [-0.2, -4.9],
      [0.1, -6.0],
      [0.3, -8.0],
    ],
  },
  {
    name: '澜头路',
    kind: 'county',
    width: 18,
    course: [
      [-0.55, 0.8],
      [-0.9, 2.3],
      [-0.2, 3.9],
      [-0.6, 5.0],
      [-0.5, 7.6],
    ],
  },
  {
    name: '雁宿路',
    kind: 'county',
    width: 18,
    course: [
      [1.75, 2.3],
      [3.4, 2.25],
      [4.6, 1.9],
      [4.5, 3.0],
      [4.9, 4.2],
      [5.2, 6.8],
    ],
  },
  {
    name: '桑里路',
    kind: 'county',
    width: 16,
    course: [
      [-2.0, -1.9],
      [-3.9, -1.75],
      [-5.0, -2.5],
      [-5.4, -3.3],
      [-8.0, -4.2],
    ],
  },
]

export interface VillagePlan {
  name: string
  kind: 'village' | 'community'
  at: Spot
  grids: number
  /** Share of the town's people, relative. */
  people: number
}

export const VILLAGES: readonly VillagePlan[] = [
  { name: '四河口社区', kind: 'community', at: [-0.75, 0.55], grids: 4, people: 13 },
  { name: '听橹社区', kind: 'community', at: [0.95, 0.6], grids: 4, people: 14 },
  { name: '平澜社区', kind: 'community', at: [1.0, -0.85], grids: 4, people: 13 },
  { name: '南汇桥社区', kind: 'community', at: [-0.85, -0.8], grids: 4, people: 12 },
  { name: '北栅社区', kind: 'community', at: [-0.75, 1.85], grids: 3, people: 9 },
  { name: '望浦社区', kind: 'community', at: [2.75, 0.65], grids: 4, people: 12 },
  { name: '樯园社区', kind: 'community', at: [-1.95, 1.25], grids: 3, people: 9 },
  { name: '鹭汀村', kind: 'village', at: [-4.1, 4.5], grids: 2, people: 4 },
  { name: '莲泾村', kind: 'village', at: [-1.85, 4.75], grids: 2, people: 4 },
  { name: '澜头村', kind: 'village', at: [1.3, 5.1], grids: 2, people: 4 },
  { name: '禾圩村', kind: 'village', at: [4.1, 4.2], grids: 2, people: 4 },
  { name: '云桥村', kind: 'village', at: [-5.7, 2.3], grids: 2, people: 3 },
  { name: '枕水村', kind: 'village', at: [-3.6, 1.9], grids: 2, people: 4 },
  { name: '梭浜村', kind: 'village', at: [2.9, 2.3], grids: 3, people: 8 },
  { name: '雁宿村', kind: 'village', at: [5.5, 1.9], grids: 2, people: 4 },
  { name: '樯塘村', kind: 'village', at: [-5.7, -0.1], grids: 2, people: 4 },
  { name: '桑里村', kind: 'village', at: [-3.6, -1.5], grids: 2, people: 5 },
  { name: '渔梁村', kind: 'village', at: [4.7, 0.2], grids: 2, people: 5 },
  { name: '芦漾村', kind: 'village', at: [5.8, -1.3], grids: 2, people: 3 },
  { name: '菱塘村', kind: 'village', at: [3.5, -2.3], grids: 2, people: 5 },
  { name: '月湾村', kind: 'village', at: [-5.3, -2.6], grids: 2, people: 3 },
  { name: '蚕花村', kind: 'village', at: [-1.7, -2.6], grids: 2, people: 5 },
  { name: '织溪村', kind: 'village', at: [1.0, -2.9], grids: 3, people: 6 },
  { name: '石埭村', kind: 'village', at: [-3.8, -4.2], grids: 2, people: 4 },
  { name: '荷圩村', kind: 'village', at: [-1.9, -5.0], grids: 2, people: 4 },
  { name: '南舸村', kind: 'village', at: [0.6, -5.1], grids: 2, people: 4 },
  { name: '芡荡村', kind: 'village', at: [3.3, -4.7], grids: 2, people: 4 },
  { name: '白苎村', kind: 'village', at: [5.3, -3.4], grids: 2, people: 3 },
]

/** The industrial park: centre and half size in plan units. */
export const PARK = { name: '四河工业园', at: [3.15, 2.0] as Spot, size: [0.95, 0.75] as Spot }

export const MICRO_GRIDS = 378

/** Villages of each police team, by name (警格). */
export const POLICE_TEAMS: readonly { name: string; villages: readonly string[] }[] = [
  { name: '中心警格', villages: ['四河口社区', '听橹社区', '平澜社区', '南汇桥社区'] },
  { name: '城北警格', villages: ['北栅社区', '樯园社区', '枕水村', '莲泾村', '澜头村'] },
  { name: '城东警格', villages: ['望浦社区', '梭浜村', '渔梁村', '雁宿村', '禾圩村'] },
  { name: '西塘警格', villages: ['鹭汀村', '云桥村', '樯塘村', '月湾村', '桑里村'] },
  { name: '南溪警格', villages: ['蚕花村', '石埭村', '荷圩村', '南舸村', '织溪村'] },
  { name: '东南警格', villages: ['菱塘村', '芦漾村', '芡荡村', '白苎村'] },
]

/** Metres of a plan unit: the drawn outline then holds 133.5 km² (measured; the last 0.2 % are stretched). */
const UNIT = 949

export const fromPlan = ([east, north]: Spot): Spot => [east * UNIT, north * UNIT]
