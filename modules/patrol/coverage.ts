import { type Position, distanceBetween } from '#core/area/contract.ts'

/** Side of a cell in degrees of latitude: about 100 m. */
const STEP = 0.0009
/** Longitude degrees are shorter at 31° north: cells stay nearly square. */
const STEP_LNG = 0.00105
/** Metres within which somebody who goes along a lane sees what lies beside it. */
export const SIGHT = 75

export interface Cell {
  readonly x: number
  readonly y: number
}
type Rings = readonly (readonly Position[])[]
interface Ground {
  readonly type: 'Polygon' | 'MultiPolygon'
  readonly coordinates: unknown
}

export const cellAt = ([lng, lat]: Position): Cell => ({ x: Math.floor(lng / STEP_LNG), y: Math.floor(lat / STEP) })
export const middleOf = ({ x, y }: Cell): Position => [(x + 0.5) * STEP_LNG, (y + 0.5) * STEP]
const keyOf = ({ x, y }: Cell): string => `${x} ${y}`

function insideRing([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!
    const [xj, yj] = ring[j]!
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

const polygonsOf = (ground: Ground): readonly Rings[] =>
  ground.type === 'Polygon' ? [ground.coordinates as Rings] : (ground.coordinates as readonly Rings[])
const inside = (point: Position, rings: Rings): boolean =>
  insideRing(point, rings[0] ?? []) && !rings.slice(1).some((hole) => insideRing(point, hole))

/** The cells whose middle lies in an area. */
export function cellsOf(ground: Ground): Cell[] {
  const found = new Map<string, Cell>()
  for (const rings of polygonsOf(ground)) {
    const xs = (rings[0] ?? []).map(([lng]) => lng)
    const ys = (rings[0] ?? []).map(([, lat]) => lat)
    const low = cellAt([Math.min(...xs), Math.min(...ys)])
    const high = cellAt([Math.max(...xs), Math.max(...ys)])
    for (let x = low.x; x <= high.x; x++)
      for (let y = low.y; y <= high.y; y++) if (inside(middleOf({ x, y }), rings)) found.set(keyOf({ x, y }), { x, y })
  }
  return [...found.values()]
}

/** The cells a track came near: those of its points and the neighbours whose middle is in sight. */
export function troddenCells(track: readonly Position[]): Cell[] {
  const found = new Map<string, Cell>()
  for (const point of track) {
    const here = cellAt(point)
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const cell = { x: here.x + dx, y: here.y + dy }
        const own = dx === 0 && dy === 0
        if (own || distanceBetween(point, middleOf(cell)) <= SIGHT) found.set(keyOf(cell), cell)
      }
    }
  }
  return [...found.values()]
}

/** Share of an area's ground a track came near, 0 to 1; 0 where there is no ground. */
export function groundCovered(ground: Ground, track: readonly Position[]): number {
  const cells = cellsOf(ground)
  if (cells.length === 0) return 0
  const trodden = new Set(troddenCells(track).map(keyOf))
  return cells.filter((cell) => trodden.has(keyOf(cell))).length / cells.length
}
