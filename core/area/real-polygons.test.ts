import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Area } from './area.ts'
import { checkAreas } from './check.ts'
import { checkRings, checkShape } from './check-shape.ts'
import { draftAreas } from './draft.ts'
import type { ImportOptions } from './import-options.ts'
import { buildLocator } from './locate.ts'
import { unite } from './overlay.ts'
import type { Draft } from './proposal.ts'
import type { RawRow } from './read-geojson.ts'
import { readGeoJson } from './read-geojson.ts'
import { readShape } from './read-shape.ts'
import { area } from './sample-town.ts'
import type { Ring, Shape } from './shape.ts'
import { bboxOf, partsOf, samePosition, shapeOf } from './shape.ts'
import { middleOf } from './surface.ts'
import { findTopologyFault } from './topology.ts'
import { parseWkt } from './wkt.ts'

const folder = new URL('../../../shared/data/geo/', import.meta.url)
const here = existsSync(folder)
const read = (name: string) => {
  const bytes = readFileSync(new URL(name, folder))
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}
const rowsOf = (name: string) => {
  const reading = readGeoJson(read(name))
  if (!reading.ok) throw new Error(reading.reason)
  return reading.rows
}

const options: ImportOptions = { crs: 'GCJ02', validFrom: '2026-01-01', fields: { code: 'code', name: 'name' } }

/** The rows under codes of invented towns: what the files hold are counties, provinces and villages with codes of their own. */
const renumber = (rows: RawRow[], name: string): RawRow[] =>
  rows.map((row, i) => ({ ...row, fields: { code: `320${901 + Math.floor(i / 500)}${100 + (i % 500)}`, name: row.fields[name] } }))

const tally = (drafts: Draft[]) =>
  Object.fromEntries([...Map.groupBy(drafts, (draft) => draft.verdict)].map(([verdict, list]) => [verdict, list.length]))

describe.skipIf(!here)('real boundaries (skipped without ../shared)', () => {
  it('114 invalid counties and provinces: each is repairable with consent, its ground unchanged to 0.01 %', () => {
    const drafts = draftAreas(renumber(rowsOf('amap_invalid_polygons.geojson.gz'), 'name'), options)
    expect(tally(drafts)).toEqual({ repairable: 114 })
    for (const { reasons, repair, area } of drafts) {
      expect(reasons[0]).toMatch(/位置：东经 [\d.]+°、北纬 [\d.]+°$/)
      expect(repair!.changes.length).toBeGreaterThan(0)
      expect(Math.abs(repair!.squareMetresAfter / repair!.squareMetresBefore - 1)).toBeLessThan(1e-4)
      expect(checkShape(area!.geometry)).toEqual([])
    }
  }, 120_000)

  it('gives the reason and the place that JTS gave for each of the 114', () => {
    const { features } = JSON.parse(read('amap_invalid_polygons.geojson.gz')) as {
      features: { properties: { jts_at: [number, number] }; geometry: unknown }[]
    }
    for (const { properties, geometry } of features) {
      const reading = readShape(geometry)
      const fault = reading.ok ? findTopologyFault(reading.shape) : undefined
      expect(fault?.at).toEqual(properties.jts_at.map((degree) => expect.closeTo(degree, 6)))
      expect(fault?.kind).toBe('self-intersection')
    }
  })

  it('accepts the districts of a real prefecture and lays them some hundred metres off AMap’s', () => {
    const rows = ['amap_320500.json', 'amap_320509.json', 'amap_320581.json', 'amap_320583.json'].flatMap(rowsOf)
    const drafts = draftAreas(rows, { ...options, fields: { code: { field: 'adcode', append: '100' }, name: 'name' } })
    // 320500 holds the other three again: the second of each pair is refused as a repeat.
    expect(tally(drafts)).toEqual({ accepted: 9, refused: 3 })
    expect(drafts.filter((draft) => draft.verdict === 'refused').map((draft) => draft.reasons[0])).toEqual([
      expect.stringContaining('重复'),
      expect.stringContaining('重复'),
      expect.stringContaining('重复'),
    ])
    const raw = readShape(rows[0]!.geometry)
    const moved = drafts[0]!.area!.bbox[0] - (raw.ok ? bboxOf(raw.shape)[0] : 0)
    expect(moved * 95_000).toBeLessThan(-300)
    expect(moved * 95_000).toBeGreaterThan(-600)
  })

  it('886 villages and 38 districts: one village needs repair', () => {
    const wgs84 = { ...options, crs: 'WGS84' } as const
    expect(tally(draftAreas(renumber(rowsOf('kaohsiung_districts.geojson.gz'), 'TOWNNAME'), wgs84))).toEqual({ accepted: 38 })
    const villages = draftAreas(renumber(rowsOf('kaohsiung_villages.geojson.gz'), 'VILLNAME'), wgs84)
    expect(tally(villages)).toEqual({ accepted: 885, repairable: 1 })
    expect(villages.find((draft) => draft.verdict === 'repairable')).toMatchObject({
      name: '光化里',
      reasons: [expect.stringContaining('边界自相交，位置：东经 120.28')],
    })
  })

  it('finds the 25 m² nobody drew and the 35 m² drawn twice over, and every village by a point in it', () => {
    const towns = new Set(['64000150', '64000350'])
    const areas = [...toAreas('kaohsiung_districts.geojson.gz', 'town'), ...toAreas('kaohsiung_villages.geojson.gz', 'village')].filter(
      (area) => towns.has(area.parent ?? area.code),
    )
    const found = checkAreas(areas, '2026-01-01').filter(({ kind }) => kind !== 'code' && kind !== 'orientation')
    expect(found.map(({ kind, codes, squareMetres }) => [kind, codes[0], Math.round(squareMetres ?? 0)])).toEqual([
      ['hole', '64000150', 25],
      ['outside-parent', '64000350001', 35],
    ])
    const locator = buildLocator(areas)
    for (const area of areas.filter(({ tier }) => tier === 'village')) {
      const { village, town } = locator.locate(middleOf(partsOf(area.geometry)[0]!), '2026-01-01')
      expect(town?.code).toBe(village?.code.slice(0, 8))
    }
  })

  it('agrees with JTS’s own answers about valid polygons', () => {
    const cases = [
      ...read('jts_testxml/TestValid.xml').matchAll(/<a>([^<]*)<\/a>\s*<test>\s*<op name="isValid"[^>]*>\s*(true|false)\s*<\/op>/g),
    ]
    const polygons = cases.filter(([, wkt]) => /POLYGON\s*\(/i.test(wkt!) && !wkt!.includes('EMPTY'))
    expect(polygons.length).toBeGreaterThan(20)
    for (const [, wkt, valid] of polygons) {
      const reading = readShape(parseQuietly(wkt!))
      const good =
        reading.ok && checkRings(reading.shape).every(({ severity }) => severity !== 'error') && !findTopologyFault(reading.shape)
      expect([wkt, String(good)]).toEqual([wkt, valid])
    }
  })

  it('reads all kinds of GeoJSON and refuses those that are no ground', () => {
    const names = readdirSync(new URL('geojson_fixtures/', folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.geojson'),
    )
    const drafts = names.flatMap((name) =>
      rowsOf(`geojson_fixtures/${name}`).map((row) => [name, row.geometry, readShape(row.geometry)] as const),
    )
    expect(drafts.length).toBeGreaterThanOrEqual(16)
    for (const [name, geometry, reading] of drafts) {
      const type = (geometry as { type: string }).type
      expect([name, reading.ok]).toEqual([name, type.endsWith('Polygon')])
    }
  })

  it('unites rings of lakes with hundreds of islands into valid ground', () => {
    for (const name of readdirSync(new URL('rings/', folder)).filter((name) => name.startsWith('water') || name === 'dude.json')) {
      const reading = readShape({ type: 'Polygon', coordinates: JSON.parse(read(`rings/${name}`)) as unknown })
      if (!reading.ok) throw new Error(name)
      const closed = mapRings(reading.shape)
      const united = shapeOf(unite([closed]))
      expect([name, united && findTopologyFault(united)]).toEqual([name, undefined])
    }
  })
})

function toAreas(name: string, tier: 'town' | 'village'): Area[] {
  return rowsOf(name).flatMap(({ fields, geometry }) => {
    const reading = readShape(geometry)
    if (!reading.ok) return []
    const code = String(tier === 'town' ? fields.TOWNCODE : fields.VILLCODE)
    return [area({ code, tier, name: code, geometry: reading.shape, ...(tier === 'village' ? { parent: String(fields.TOWNCODE) } : {}) })]
  })
}

function mapRings(shape: Shape): Shape {
  const close = (ring: Ring): Ring => (samePosition(ring[0], ring.at(-1)) ? ring : [...ring, ring[0]!])
  return shapeOf(partsOf(shape).map((part) => part.map(close))) ?? shape
}

function parseQuietly(wkt: string): unknown {
  try {
    return parseWkt(wkt)
  } catch {
    return undefined
  }
}
