import { distance, nearestOnSegment } from './plane.ts'
import type { Spot } from './plane.ts'

/** Lines in metres, found again by nearness. */
export interface SegmentIndex {
  /** The nearest spot on any line within `reach` metres, with the number of its line. */
  nearest(spot: Spot, reach: number): { spot: Spot; line: number; segment: number; away: number } | undefined
}

const CELL = 150
const keyOf = (column: number, row: number): number => (column + 500) * 1000 + row + 500

/** @param lines polylines; `reach` of later questions should stay below 1 km */
export function indexSegments(lines: readonly (readonly Spot[])[]): SegmentIndex {
  const cells = new Map<number, number[]>()
  const segments: [line: number, segment: number, a: Spot, b: Spot][] = []
  lines.forEach((line, number) => {
    for (let i = 1; i < line.length; i++) {
      const a = line[i - 1]!
      const b = line[i]!
      const id = segments.push([number, i - 1, a, b]) - 1
      for (let x = Math.floor(Math.min(a[0], b[0]) / CELL); x <= Math.floor(Math.max(a[0], b[0]) / CELL); x++) {
        for (let y = Math.floor(Math.min(a[1], b[1]) / CELL); y <= Math.floor(Math.max(a[1], b[1]) / CELL); y++) {
          const key = keyOf(x, y)
          const list = cells.get(key)
          if (list) list.push(id)
          else cells.set(key, [id])
        }
      }
    }
  })
  return {
    nearest(spot, reach) {
      let found: { spot: Spot; line: number; segment: number; away: number } | undefined
      let best = reach
      for (let x = Math.floor((spot[0] - reach) / CELL); x <= Math.floor((spot[0] + reach) / CELL); x++) {
        for (let y = Math.floor((spot[1] - reach) / CELL); y <= Math.floor((spot[1] + reach) / CELL); y++) {
          for (const id of cells.get(keyOf(x, y)) ?? []) {
            const [line, segment, a, b] = segments[id]!
            const near = nearestOnSegment(spot, a, b)
            const away = distance(spot, near)
            if (away < best || (away === best && found === undefined)) {
              best = away
              found = { spot: near, line, segment, away }
            }
          }
        }
      }
      return found
    },
  }
}
