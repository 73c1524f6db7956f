import type { Position, Ring, Shape } from './shape.ts'
import { shapeOf } from './shape.ts'

/** A geometry as it came: a GeoJSON object or what WKT gave, nothing checked. */
export interface RawGeometry {
  readonly type: string
  readonly coordinates?: unknown
  readonly geometries?: unknown
}

export type ShapeReading = { ok: true; shape: Shape; notes: string[] } | { ok: false; reason: string }

class Unreadable extends Error {}

/**
 * A polygon shape from anything that looks like a GeoJSON geometry: heights are dropped, a GeometryCollection gives its polygons. Rings may
 * still be open, short or crossing: that is for `checkShape`.
 */
export function readShape(input: unknown): ShapeReading {
  const notes = new Set<string>()
  try {
    const shape = shapeOf(readParts(input, notes))
    return shape ? { ok: true, shape, notes: [...notes] } : { ok: false, reason: '边界是空的' }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, reason: error.message }
    throw error
  }
}

function readParts(input: unknown, notes: Set<string>): Ring[][] {
  if (!isGeometry(input)) throw new Unreadable('没有边界')
  if (input.type === 'Polygon') return readPolygon(input.coordinates, '', notes)
  if (input.type === 'MultiPolygon') return list(input.coordinates, '边界').flatMap((part, i) => readPolygon(part, `第 ${i + 1} 块`, notes))
  if (input.type === 'GeometryCollection') return readCollection(list(input.geometries, '几何集合'), notes)
  throw new Unreadable(`边界的类型是“${String(input.type).slice(0, 40)}”，只能是面（Polygon 或 MultiPolygon）`)
}

function readCollection(members: unknown[], notes: Set<string>): Ring[][] {
  const polygons = members.filter((member) => isGeometry(member) && /Polygon$|^GeometryCollection$/.test(member.type))
  if (polygons.length === 0) throw new Unreadable('几何集合里没有面（Polygon 或 MultiPolygon）')
  if (polygons.length < members.length) notes.add(`几何集合里的 ${members.length - polygons.length} 个点或线未采用`)
  return polygons.flatMap((member) => readParts(member, notes))
}

function readPolygon(input: unknown, where: string, notes: Set<string>): Ring[][] {
  const rings = list(input, `${where}边界`)
  return rings.length === 0 ? [] : [rings.map((ring, i) => readRing(ring, `${where}第 ${i + 1} 个环`, notes))]
}

function readRing(input: unknown, where: string, notes: Set<string>): Ring {
  return list(input, where).map((item, i) => readPosition(item, `${where}第 ${i + 1} 个点`, notes))
}

function readPosition(input: unknown, where: string, notes: Set<string>): Position {
  const [x, y, ...more] = list(input, where)
  if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
    throw new Unreadable(`${where}不是一对数字：${JSON.stringify(input).slice(0, 60)}`)
  if (more.length > 0) notes.add('高程未采用')
  return [x, y]
}

function list(input: unknown, where: string): unknown[] {
  if (!Array.isArray(input)) throw new Unreadable(`${where}的坐标不是数组`)
  return input
}

function isGeometry(input: unknown): input is RawGeometry {
  return typeof input === 'object' && input !== null && 'type' in input && typeof input.type === 'string'
}
