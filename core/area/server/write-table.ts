import { stringify } from 'csv-stringify/sync'
import type { Area } from '../area.ts'
import type { Datum } from '../datum.ts'
import { exportTable } from '../export-rows.ts'
import { guardCell } from '../safe-cell.ts'

/** CSV in UTF-8 with a byte-order mark, so that Excel shows Chinese; no cell can run as a formula. */
export function writeCsv(areas: readonly Area[], datum: Datum = 'WGS84'): string {
  return stringify(
    exportTable(areas, datum).map((row) => row.map(guardCell)),
    { bom: true, record_delimiter: 'windows' },
  )
}

/** XLSX with every cell as text: an 18-digit code as a number would lose its last digits. */
export async function writeXlsx(areas: readonly Area[], datum: Datum = 'WGS84'): Promise<Uint8Array> {
  const { default: Excel } = await import('exceljs')
  const book = new Excel.Workbook()
  const sheet = book.addWorksheet('区域', { views: [{ state: 'frozen', ySplit: 1 }] })
  for (const row of exportTable(areas, datum)) sheet.addRow(row)
  for (const [i, width] of [22, 20, 14, 22, 8, 12, 12, 14].entries()) sheet.getColumn(i + 1).width = width
  sheet.columns.forEach((column) => (column.numFmt = '@'))
  sheet.getRow(1).font = { bold: true }
  return new Uint8Array(await book.xlsx.writeBuffer())
}
