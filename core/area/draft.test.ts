import { describe, expect, it } from 'vitest'
import { wgs84ToGcj02 } from './datum.ts'
import { agreedAreas, draftAreas } from './draft.ts'
import { toGaussKruger } from './gauss-kruger.ts'
import type { ImportOptions } from './import-options.ts'
import type { RawRow } from './read-geojson.ts'
import { readGeoJson } from './read-geojson.ts'
import { box, polygon, sampleTown } from './sample-town.ts'
import type { Position } from './shape.ts'
import { mapPositions, ringsOf } from './shape.ts'
import { formatWkt } from './wkt.ts'

const options: ImportOptions = { crs: 'WGS84', validFrom: '2026-07-01' }
const CODE = '320999100201003'
const row = (fields: Record<string, unknown>, geometry: unknown = box(0, 0, 1, 1)): RawRow => ({
  place: '第 2 行',
  fields: { 编码: CODE, 名称: '第三网格', ...fields },
  geometry,
})
const one = (given: RawRow, more: Partial<ImportOptions> = {}, existing = sampleTown()) =>
  draftAreas([given], { ...options, ...more }, existing)[0]!

describe('draftAreas', () => {
  it('accepts a good row and fills in what its code tells', () => {
    expect(one(row({}))).toEqual({
      place: '第 2 行',
      verdict: 'accepted',
      code: CODE,
      name: '第三网格',
      reasons: [],
      notes: [],
      area: {
        code: CODE,
        name: '第三网格',
        tier: 'grid',
        parent: '320999100201',
        overlay: false,
        validFrom: '2026-07-01',
        geometry: box(0, 0, 1, 1),
        bbox: [120.6, 30.9, 120.61, 30.91],
      },
    })
  })

  it('keeps official codes in their short form and reads every column', () => {
    const fields = {
      编码: `${CODE}001`,
      层级: '微网格',
      上级编码: `${CODE}000`,
      生效日期: '2026/8/1',
      失效日期: '2027年1月1日',
      叠加: '否',
    }
    expect(one(row(fields)).area).toMatchObject({
      tier: 'micro',
      code: `${CODE}001`,
      parent: CODE,
      validFrom: '2026-08-01',
      validTo: '2027-01-01',
      overlay: false,
    })
  })

  it.each<[Record<string, unknown>, string]>([
    [{ 编码: '' }, '没有编码'],
    [{ 名称: ' ' }, '没有名称'],
    [{ 编码: '3205' }, '看不出层级'],
    [{ 层级: '大网格' }, '不认识的层级“大网格”'],
    [{ 层级: '微网格' }, '应为18位'],
    [{ 编码: 320999100201003000 }, '科学计数'],
    [{ 编码: '3.20999E+17' }, '科学计数'],
    [{ 生效日期: '去年' }, '生效日期“去年”应写成'],
    [{ 生效日期: '2026-02-30' }, '应写成 2026-07-01 的样子'],
    [{ 失效日期: '2026-07-01' }, '应晚于生效日期'],
    [{ 叠加: '也许' }, '应填是或否'],
    [{ 上级编码: '平安村' }, '不是镇、村或网格的编码'],
  ])('refuses %j: %s', (fields, words) => {
    const draft = one(row(fields))
    expect(draft.verdict).toBe('refused')
    expect(draft.reasons[0]).toContain(words)
    expect(draft.area).toBeUndefined()
  })

  it.each<[unknown, string]>([
    [{ type: 'Point', coordinates: [120.6, 30.9] }, '边界的类型是“Point”'],
    [{ type: 'Polygon', coordinates: [[[120.6, '30.9']]] }, '第 1 个环第 1 个点不是一对数字'],
    [{ type: 'Polygon', coordinates: [] }, '边界是空的'],
    [{ type: 'Polygon', coordinates: 7 }, '坐标不是数组'],
    [{ type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }] }, '几何集合里没有面'],
    [7, '没有边界'],
    [
      polygon([
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
      ]),
      '无法判断原意',
    ],
  ])('refuses the boundary %j: %s', (geometry, words) => {
    expect(one(row({}, geometry))).toMatchObject({ verdict: 'refused', reasons: [expect.stringContaining(words)] })
  })

  it('takes the polygons of a collection and drops heights, and says so', () => {
    const high = mapPositions(box(0, 0, 1, 1), ([x, y]) => [x, y])
    const geometry = {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Point', coordinates: [1, 2] },
        { ...high, coordinates: high.coordinates.map((ring) => (ring as Position[]).map((p) => [...p, 3.5])) },
      ],
    }
    expect(one(row({}, geometry))).toMatchObject({
      verdict: 'accepted',
      notes: ['几何集合里的 1 个点或线未采用', '高程未采用'],
      area: { geometry: box(0, 0, 1, 1) },
    })
  })

  it('asks for consent before a repair, and keeps nothing without it', () => {
    const open = { type: 'Polygon', coordinates: [box(0, 0, 1, 1).coordinates[0]!.slice(0, 4)] }
    const draft = one(row({}, open))
    expect(draft).toMatchObject({
      verdict: 'repairable',
      reasons: [expect.stringContaining('首尾不相接')],
      repair: { changes: ['1 个环补上首尾相接的一段'] },
    })
    expect(agreedAreas([draft], new Set())).toEqual([])
    expect(agreedAreas([draft], new Set(['第 2 行']))).toMatchObject([{ code: CODE, geometry: box(0, 0, 1, 1) }])
    expect(agreedAreas([draft], 'all')).toHaveLength(1)
  })

  it('refuses the second of two rows with one code', () => {
    const [first, second] = draftAreas([row({}), { ...row({}), place: '第 3 行' }], options)
    expect(first!.verdict).toBe('accepted')
    expect(second).toMatchObject({ verdict: 'refused', reasons: [`编码 ${CODE} 与第 2 行重复`] })
  })

  it('brings GCJ-02 and survey metres to WGS-84', () => {
    const near = (geometry: unknown, crs: ImportOptions['crs']) => ringsOf(one(row({}, geometry), { crs }).area!.geometry).flat()
    const expected = ringsOf(box(0, 0, 1, 1))
      .flat()
      .map(([x, y]) => [expect.closeTo(x, 7), expect.closeTo(y, 7)])
    expect(near(mapPositions(box(0, 0, 1, 1), wgs84ToGcj02), 'GCJ02')).toEqual(expected)
    const survey = mapPositions(box(0, 0, 1, 1), (p) => [toGaussKruger(p, 'EPSG:4528').east, toGaussKruger(p, 'EPSG:4528').north])
    expect(near(survey, 'GK120')).toEqual(expected)
    const northFirst = mapPositions(box(0, 0, 1, 1), (p) => [toGaussKruger(p).north, toGaussKruger(p).east])
    expect(near(northFirst, 'GK120')).toEqual(expected)
    expect(one(row({}, northFirst), { crs: 'GK120' }).notes).toContain('坐标按“先北后东”读入')
    expect(one(row({}), { crs: 'GK120' }).reasons[0]).toContain('不是中央经线 120° 的高斯–克吕格坐标')
    expect(one(row({}, survey)).reasons[0]).toContain('请在导入时选择')
  })

  it('reads WKT, a list of member codes, or leaves the boundary as it is; kept boundaries are not moved twice', () => {
    const fields = (more: Record<string, unknown>): RawRow => ({ place: '第 2 行', fields: { 编码: CODE, 名称: '新', ...more } })
    expect(one(fields({ 边界: formatWkt(box(0, 0, 1, 1)) })).area?.geometry).toEqual(box(0, 0, 1, 1))
    expect(one(fields({ 边界: 'POLYGON ((1 2' })).reasons[0]).toContain('WKT 第 14 个字符处')
    const joined = one(fields({ 组成编码: '320999100201001000、320999100201002' }), { crs: 'GCJ02' })
    expect(joined).toMatchObject({ verdict: 'accepted', notes: ['边界由 2 个区域合成'], area: { bbox: [120.6, 30.9, 120.62, 30.92] } })
    expect(one(fields({ 组成编码: '320999100201001,320999100201044' })).reasons[0]).toContain('320999100201044 当天没有对应的区域')
    expect(one(fields({ 编码: '320999100201001' }))).toMatchObject({ verdict: 'accepted', notes: ['没有边界，沿用现有边界'] })
    expect(one(fields({})).reasons[0]).toContain('没有边界；请给出 WKT 或组成编码')
  })

  it('takes columns by a mapping of the town’s own', () => {
    const draft = one(
      { place: '第 1 个要素', fields: { ADM: '320999', XM: '示例镇' }, geometry: box(0, 0, 1, 1) },
      { fields: { code: { field: 'ADM', append: '100' }, name: 'XM' } },
    )
    expect(draft.area).toMatchObject({ code: '320999100', tier: 'town', name: '示例镇' })
  })
})

describe('readGeoJson', () => {
  const feature = { type: 'Feature', id: 7, properties: { name: 'a' }, geometry: box(0, 0, 1, 1) }
  it.each([
    ['a FeatureCollection', { type: 'FeatureCollection', features: [feature] }],
    ['a bare array', [feature]],
    ['one Feature', feature],
  ])('reads %s', (_, data) => {
    expect(readGeoJson(JSON.stringify(data))).toEqual({
      ok: true,
      rows: [{ place: '第 1 个要素', fields: { id: 7, name: 'a' }, geometry: box(0, 0, 1, 1) }],
    })
  })
  it('reads a bare geometry, a collection of them, and names an old crs member', () => {
    expect(readGeoJson(JSON.stringify(box(0, 0, 1, 1)))).toMatchObject({ rows: [{ fields: {}, geometry: { type: 'Polygon' } }] })
    expect(readGeoJson(JSON.stringify({ type: 'GeometryCollection', geometries: [box(0, 0, 1, 1), box(1, 0, 2, 1)] }))).toMatchObject({
      rows: [{}, { place: '第 2 个要素' }],
    })
    expect(readGeoJson(`\uFEFF${JSON.stringify({ features: [feature], crs: { properties: { name: 'EPSG:4490' } } })}`)).toMatchObject({
      crs: 'EPSG:4490',
    })
  })
  it.each([
    ['{', '不是合法的 JSON'],
    ['7', '不是 GeoJSON'],
    ['{"type":"Topology"}', '不是 GeoJSON'],
    ['[]', '没有要素'],
  ])('refuses %s', (text, words) => expect(readGeoJson(text)).toEqual({ ok: false, reason: expect.stringContaining(words) }))
  it('rows that are no objects are refused one by one', () => {
    const reading = readGeoJson('[7, null]')
    expect(reading.ok && draftAreas(reading.rows, options).map((draft) => draft.verdict)).toEqual(['refused', 'refused'])
  })
})
