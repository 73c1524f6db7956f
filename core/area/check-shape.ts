import type { Finding } from './finding.ts'
import { placeWords } from './finding.ts'
import type { Position, Ring, Shape } from './shape.ts'
import { partsOf, ringsOf, samePosition } from './shape.ts'
import { findTopologyFault } from './topology.ts'

/** Something wrong with one shape, before it is known whose it is. */
export type ShapeFault = Pick<Finding, 'kind' | 'severity' | 'text' | 'at' | 'repairable'>

/** Land and sea of China with the islands of the south, rounded outward. */
const china = { west: 73, east: 136, south: 3, north: 54 }

/** Every fault of one boundary; empty when it may be used as it is. Notes are put right by `tidy` without being asked. */
export function checkShape(shape: Shape): ShapeFault[] {
  const place = checkPlace(shape)
  if (place) return [place]
  const rings = checkRings(shape)
  if (rings.some((fault) => fault.severity === 'error')) return rings
  const fault = findTopologyFault(shape)
  return fault ? [{ ...fault, text: `${fault.text}，位置：${placeWords(fault.at)}`, severity: 'error', repairable: true }, ...rings] : rings
}

/** Whether the coordinates can be degrees in China at all. */
export function checkPlace(shape: Shape): ShapeFault | undefined {
  for (const at of ringsOf(shape).flat()) {
    const [lng, lat] = at
    if (inChina(lng, lat)) continue
    if (inChina(lat, lng))
      return error(
        'swapped',
        `坐标（${lng}, ${lat}）疑似纬度写在了经度前面；应先经度后纬度`,
        at,
        ringsOf(shape)
          .flat()
          .every(([x, y]) => inChina(y, x)),
      )
    if (Math.abs(lng) > 180 || Math.abs(lat) > 90)
      return error('metres', `坐标（${lng}, ${lat}）不是经纬度，像是以米为单位的投影坐标；请在导入时选择“CGCS2000 高斯–克吕格”`, at, false)
    return error('outside-china', `坐标（${lng}, ${lat}）不在中国范围内（东经 73°–136°，北纬 3°–54°）；请核对坐标和坐标系`, at, false)
  }
  return undefined
}

/** Closing, number of points and direction of every ring. */
export function checkRings(shape: Shape): ShapeFault[] {
  const found: ShapeFault[] = []
  let turned = 0
  for (const part of partsOf(shape))
    for (const [i, ring] of part.entries()) {
      const which = i === 0 ? '外环' : `第 ${i} 个内环`
      const [first] = ring
      if (!first || countCorners(ring) < 3) {
        const where = first ? `，位置：${placeWords(first)}` : ''
        found.push(error('ring-short', `${which}不足 3 个不同的点，围不成面${where}`, first, i > 0 || partsOf(shape).length > 1))
      } else if (!samePosition(first, ring.at(-1)))
        found.push(
          error('ring-unclosed', `${which}首尾不相接，位置：${placeWords(ring.at(-1)!)} 到 ${placeWords(first)}`, ring.at(-1), true),
        )
      else if (planarArea(ring) > 0 !== (i === 0)) turned++
    }
  if (turned > 0)
    found.push({ kind: 'orientation', severity: 'note', text: `${turned} 个环的点序与标准相反，已自动调正`, repairable: true })
  return found
}

/**
 * The shape in standard form, its ground unchanged: outer rings counter-clockwise and holes clockwise (RFC 7946 §3.1.6), doubled points
 * dropped. Rings must be closed.
 */
export function tidy(shape: Shape): Shape {
  const part = (rings: Ring[]) => rings.map((ring, i) => (planarArea(ring) > 0 === (i === 0) ? dedupe(ring) : dedupe(ring).toReversed()))
  return shape.type === 'Polygon'
    ? { type: 'Polygon', coordinates: part(shape.coordinates) }
    : { type: 'MultiPolygon', coordinates: shape.coordinates.map(part) }
}

/** The ring without positions equal to the one before. */
export function dedupe(ring: Ring): Ring {
  return ring.filter((at, i) => i === 0 || !samePosition(at, ring[i - 1]))
}

/** Twice the signed area in square degrees: only its sign is of use. */
function planarArea(ring: Ring): number {
  const [ox, oy] = ring[0] ?? [0, 0]
  let sum = 0
  for (let i = 1; i < ring.length; i++) sum += (ring[i - 1]![0] - ox) * (ring[i]![1] - oy) - (ring[i]![0] - ox) * (ring[i - 1]![1] - oy)
  return sum
}

function countCorners(ring: Ring): number {
  return new Set(ring.map(([x, y]) => `${x},${y}`)).size
}

function inChina(lng: number, lat: number): boolean {
  return lng >= china.west && lng <= china.east && lat >= china.south && lat <= china.north
}

function error(kind: Finding['kind'], text: string, at: Position | undefined, repairable: boolean): ShapeFault {
  return at ? { kind, severity: 'error', text, at, repairable } : { kind, severity: 'error', text, repairable }
}
