import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Tier } from './area.ts'
import { Bbox, Position } from './shape.ts'

const Line = z.array(Position)

/** The ground a phone keeps for a shift: the person's own grids and what lies around them, thinned to what a thumb can see. */
export const FieldMap = z.object({
  /** The person's own areas. */
  own: Bbox,
  /** What is drawn. */
  box: Bbox,
  /** Lowest tier last; `mine`: the post's own. Rings flat, holes included: even-odd. */
  areas: z.array(z.object({ code: z.string(), name: z.string(), tier: Tier, mine: z.boolean(), rings: z.array(Line) })),
  water: z.array(Line),
  canals: z.array(Line),
  roads: z.array(z.object({ name: z.string(), main: z.boolean(), line: Line })),
  buildings: z.array(Line),
  places: z.array(z.object({ name: z.string(), point: Position })),
})
export type FieldMap = z.infer<typeof FieldMap>

export const readFieldMap = endpoint('GET /areas/field-map', {
  summary: '手机离线包：本岗位辖区及周边的地图',
  allow: 'signed-in',
  reply: FieldMap,
})

/** Whether a point lies inside flat rings, by the even-odd rule. */
export function insideRings([lng, lat]: Position, rings: readonly (readonly Position[])[]): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i]!
      const [bx, by] = ring[j]!
      if (ay > lat !== by > lat && lng < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}

const METRES_PER_DEGREE = 111_320

/** The lowest area each part of a fix's circle lies in: more than one means the phone cannot tell. @param accuracy metres */
export function areasUnder(map: FieldMap, point: Position, accuracy: number): FieldMap['areas'] {
  const squeeze = Math.cos((point[1] * Math.PI) / 180)
  const probes = [point]
  // The rim alone would miss a small grid that lies wholly inside the circle.
  for (const part of accuracy > 0 ? [1 / 3, 2 / 3, 1] : []) {
    const away = (accuracy * part) / METRES_PER_DEGREE
    for (let i = 0; i < 16; i++) {
      const angle = (i * Math.PI) / 8
      probes.push([point[0] + (away * Math.cos(angle)) / squeeze, point[1] + away * Math.sin(angle)])
    }
  }
  // Areas stand in order of tier, the lowest last: a village without grids is still somewhere.
  const found = probes.map((probe) => map.areas.findLast((area) => area.tier !== 'town' && insideRings(probe, area.rings)))
  return [...new Set(found)].filter((area) => area !== undefined)
}
