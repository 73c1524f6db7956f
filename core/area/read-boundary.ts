import type { Area } from './area.ts'
import { isValidOn } from './area.ts'
import { normaliseCode } from './area-code.ts'
import type { ImportOptions } from './import-options.ts'
import { unite } from './overlay.ts'
import { readField, readWkt, tierOfCode } from './read-fields.ts'
import type { RawRow } from './read-geojson.ts'
import type { Register } from './read-register.ts'
import { Refused } from './read-register.ts'
import { readShape } from './read-shape.ts'
import type { Shape } from './shape.ts'
import { shapeOf } from './shape.ts'
import { toWgs84 } from './to-wgs84.ts'
import { parseWkt } from './wkt.ts'

export interface Boundary {
  readonly shape: Shape
  readonly notes: readonly string[]
}

/**
 * The boundary of a row in WGS-84: from the feature, from WKT, from the codes it is made of, or the one already kept for its code.
 * @throws Refused when there is none or it cannot be read; RangeError for broken WKT
 */
export function readBoundary(row: RawRow, register: Register, options: ImportOptions, existing: readonly Area[]): Boundary {
  const given = readGiven(row, options)
  if (given) {
    const moved = toWgs84(given.shape, options.crs)
    return { shape: moved.shape, notes: [...given.notes, ...moved.notes] }
  }
  // What is already kept is in WGS-84 and must not be moved a second time.

  const current = existing.filter((area) => isValidOn(area, register.validFrom))
  const members = readField(row.fields, 'members', options)
  if (members !== '') return fromMembers(members.split(/[\s,，、;；]+/).filter(Boolean), current)
  const same = current.find((area) => area.code === register.code)
  if (!same) throw new Refused('没有边界；请给出 WKT 或组成编码，或先在地图上绘制')
  return { shape: same.geometry, notes: ['没有边界，沿用现有边界'] }
}

function readGiven(row: RawRow, options: ImportOptions): Boundary | undefined {
  const wkt = row.geometry === undefined || row.geometry === null ? readWkt(row.fields, options) : ''
  if (wkt === '' && (row.geometry === undefined || row.geometry === null)) return undefined
  const reading = readShape(wkt === '' ? row.geometry : parseWkt(wkt))
  if (!reading.ok) throw new Refused(reading.reason)
  return reading
}

/** The ground of several areas together: a grid given as a list of its micro-grids. */
function fromMembers(codes: string[], current: readonly Area[]): Boundary {
  const found = codes.map((text) => {
    const tier = tierOfCode(text)
    const check = tier && normaliseCode(tier, text)
    return current.find((area) => area.code === (check?.ok ? check.code : text))
  })
  const missing = codes.filter((_, i) => !found[i])
  if (missing.length > 0) throw new Refused(`组成编码中 ${missing.slice(0, 5).join('、')} 当天没有对应的区域`)
  const shape = shapeOf(unite(found.flatMap((area) => (area ? [area.geometry] : []))))
  if (!shape) throw new Refused('组成编码是空的')
  return { shape, notes: [`边界由 ${codes.length} 个区域合成`] }
}
