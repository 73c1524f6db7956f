import ExcelJS from 'exceljs'
import { stringify } from 'csv-stringify/sync'
import type { FastifyReply } from 'fastify'
import { contentDisposition } from '#platform/server/files/names.ts'
import type { Call } from '#platform/server/module.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import { unitNames } from '#core/org/server/index.ts'
import type { MatterVersion } from '../../matter.ts'
import type { exportMatters } from '../../matter-endpoints.ts'
import { pageOfMatters } from './catalogue.ts'
import { sheetColumns } from './sheet-columns.ts'

const most = 20_000

/** A text a spreadsheet would run as a formula gets an apostrophe before it. */
const safe = (value: string): string => (/^[=+\-@\t\r\n|%]/u.test(value) ? `'${value}` : value)

/** The filtered catalogue as it can be imported again, CSV or XLSX. */
export async function exportCatalogue({ tx, actor, query, now, reply }: Call<typeof exportMatters, Actor>): Promise<FastifyReply> {
  const today = dayOf(now)
  const { on = today, as, ...ask } = query
  const matters: MatterVersion[] = []
  let after: string | undefined
  do {
    const page = await pageOfMatters(tx, actor.town, on, { ...ask, after, limit: 500 })
    matters.push(...page.rows)
    after = page.next
  } while (after && matters.length < most)
  const names = await unitNames(tx, actor.town, [...new Set(matters.map(({ unitId }) => unitId))], on)
  const table = [
    sheetColumns.map(({ names: [title = ''] }) => title),
    ...matters.map((matter) => sheetColumns.map(({ text }) => safe(text(matter, names.get(matter.unitId) ?? '')))),
  ]
  reply.header('content-disposition', contentDisposition('attachment', `事项清单-${on}.${as}`))
  if (as === 'csv') return reply.type('text/csv; charset=utf-8').send(stringify(table, { bom: true, record_delimiter: 'windows' }))
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('事项清单', { views: [{ state: 'frozen', ySplit: 1 }] })
  for (const row of table) sheet.addRow(row)
  // Codes of 31 digits as numbers would lose their tails.
  sheet.columns.forEach((column) => (column.numFmt = '@'))
  sheet.getRow(1).font = { bold: true }
  return reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(Buffer.from(await book.xlsx.writeBuffer()))
}
