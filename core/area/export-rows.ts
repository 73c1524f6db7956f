import type { Area } from './area.ts'
import { tierWords } from './area.ts'
import { officialCode } from './area-code.ts'
import type { Datum } from './datum.ts'
import { convertDatum } from './datum.ts'
import type { Shape } from './shape.ts'
import { mapPositions } from './shape.ts'
import { areaOf } from './surface.ts'
import { formatWkt } from './wkt.ts'

/** Excel's limit is 32,767 characters a cell; beyond it the file is said to be damaged. */
const CELL = 32_000

/** Columns of the table forms, in order; as many 边界 columns as the longest boundary needs follow. Reading takes them as they are. */
const columns = ['编码', '名称', '层级', '上级编码', '叠加', '生效日期', '失效日期', '面积（平方米）'] as const

/** One row of text per area under a header row; codes in their official form. */
export function exportTable(areas: readonly Area[], datum: Datum = 'WGS84'): string[][] {
  const bodies = areas.map((area) => ({ area, wkt: chunks(formatWkt(shapeIn(area.geometry, datum))) }))
  const width = Math.max(1, ...bodies.map(({ wkt }) => wkt.length))
  const header = [...columns, ...Array.from({ length: width }, (_, i) => (width === 1 ? '边界' : `边界${i + 1}`))]
  return [header, ...bodies.map(({ area, wkt }) => [...rowOf(area), ...Array.from({ length: width }, (_, i) => wkt[i] ?? '')])]
}

/** A FeatureCollection (RFC 7946; `datum` other than WGS84 is outside that standard and is named in the `datum` member). */
export function exportGeoJson(areas: readonly Area[], datum: Datum = 'WGS84'): string {
  const features = areas.map((area) => {
    const { id, geometry, bbox: _, code, parent, ...rest } = area
    const properties = { code: officialCode(area.tier, code), ...rest, ...(parent === undefined ? {} : { parent: officialParent(parent) }) }
    return { type: 'Feature', id, properties, geometry: shapeIn(geometry, datum) }
  })
  return JSON.stringify({ type: 'FeatureCollection', datum, features })
}

function rowOf(area: Area): string[] {
  return [
    officialCode(area.tier, area.code),
    area.name,
    tierWords[area.tier],
    area.parent === undefined ? '' : officialParent(area.parent),
    area.overlay ? '是' : '否',
    area.validFrom,
    area.validTo ?? '',
    String(Math.round(areaOf(area.geometry))),
  ]
}

/** A parent is a town, a village, or a grid, told by the length of its code. */
function officialParent(code: string): string {
  if (code.length === 9) return officialCode('town', code)
  return code.length === 15 ? officialCode('grid', code) : code
}

function shapeIn(shape: Shape, datum: Datum): Shape {
  return datum === 'WGS84' || datum === 'CGCS2000' ? shape : mapPositions(shape, (at) => convertDatum(at, 'WGS84', datum))
}

function chunks(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / CELL) }, (_, i) => text.slice(i * CELL, (i + 1) * CELL))
}
