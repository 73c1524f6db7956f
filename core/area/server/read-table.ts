import { parse } from 'csv-parse/sync'
import type ExcelJS from 'exceljs'
import type { RawRow, RowsReading } from '../read-geojson.ts'

/** Far more than the areas of a county; a file beyond it is not what it says. */
const MAX_ROWS = 20_000

/** Rows of a CSV file in UTF-8 or GB 18030 (what Excel in China saves), by its header line. */
export function readCsvTable(bytes: Uint8Array): RowsReading {
  let table: string[][]
  try {
    table = parse(decodeText(bytes), { bom: true, relaxColumnCount: true, skipEmptyLines: true, maxRecordSize: 8_000_000 })
  } catch (error) {
    return { ok: false, reason: `不是合法的 CSV 文件：${error instanceof Error ? error.message.slice(0, 120) : ''}` }
  }
  return rowsOf(table)
}

/** Rows of the first sheet of an XLSX file, by its header line. Formulas give their last result. */
export async function readXlsxTable(bytes: Uint8Array): Promise<RowsReading> {
  const { default: Excel } = await import('exceljs')
  const book = new Excel.Workbook()
  try {
    const copy = new ArrayBuffer(bytes.byteLength)
    new Uint8Array(copy).set(bytes)
    await book.xlsx.load(copy)
  } catch {
    return { ok: false, reason: '不是合法的 XLSX 文件；若是旧的 .xls，请另存为 .xlsx' }
  }
  const sheet = book.worksheets[0]
  if (!sheet) return { ok: false, reason: '文件里没有工作表' }
  if (sheet.rowCount > MAX_ROWS) return tooMany(sheet.rowCount)
  const table: unknown[][] = []
  sheet.eachRow({ includeEmpty: true }, (row) => {
    const cells: unknown[] = []
    row.eachCell({ includeEmpty: true }, (cell, column) => (cells[column - 1] = plainValue(cell.value)))
    table.push(cells)
  })
  return rowsOf(table)
}

/** Text in UTF-8, else GB 18030. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function rowsOf(table: readonly (readonly unknown[])[]): RowsReading {
  const [header, ...body] = table
  if (!header || body.length === 0) return { ok: false, reason: '文件里没有数据行；第一行应为列名' }
  if (body.length > MAX_ROWS) return tooMany(body.length)
  const names = header.map((name) => String(name ?? '').trim())
  const rows = body.map((cells, i): RawRow => {
    const fields = names.flatMap((name, c): [string, unknown][] => (name === '' ? [] : [[name, cells[c] ?? '']]))
    return { place: `第 ${i + 2} 行`, fields: Object.fromEntries(fields) }
  })
  return { ok: true, rows: rows.filter((row) => Object.values(row.fields).some((value) => value !== '')) }
}

function plainValue(value: ExcelJS.CellValue): unknown {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object' || value instanceof Date) return value
  if ('richText' in value) return value.richText.map((piece) => piece.text).join('')
  if ('text' in value) return plainValue(value.text)
  if ('result' in value) return value.result ?? ''
  return ''
}

function tooMany(count: number): RowsReading {
  return { ok: false, reason: `共 ${count} 行，超过 ${MAX_ROWS} 行；请分成几个文件` }
}
