import { distance } from './plane.ts'
import type { Spot } from './plane.ts'
import type { RoadLine } from './roads.ts'
import type { WaterLine } from './water.ts'

/** Where a road crosses water. */
export interface Crossing {
  spot: Spot
  road: RoadLine
  water: WaterLine
  /** Whether the road runs more east–west than north–south there: its bridge heads are 东堍/西堍, else 南堍/北堍. */
  eastWest: boolean
}

function meeting(a: Spot, b: Spot, c: Spot, d: Spot): Spot | undefined {
  const cross = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
  if (cross === 0) return undefined
  const t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / cross
  const s = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / cross
  return t >= 0 && t < 1 && s >= 0 && s < 1 ? [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t] : undefined
}

/** A road that only grazes a canal has no bridge: 25 degrees at least. */
function steep(a: Spot, b: Spot, c: Spot, d: Spot): boolean {
  const cross = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
  return Math.abs(cross) > Math.sin((25 * Math.PI) / 180) * distance(a, b) * distance(c, d)
}

const box = (line: readonly Spot[]): [number, number, number, number] => {
  const xs = line.map((spot) => spot[0])
  const ys = line.map((spot) => spot[1])
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** All crossings, widest water first, no two nearer than 60 m. */
export function findCrossings(roads: readonly RoadLine[], waters: readonly WaterLine[]): Crossing[] {
  const boxes = waters.map(({ line }) => box(line))
  const found: Crossing[] = []
  for (const road of roads) {
    const [west, south, east, north] = box(road.line)
    waters.forEach((water, w) => {
      const [x0, y0, x1, y1] = boxes[w]!
      if (x0 > east || x1 < west || y0 > north || y1 < south) return
      for (let i = 1; i < road.line.length; i++) {
        const a = road.line[i - 1]!
        const b = road.line[i]!
        if (Math.min(a[0], b[0]) > x1 || Math.max(a[0], b[0]) < x0 || Math.min(a[1], b[1]) > y1 || Math.max(a[1], b[1]) < y0) continue
        for (let j = 1; j < water.line.length; j++) {
          const c = water.line[j - 1]!
          const d = water.line[j]!
          const spot = meeting(a, b, c, d)
          if (spot && steep(a, b, c, d)) found.push({ spot, road, water, eastWest: Math.abs(b[0] - a[0]) > Math.abs(b[1] - a[1]) })
        }
      }
    })
  }
  found.sort((a, b) => b.water.width - a.water.width || b.road.width - a.road.width)
  const kept: Crossing[] = []
  for (const crossing of found) {
    if (kept.every(({ spot }) => distance(spot, crossing.spot) > 60)) kept.push(crossing)
  }
  return kept
}
