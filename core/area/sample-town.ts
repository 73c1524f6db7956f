import type { Area, Tier } from './area.ts'
import type { Bbox, Polygon, Ring } from './shape.ts'
import { bboxOf } from './shape.ts'

/** Corners of a small invented town for tests: degrees east and north of it, in hundredths of a degree (about 1 km). */
export function box(west: number, south: number, east: number, north: number): Polygon {
  return polygon([
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ])
}

/** A polygon by its outer corners in hundredths of a degree; the ring is closed here. */
export function polygon(corners: [number, number][], ...holes: [number, number][][]): Polygon {
  return { type: 'Polygon', coordinates: [corners, ...holes].map(ring) }
}

function ring(corners: [number, number][]): Ring {
  return [...corners, corners[0]!].map(([x, y]) => at(x, y))
}

/** A place in the invented town. */
export function at(x: number, y: number): [number, number] {
  return [Number((120.6 + x / 100).toFixed(9)), Number((30.9 + y / 100).toFixed(9))]
}

export type AreaGiven = Partial<Omit<Area, 'bbox'>> & { code: string; tier: Tier }

/** An area with everything not said filled in: valid since 2025, one kilometre square, a name made from its code. */
export function area(given: AreaGiven): Area {
  const geometry = given.geometry ?? box(0, 0, 1, 1)
  const bbox: Bbox = bboxOf(geometry)
  return {
    id: `${given.code}@${given.validFrom ?? '2025-01-01'}`,
    name: `示例${given.code}`,
    overlay: false,
    validFrom: '2025-01-01',
    ...given,
    geometry,
    bbox,
  }
}

const TOWN = '320999100'

/**
 * A town of 2 villages × 2 grids × 2 micro-grids that tile a 4 × 2 km rectangle, an industrial park over two grids and one police
 * beat over everything.
 */
export function sampleTown(): Area[] {
  const areas = [area({ code: TOWN, tier: 'town', name: '示例镇', geometry: box(0, 0, 4, 2) })]
  for (const [v, village] of ['201', '202'].entries()) {
    const code = TOWN + village
    areas.push(area({ code, tier: 'village', parent: TOWN, name: `示例村${v + 1}`, geometry: box(v * 2, 0, v * 2 + 2, 2) }))
    for (const [g, number] of ['001', '002'].entries()) {
      const x = v * 2 + g
      areas.push(area({ code: code + number, tier: 'grid', parent: code, name: `第${g + 1}网格`, geometry: box(x, 0, x + 1, 2) }))
      for (const [m, micro] of ['001', '002'].entries())
        areas.push(
          area({
            code: code + number + micro,
            tier: 'micro',
            parent: code + number,
            name: `微${m + 1}`,
            geometry: box(x, m, x + 1, m + 1),
          }),
        )
    }
  }
  areas.push(
    area({
      code: `${TOWN}201501`,
      tier: 'professional',
      overlay: true,
      parent: `${TOWN}201`,
      name: '示例工业园',
      geometry: box(0.5, 0.5, 1.5, 1.5),
    }),
  )
  areas.push(area({ code: 'JW01', tier: 'police', overlay: true, parent: TOWN, name: '示例警务区', geometry: box(0, 0, 4, 2) }))
  return areas
}
