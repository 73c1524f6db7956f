import { z } from 'zod'

/** `[lng, lat]` in degrees, WGS-84 (equal to CGCS2000 for this purpose, rules.md §8.4). */
export const Position = z.tuple([z.number({ error: '坐标应为数字' }), z.number({ error: '坐标应为数字' })])
export type Position = z.infer<typeof Position>

/** A closed ring: at least four positions, the last equal to the first. */
export type Ring = Position[]

const Rings = z.array(z.array(Position).min(4, { error: '每个环至少 4 个点（首尾相同）' })).min(1, { error: '至少一个外环' })

/** Outer ring first, holes after it. */
export const Polygon = z.object({ type: z.literal('Polygon'), coordinates: Rings })
export type Polygon = z.infer<typeof Polygon>

export const MultiPolygon = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(Rings).min(1, { error: '至少一块' }) })
export type MultiPolygon = z.infer<typeof MultiPolygon>

/** The boundary of an area. */
export const Shape = z.discriminatedUnion('type', [Polygon, MultiPolygon], { error: '边界应为 Polygon 或 MultiPolygon' })
export type Shape = z.infer<typeof Shape>

/** `[west, south, east, north]` in degrees. */
export const Bbox = z.tuple([z.number(), z.number(), z.number(), z.number()])
export type Bbox = z.infer<typeof Bbox>

/** The polygons of a shape, each as rings; what polygon arithmetic works on. */
export function partsOf(shape: Shape): Ring[][] {
  return shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
}

/** The simplest shape of these polygons; undefined when there are none. */
export function shapeOf(parts: Ring[][]): Shape | undefined {
  const [first] = parts
  if (!first) return undefined
  return parts.length === 1 ? { type: 'Polygon', coordinates: first } : { type: 'MultiPolygon', coordinates: parts }
}

/** Every ring of a shape, holes included. */
export function ringsOf(shape: Shape): Ring[] {
  return partsOf(shape).flat()
}

export function bboxOf(shape: Shape): Bbox {
  const box: Bbox = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [outer = []] of partsOf(shape))
    for (const [x, y] of outer) {
      if (x < box[0]) box[0] = x
      if (y < box[1]) box[1] = y
      if (x > box[2]) box[2] = x
      if (y > box[3]) box[3] = y
    }
  return box
}

/** Whether two boxes touch or overlap. */
export function boxesMeet(a: Bbox, b: Bbox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

export function samePosition(a: Position | undefined, b: Position | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1]
}

/** The shape with every position passed through `move`. */
export function mapPositions(shape: Shape, move: (p: Position) => Position): Shape {
  const rings = (part: Ring[]) => part.map((ring) => ring.map(move))
  return shape.type === 'Polygon'
    ? { type: 'Polygon', coordinates: rings(shape.coordinates) }
    : { type: 'MultiPolygon', coordinates: shape.coordinates.map(rings) }
}
