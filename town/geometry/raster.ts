import { distance } from './plane.ts'
import type { Spot } from './plane.ts'

/** Half the width and height of every raster in metres: the town and a rim around it. */
export const REACH: Spot = [8200, 7800]

/** A square-celled raster over the map; row 0 is the southern edge. */
export interface Raster {
  cell: number
  columns: number
  rows: number
  values: Uint8Array
}

export function makeRaster(cell: number): Raster {
  const columns = Math.round((REACH[0] * 2) / cell)
  const rows = Math.round((REACH[1] * 2) / cell)
  return { cell, columns, rows, values: new Uint8Array(columns * rows) }
}

/** Index of the cell under a spot, -1 outside the raster. */
export function cellAt(raster: Raster, spot: Spot): number {
  const column = Math.floor((spot[0] + REACH[0]) / raster.cell)
  const row = Math.floor((spot[1] + REACH[1]) / raster.cell)
  if (column < 0 || row < 0 || column >= raster.columns || row >= raster.rows) return -1
  return row * raster.columns + column
}

export function cellSpot(raster: Raster, index: number): Spot {
  const column = index % raster.columns
  const row = (index - column) / raster.columns
  return [(column + 0.5) * raster.cell - REACH[0], (row + 0.5) * raster.cell - REACH[1]]
}

export const valueAt = (raster: Raster, spot: Spot): number => raster.values[cellAt(raster, spot)] ?? 0

/** Raises every cell within width/2 of the line to at least `value`; width 0 stamps the cells passed through. */
export function stampLine({ cell, columns, rows, values }: Raster, line: readonly Spot[], width: number, value: number): void {
  const radius = width / 2 / cell
  const reach = Math.max(0, Math.ceil(radius - 0.5))
  // Half a cell a step leaves no diagonal gap through which a district could leak; wide bands need no such care.
  const stride = reach < 2 ? 0.45 : 1
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]!
    const b = line[i]!
    const steps = Math.max(1, Math.ceil(distance(a, b) / (cell * stride)))
    for (let k = 0; k <= steps; k++) {
      const x = (a[0] + ((b[0] - a[0]) * k) / steps + REACH[0]) / cell
      const y = (a[1] + ((b[1] - a[1]) * k) / steps + REACH[1]) / cell
      const column = Math.floor(x)
      const row = Math.floor(y)
      if (column < reach || row < reach || column >= columns - reach || row >= rows - reach) continue
      const centre = row * columns + column
      if (values[centre]! < value) values[centre] = value
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) {
          const near = centre + dy * columns + dx
          if (values[near]! < value && (column + dx + 0.5 - x) ** 2 + (row + dy + 0.5 - y) ** 2 <= radius * radius) values[near] = value
        }
      }
    }
  }
}

/** Raises every cell whose middle lies in the ring to at least `value` (scan lines). */
export function stampRing(raster: Raster, ring: readonly Spot[], value: number): void {
  const norths = ring.map((spot) => spot[1])
  const first = Math.max(0, Math.floor((Math.min(...norths) + REACH[1]) / raster.cell))
  const last = Math.min(raster.rows - 1, Math.floor((Math.max(...norths) + REACH[1]) / raster.cell))
  for (let row = first; row <= last; row++) {
    const y = (row + 0.5) * raster.cell - REACH[1]
    const cuts: number[] = []
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i]!
      const b = ring[(i + 1) % ring.length]!
      if (a[1] > y !== b[1] > y) cuts.push(((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0])
    }
    cuts.sort((a, b) => a - b)
    for (let k = 0; k + 1 < cuts.length; k += 2) {
      const from = Math.max(0, Math.ceil((cuts[k]! + REACH[0]) / raster.cell - 0.5))
      const to = Math.min(raster.columns - 1, Math.floor((cuts[k + 1]! + REACH[0]) / raster.cell - 0.5))
      for (let column = from; column <= to; column++) {
        const index = row * raster.columns + column
        if ((raster.values[index] ?? 0) < value) raster.values[index] = value
      }
    }
  }
}
