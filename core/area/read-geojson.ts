/** One row or feature of a file, before anything is made of it. */
export interface RawRow {
  /** Where in the file: 第3个要素, 第12行. */
  readonly place: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly geometry?: unknown
}

/** What a file holds, or why it cannot be read at all. */
export type RowsReading = { ok: true; rows: RawRow[]; crs?: string } | { ok: false; reason: string }

const geometryTypes = new Set(['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon', 'GeometryCollection'])

/**
 * Reads GeoJSON as towns send it: a FeatureCollection, a bare array of Features, one Feature, a GeometryCollection, one geometry. `crs` is
 * the old member of that name when there is one, since files from Chinese software still carry it.
 */
export function readGeoJson(text: string): RowsReading {
  let data: unknown
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { ok: false, reason: `不是合法的 JSON 文件：${error instanceof Error ? error.message.slice(0, 120) : ''}` }
  }
  const items = itemsOf(data)
  if (!items) return { ok: false, reason: '不是 GeoJSON：应为要素集合（FeatureCollection）、要素数组、单个要素或几何' }
  if (items.length === 0) return { ok: false, reason: '文件里没有要素' }
  const crs = crsOf(data)
  const rows = items.map((item, i) => rowOf(item, `第 ${i + 1} 个要素`))
  return crs === undefined ? { ok: true, rows } : { ok: true, rows, crs }
}

function itemsOf(data: unknown): unknown[] | undefined {
  if (Array.isArray(data)) return data
  if (!isRecord(data)) return undefined
  if (Array.isArray(data.features)) return data.features
  if (data.type === 'GeometryCollection' && Array.isArray(data.geometries)) return data.geometries
  return data.type === 'Feature' || (typeof data.type === 'string' && geometryTypes.has(data.type)) ? [data] : undefined
}

function rowOf(item: unknown, place: string): RawRow {
  if (!isRecord(item)) return { place, fields: {} }
  if (item.type !== 'Feature') return { place, fields: {}, geometry: item }
  const fields = isRecord(item.properties) ? item.properties : {}
  // A feature's id is a code when its properties name none.
  const id = typeof item.id === 'string' || typeof item.id === 'number' ? { id: item.id } : {}
  return { place, fields: { ...id, ...fields }, geometry: item.geometry }
}

function crsOf(data: unknown): string | undefined {
  if (!isRecord(data) || !isRecord(data.crs) || !isRecord(data.crs.properties)) return undefined
  const { name } = data.crs.properties
  return typeof name === 'string' ? name : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
