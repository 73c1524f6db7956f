import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { newId } from '#platform/contract/id.ts'
import type { previewAreas } from '../contract.ts'
import { importAreas, locatePoint, readAreas } from '../contract.ts'
import { exportGeoJson } from '../export-rows.ts'
import { area, at, box, polygon } from '../sample-town.ts'
import type { Area } from '../area.ts'
import { areaTown } from './test/area-town.ts'
import { writeCsv, writeXlsx } from './write-table.ts'

const town = await areaTown()
type Preview = z.infer<typeof previewAreas.reply>

const options = { crs: 'WGS84', validFrom: '2026-07-01' } as const

async function preview(file: string | Uint8Array, name: string, query: Record<string, string> = options) {
  const { status, body } = await town.upload('watch', `/areas/import/preview?${new URLSearchParams(query).toString()}`, file, name)
  return { status, body: body as Preview & { code: string; detail: string } }
}

const keep = (seen: Preview, more: object = {}) =>
  town.as('watch').call(importAreas, {
    body: { actionId: newId(), sha256: seen.sha256, stamp: seen.stamp, options, consent: 'all', ...more },
  })

const current = async (day: string, tier?: 'grid' | 'micro') =>
  (await town.as('worker').call(readAreas, { query: { at: day, ...(tier ? { tier } : {}) } })).areas

/** A town of 20 villages, 76 grids and 378 micro-grids in strips, beside the sample town: the sizes the seed files name. */
function wholeTown(): Area[] {
  const base = '320998100'
  const areas = [area({ code: base, tier: 'town', name: '大镇', geometry: box(10, 0, 30, 19), validFrom: '2026-07-01' })]
  let micros = 0
  for (let v = 0; v < 20; v++) {
    const village = `${base}${201 + v}`
    areas.push(
      area({
        code: village,
        tier: 'village',
        parent: base,
        name: `${v + 1}村`,
        geometry: box(10 + v, 0, 11 + v, 19),
        validFrom: '2026-07-01',
      }),
    )
    const grids = v < 16 ? 4 : 3
    for (let g = 0; g < grids; g++) {
      const [south, north] = [(g * 19) / grids, ((g + 1) * 19) / grids]
      const grid = `${village}00${g + 1}`
      areas.push(
        area({
          code: grid,
          tier: 'grid',
          parent: village,
          name: `${g + 1}格`,
          geometry: box(10 + v, south, 11 + v, north),
          validFrom: '2026-07-01',
        }),
      )
      const pieces = Math.min(5, 378 - micros)
      for (let m = 0; m < pieces; m++, micros++) {
        const low = south + ((north - south) * m) / pieces
        const high = south + ((north - south) * (m + 1)) / pieces
        areas.push(
          area({
            code: `${grid}00${m + 1}`,
            tier: 'micro',
            parent: grid,
            name: `微${m + 1}`,
            geometry: box(10 + v, low, 11 + v, high),
            validFrom: '2026-07-01',
          }),
        )
      }
    }
  }
  return areas
}

describe('row by row', () => {
  const crossed = polygon([
    [0, 2],
    [1, 2],
    [1, 3],
    [0.9999, 2.0001],
    [0, 3],
  ])
  const file = () =>
    JSON.stringify({
      type: 'FeatureCollection',
      features: [
        { properties: { 编码: '320999100203', 名称: '新村', 上级编码: '320999100' }, geometry: box(40, 0, 41, 1) },
        {
          properties: { 编码: '320999100204', 名称: '开口村' },
          geometry: { type: 'Polygon', coordinates: [box(42, 0, 43, 1).coordinates[0]!.slice(0, 4)] },
        },
        {
          properties: { 编码: '320999100205', 名称: '蝴蝶结村' },
          geometry: polygon([
            [44, 0],
            [45, 1],
            [45, 0],
            [44, 1],
          ]),
        },
        { properties: { 编码: '', 名称: '无码' }, geometry: crossed },
        { properties: { 编码: '320999100201', 名称: '旧村' }, geometry: null },
      ].map((feature) => ({ type: 'Feature', ...feature })),
    })

  test('says what is taken, what needs consent, what is refused and where', async () => {
    const { body } = await preview(file(), '村界.json')
    expect(body.drafts.map(({ verdict, effect }) => [verdict, effect])).toEqual([
      ['accepted', 'new'],
      ['repairable', 'new'],
      ['refused', undefined],
      ['refused', undefined],
      ['accepted', 'redraw'],
    ])
    expect(body.drafts[1]!.repair?.changes).toEqual(['1 个环补上首尾相接的一段'])
    expect(body.drafts[2]!.reasons[0]).toMatch(/位置：东经/)
    expect(body.drafts[3]!.reasons[0]).toContain('没有编码')
    expect(body.drafts[4]!.notes).toEqual(['没有边界，沿用现有边界'])
    // Villages far outside the town: the town is told before anything is written.
    expect(body.findings.some(({ kind }) => kind === 'outside-parent')).toBe(true)
  })

  test('keeps only what somebody consented to, and asks for a reason where the town would break', async () => {
    const { body } = await preview(file(), '村界.json')
    const send = { actionId: newId(), sha256: body.sha256, stamp: body.stamp, options, consent: [] }
    expect((await town.as('watch').refused(importAreas, { body: send })).code).toBe('area.new-errors')
    const done = await keep(body, { consent: [], accept: { reason: '镇界随后导入' } })
    expect(done).toMatchObject({ added: 1, redrawn: 1, leftOut: 3 })
    const codes = (await current('2026-07-01')).map(({ code }) => code)
    expect(codes).toContain('320999100203')
    expect(codes).not.toContain('320999100204')
  })

  test('a preview older than somebody’s change does not count', async () => {
    const { body } = await preview(file(), '村界.json')
    await keep(body, { consent: 'all', accept: { reason: '镇界随后导入' } })
    const late = { actionId: newId(), sha256: body.sha256, stamp: body.stamp, options, consent: 'all' as const }
    expect((await town.as('admin').refused(importAreas, { body: late })).code).toBe('platform.conflict')
  })

  test('another datum or mapping without sending the file again', async () => {
    const csv = '代号,叫法,形状\r\n320999100206,映射村,"POLYGON((121 30.9,121.01 30.9,121.01 30.91,121 30.91,121 30.9))"\r\n'
    const first = await preview(csv, '村.csv')
    expect(first.body.columns).toEqual(['代号', '叫法', '形状'])
    expect(first.body.drafts[0]).toMatchObject({ verdict: 'refused' })
    const fields = JSON.stringify({ code: '代号', name: '叫法', wkt: '形状' })
    const query = new URLSearchParams({ ...options, crs: 'GCJ02', fields, sha256: first.body.sha256 }).toString()
    const { body } = await town.as('watch').post(`/areas/import/preview?${query}`)
    const [draft] = (body as Preview).drafts
    expect(draft).toMatchObject({ verdict: 'accepted', code: '320999100206', name: '映射村' })
    // GCJ-02 is some 500 m off here: what was said to be GCJ-02 is moved, what was said to be WGS-84 is not.
    const west = draft!.area!.bbox[0]
    expect(Math.abs(west - 121)).toBeGreaterThan(0.003)
    expect(Math.abs(west - 121)).toBeLessThan(0.007)
  })

  test('a wrong datum is noticed where the ground cannot be meant', async () => {
    const metres = JSON.stringify({
      type: 'Feature',
      properties: { 编码: '320999100207', 名称: '米' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [40556000, 3420000],
            [40557000, 3420000],
            [40557000, 3421000],
            [40556000, 3420000],
          ],
        ],
      },
    })
    const asDegrees = await preview(metres, 'a.geojson')
    expect(asDegrees.body.drafts[0]).toMatchObject({ verdict: 'refused', reasons: [expect.stringContaining('高斯–克吕格')] })
    const asMetres = await preview(metres, 'a.geojson', { ...options, crs: 'GK120' })
    expect(asMetres.body.drafts[0]).toMatchObject({ verdict: 'accepted' })
  })
})

describe('hostile files', () => {
  const bomb = async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('a')
    for (let i = 0; i < 20_001; i++) sheet.addRow([`320999100${i}`, '村'])
    return new Uint8Array(await book.xlsx.writeBuffer())
  }
  test.each<[string, () => Promise<string | Uint8Array> | string | Uint8Array, RegExp]>([
    ['broken JSON', () => '{"type": "FeatureCollection", "features": [', /不是合法的 JSON/],
    ['JSON that is no GeoJSON', () => '{"a": 1}', /不是 GeoJSON/],
    ['a ZIP that is no workbook', () => Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3]), /不是合法的 XLSX/],
    ['a photo', () => Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]), /没有数据行|不是合法的 CSV/],
    ['nesting without end', () => '['.repeat(200_000), /不是合法的 JSON|文件读不出/],
    ['too many rows', bomb, /超过 20000 行/],
  ])(
    '%s',
    async (_, make, words) => {
      const { status, body } = await preview(await make(), '../../x.geojson')
      expect({ status, code: body.code, detail: body.detail }).toEqual({
        status: 422,
        code: 'area.file-unreadable',
        detail: expect.stringMatching(words),
      })
    },
    60_000,
  )

  test('an empty file, none at all, one too large', async () => {
    expect((await preview('', 'a.csv')).body.code).toBe('platform.file-empty')
    expect((await preview(new Uint8Array(20 * 1024 * 1024 + 1).fill(0x20), 'a.csv')).status).toBe(413)
    const none = await town.as('watch').post(`/areas/import/preview?crs=WGS84&validFrom=2026-07-01`)
    expect(none.body).toMatchObject({ code: 'platform.file-missing' })
    const unknown = await town.as('watch').post(`/areas/import/preview?crs=WGS84&validFrom=2026-07-01&sha256=${'0'.repeat(64)}`)
    expect(unknown.body).toMatchObject({ code: 'area.file-gone' })
  })

  test('names that run as formulas stay names', async () => {
    const odd = area({ code: '320999100209', tier: 'village', parent: '320999100', name: '=cmd|calc', geometry: box(50, 0, 51, 1) })
    const { body } = await preview(writeCsv([odd]), 'a.csv')
    expect(body.drafts[0]).toMatchObject({ verdict: 'accepted', name: '=cmd|calc' })
  })

  test('a file previewed is no file to download', async () => {
    const { body } = await preview('编码,名称\r\n1,2', 'a.csv')
    expect((await town.as('watch').get(`/files/${body.sha256}`)).status).toBe(404)
  })

  test('who may not manage', async () => {
    const { status } = await town.upload('worker', '/areas/import/preview?crs=WGS84&validFrom=2026-07-01', '{}', 'a.json')
    expect(status).toBe(403)
  })
})

const real = new URL('../../../../shared/data/geo/', import.meta.url)
describe.skipIf(!existsSync(real))('real polygons (skipped without ../shared)', () => {
  const read = (name: string) => {
    const bytes = readFileSync(new URL(name, real))
    return name.endsWith('.gz') ? gunzipSync(bytes) : bytes
  }
  test.each([
    [
      'kaohsiung_villages.geojson.gz',
      { tier: 'village', fields: JSON.stringify({ code: { field: 'VILLCODE', append: '0' }, name: 'VILLNAME' }) },
    ],
    [
      'amap_invalid_polygons.geojson.gz',
      { tier: 'town', fields: JSON.stringify({ code: { field: 'adcode', append: '100' }, name: 'name' }) },
    ],
    [
      'amap_320509.json',
      { crs: 'GCJ02', tier: 'town', fields: JSON.stringify({ code: { field: 'adcode', append: '100' }, name: 'name' }) },
    ],
  ])(
    '%s: each is accepted, repairable or refused with the reason',
    async (name, more) => {
      const { status, body } = await preview(read(name), name, { ...options, ...more })
      expect({ status, detail: body.detail }).toEqual({ status: 200, detail: undefined })
      const { accepted, repairable, refused } = body.counts
      expect(accepted + repairable + refused).toBe(body.drafts.length)
      for (const draft of body.drafts) {
        if (draft.verdict === 'accepted') expect(draft.area).toBeDefined()
        else expect(draft.reasons.join('').length).toBeGreaterThan(0)
        if (draft.verdict === 'repairable') expect(draft.repair!.changes.length).toBeGreaterThan(0)
      }
    },
    180_000,
  )
})

// Last: every later preview would be judged against a town twenty times as large.
describe('a whole town of 20 villages, 76 grids, 378 micro-grids', () => {
  test('comes in from one file in one go, and again without doubling', async () => {
    const areas = wholeTown()
    const count = (tier: string) => areas.filter((one) => one.tier === tier).length
    expect([count('village'), count('grid'), count('micro')]).toEqual([20, 76, 378])
    const seen = await preview(exportGeoJson(areas), 'a.geojson')
    expect(seen.body).toMatchObject({ format: 'geojson', counts: { accepted: 475, repairable: 0, refused: 0 }, findings: [] })
    const had = (await current('2026-07-01')).length
    expect(await keep(seen.body)).toMatchObject({ added: 475, redrawn: 0, same: 0, leftOut: 0 })
    expect(await current('2026-07-01', 'micro')).toHaveLength(386)
    expect(await current('2026-06-30', 'micro')).toHaveLength(8)
    const [lng, lat] = at(20.5, 3)
    const located = await town.as('worker').call(locatePoint, { query: { lng, lat, at: '2026-07-01' } })
    expect(located.micro?.code.startsWith(located.grid!.code)).toBe(true)

    const again = await preview(await writeXlsx(areas), 'a.xlsx')
    expect(again.body.drafts.every(({ effect }) => effect === 'same')).toBe(true)
    expect(await keep(again.body)).toMatchObject({ added: 0, same: 475 })
    expect(await current('2026-07-01')).toHaveLength(475 + had)
  }, 180_000)
})
