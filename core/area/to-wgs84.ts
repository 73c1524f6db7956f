import { convertDatum } from './datum.ts'
import { findGaussKrugerCrs, fromGaussKruger } from './gauss-kruger.ts'
import type { SourceCrs } from './import-options.ts'
import type { Position, Shape } from './shape.ts'
import { mapPositions, ringsOf } from './shape.ts'

/**
 * A shape carried to WGS-84. Shared corners stay shared, since equal positions give equal results; converted ones are cut to 1e-9° (0.1 mm).
 * @throws RangeError when survey metres lie in no zone with central meridian 120°
 */
export function toWgs84(shape: Shape, crs: SourceCrs): { shape: Shape; notes: string[] } {
  if (crs === 'WGS84' || crs === 'CGCS2000') return { shape, notes: [] }
  if (crs !== 'GK120') return { shape: mapPositions(shape, (at) => trim(convertDatum(at, crs, 'WGS84'))), notes: [] }
  const [first] = ringsOf(shape).flat()
  if (!first) return { shape, notes: [] }
  // Survey sheets list x, which is north, first; GIS files list east first. The false easting tells them apart.
  const [a, b] = first
  const eastFirst = findGaussKrugerCrs({ east: a, north: b })
  const projection = eastFirst ?? findGaussKrugerCrs({ east: b, north: a })
  if (!projection) throw new RangeError(`坐标（${a}, ${b}）不是中央经线 120° 的高斯–克吕格坐标：东坐标应在 500000 或 40500000 附近`)
  const move = ([x, y]: Position) => trim(fromGaussKruger(eastFirst ? { east: x, north: y } : { east: y, north: x }, projection))
  return { shape: mapPositions(shape, move), notes: eastFirst ? [] : ['坐标按“先北后东”读入'] }
}

function trim([lng, lat]: Position): Position {
  return [Number(lng.toFixed(9)), Number(lat.toFixed(9))]
}
