import { readFile, stat } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import type ExcelJS from 'exceljs'
import type { FileRow } from './read-rows.ts'

/** A workbook is read whole; above this a CSV file, which is streamed, is the way. */
const maxBytes = 60 * 1024 * 1024

/** A cell as text. Of a formula only its last result: nothing of a file is ever run. */
function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return ''
  // Excel's clock has no zone; exceljs gives its wall time as if it were UTC.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 19).replace('T', ' ')
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map((piece) => piece.text).join('')
  if ('text' in value) return textOf(value.text)
  if ('result' in value) return textOf(value.result)
  return ''
}

/** Rows of one sheet of an XLSX file, the header first. @throws Error in Chinese */
export async function* readWorkbook(path: string, sheet: string | undefined): AsyncGenerator<FileRow> {
  const { size } = await stat(path)
  if (size > maxBytes) throw new Error(`XLSX 文件超过 ${maxBytes / 1024 / 1024} MB，请另存为 CSV（UTF-8）再导入`)
  const { default: Excel } = await import('exceljs')
  const book = new Excel.Workbook()
  try {
    const bytes = await readFile(path)
    const copy = new ArrayBuffer(bytes.byteLength)
    new Uint8Array(copy).set(bytes)
    await book.xlsx.load(copy)
  } catch (error) {
    throw new Error('不是合法的 XLSX 文件，请用 Excel 重新保存后再导入', { cause: error })
  }
  const found = sheet === undefined ? book.worksheets[0] : book.getWorksheet(sheet)
  if (!found)
    throw new Error(sheet === undefined ? '文件里没有工作表' : `没有工作表“${sheet}”；有：${book.worksheets.map((s) => s.name).join('、')}`)
  let width = 0
  for (let line = 1; line <= found.rowCount; line++) {
    const row = found.getRow(line)
    const cells = Array.from({ length: Math.max(width, row.cellCount) }, (_, i) => textOf(row.getCell(i + 1).value))
    if (cells.every((cell) => cell === '')) continue
    if (width === 0) width = cells.length
    yield { line, cells, raw: stringify([cells]).trimEnd() }
  }
}
