import { readBaseMap } from '#core/area/server/index.ts'
import type { Position } from '#core/area/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import { z } from 'zod'

const Lines = z.object({ features: z.array(z.object({ properties: z.record(z.string(), z.unknown()), geometry: z.unknown() })) })
const Line = z.object({ type: z.literal('LineString'), coordinates: z.array(z.tuple([z.number(), z.number()])) })

/** A vertex of the road net: which line and which point of it. */
export interface Spot {
  readonly line: number
  readonly index: number
}

/** The town's roads as lines that meet wherever two have a vertex within a cell of each other. */
export interface RoadNet {
  readonly lines: readonly (readonly Position[])[]
  /** Vertices of any line near a place. */
  near(at: Position): Spot[]
  /** The vertex closest to a place. */
  closest(at: Position): Spot
}

/** About 33 m: crossing roads of the invented town have vertices this close. */
const CELL = 0.0003
// One number, since a text per cell was half of what walking through a day cost.
const cellOf = (column: number, row: number): number => column * 4_000_000 + row
const columnOf = (degrees: number): number => Math.round(degrees / CELL)

/** Builds the net from lines of `[lng, lat]`. */
export function makeRoadNet(lines: readonly (readonly Position[])[]): RoadNet {
  const cells = new Map<number, Spot[]>()
  lines.forEach((line, l) =>
    line.forEach(([lng, lat], index) => {
      const key = cellOf(columnOf(lng), columnOf(lat))
      const cell = cells.get(key)
      if (cell) cell.push({ line: l, index })
      else cells.set(key, [{ line: l, index }])
    }),
  )
  const around = ([lng, lat]: Position, reach: number): Spot[] => {
    const found: Spot[] = []
    const [column, row] = [columnOf(lng), columnOf(lat)]
    for (let x = -reach; x <= reach; x++)
      for (let y = -reach; y <= reach; y++) {
        const cell = cells.get(cellOf(column + x, row + y))
        if (cell) found.push(...cell)
      }
    return found
  }
  const far = ([lng, lat]: Position, { line, index }: Spot): number => {
    const [x, y] = lines[line]![index]!
    return (x - lng) ** 2 + (y - lat) ** 2
  }
  return {
    lines,
    near: (at) => around(at, 1),
    closest(at) {
      for (const reach of [2, 8, 30]) {
        const found = around(at, reach)
        if (found.length > 0) return found.reduce((best, spot) => (far(at, spot) < far(at, best) ? spot : best))
      }
      let best: Spot = { line: 0, index: 0 }
      lines.forEach((line, l) =>
        line.forEach((_, index) => void (far(at, { line: l, index }) < far(at, best) && (best = { line: l, index }))),
      )
      return best
    },
  }
}

/** The road net of the town as it is kept; people do not walk on the expressway. */
export async function readRoadNet(tx: Tx, town: string): Promise<RoadNet> {
  const { features } = Lines.parse((await readBaseMap(tx, town))['roads'] ?? { features: [] })
  return makeRoadNet(
    features.flatMap(({ properties, geometry }) => {
      const line = Line.safeParse(geometry)
      return line.success && properties['kind'] !== 'expressway' && line.data.coordinates.length > 1 ? [line.data.coordinates] : []
    }),
  )
}
