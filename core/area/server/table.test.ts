import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { agreedAreas, draftAreas } from '../draft.ts'
import { exportGeoJson } from '../export-rows.ts'
import { readGeoJson } from '../read-geojson.ts'
import { area, at, sampleTown } from '../sample-town.ts'
import type { Position } from '../shape.ts'
import { readCsvTable, readXlsxTable } from './read-table.ts'
import { writeCsv, writeXlsx } from './write-table.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const plain = (areas: ReturnType<typeof sampleTown>) => areas.map(({ id: _, ...rest }) => rest)
const options = { crs: 'WGS84', validFrom: '2026-01-01' } as const

describe('what is written is read back the same', () => {
  const town = sampleTown()
  it('CSV', () => {
    const reading = readCsvTable(bytes(writeCsv(town)))
    expect(reading.ok && agreedAreas(draftAreas(reading.rows, options), new Set())).toEqual(plain(town))
  })
  it('XLSX, also with a boundary longer than a cell', async () => {
    const round = area({ code: '320999100203', tier: 'village', parent: '320999100', name: '示例圆村', geometry: circle(4000) })
    const reading = await readXlsxTable(await writeXlsx([...town, round]))
    expect(reading.ok && agreedAreas(draftAreas(reading.rows, options), new Set())).toEqual(plain([...town, round]))
  })
  it('GeoJSON', () => {
    const reading = readGeoJson(exportGeoJson(town))
    expect(reading.ok && agreedAreas(draftAreas(reading.rows, options), new Set())).toEqual(plain(town))
  })
  it('GeoJSON in GCJ-02, to a tenth of a millimetre', () => {
    const reading = readGeoJson(exportGeoJson(town, 'GCJ02'))
    const [back] = reading.ok ? agreedAreas(draftAreas(reading.rows, { ...options, crs: 'GCJ02' }), new Set()) : []
    expect(back!.bbox).toEqual(town[0]!.bbox.map((degree) => expect.closeTo(degree, 9)))
    expect(exportGeoJson(town, 'GCJ02')).not.toContain('120.62,')
  })
})

describe('CSV', () => {
  it('cannot run a formula, and gives the name back as it was', () => {
    const names = ['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '＝1', '平安,"村"\n一组']
    const areas = names.map((name, i) => area({ code: `32099910020${i + 1}`, tier: 'village', parent: '320999100', name }))
    const csv = writeCsv(areas)
    expect(csv).toContain("'=1+1")
    expect(csv).not.toMatch(/(^|,|")[=+@＝]/m)
    const reading = readCsvTable(bytes(csv))
    expect(reading.ok && reading.rows.map((row) => draftAreas([row], options)[0]!.name)).toEqual(names)
  })
  it('reads what Excel in China saves', () => {
    // 编码,名称 in GB 18030.
    const gb = Uint8Array.from([0xb1, 0xe0, 0xc2, 0xeb, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x0d, 0x0a, 0x31, 0x2c, 0xb4, 0xe5])
    expect(readCsvTable(gb)).toEqual({ ok: true, rows: [{ place: '第 2 行', fields: { 编码: '1', 名称: '村' } }] })
  })
  it.each([
    ['', '没有数据行'],
    ['编码,名称', '没有数据行'],
    ['编码\n"1', '不是合法的 CSV'],
  ])('refuses %j', (text, words) => expect(readCsvTable(bytes(text))).toEqual({ ok: false, reason: expect.stringContaining(words) }))
})

describe('XLSX', () => {
  it('writes codes as text, so that no digit is lost', async () => {
    const book = new ExcelJS.Workbook()
    const file = await writeXlsx(sampleTown())
    await book.xlsx.load(file.slice().buffer)
    expect(book.worksheets[0]!.getCell('A4').value).toBe('320999100201001000')
  })
  it('reads rich text, links, dates and the results of formulas', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('a')
    sheet.addRow(['编码', '名称', '生效日期', '备注'])
    sheet.addRow([
      { richText: [{ text: '3209' }, { text: '99100' }] },
      { text: '村', hyperlink: 'http://x' },
      new Date('2026-07-01'),
      { formula: '1+1', result: 2 },
    ])
    expect(await readXlsxTable(new Uint8Array(await book.xlsx.writeBuffer()))).toEqual({
      ok: true,
      rows: [{ place: '第 2 行', fields: { 编码: '320999100', 名称: '村', 生效日期: new Date('2026-07-01'), 备注: 2 } }],
    })
  })
  it('refuses what is no workbook', async () => {
    expect(await readXlsxTable(bytes('编码,名称'))).toEqual({ ok: false, reason: expect.stringContaining('不是合法的 XLSX') })
  })
})

function circle(corners: number): { type: 'Polygon'; coordinates: Position[][] } {
  const ring = Array.from({ length: corners }, (_, i): Position =>
    at(5 + Math.cos((i * 2 * Math.PI) / corners), 5 + Math.sin((i * 2 * Math.PI) / corners)),
  )
  return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] }
}
