import { stringify } from 'csv-stringify/sync'
import type { FastifyReply } from 'fastify'
import { audit } from '#platform/server/audit.ts'
import type { Call } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import type { exportIncidents } from '../endpoints.ts'
import { gradeTitles } from '../classes/class.ts'
import { type IncidentRow, channelTitles } from '../record.ts'
import { listIncidents } from './list.ts'

const most = 50_000
const batch = 200

const time = (value: Date | string | number | undefined): string =>
  value === undefined ? '' : new Date(new Date(value).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** The columns of the sheet, in reading order. No reporter: personal data leaves only by its own permission. */
const columns: readonly { title: string; width: number; of: (row: IncidentRow) => string | number }[] = [
  { title: '编号', width: 18, of: (r) => r.number },
  { title: '标题', width: 40, of: (r) => r.title },
  { title: '类别', width: 16, of: (r) => r.classTitle },
  { title: '等级', width: 8, of: (r) => gradeTitles[r.grade] },
  { title: '来源', width: 10, of: (r) => channelTitles[r.channel] },
  { title: '网格', width: 24, of: (r) => r.areaName },
  { title: '地址', width: 30, of: (r) => r.address },
  { title: '状态', width: 10, of: (r) => r.stepTitle },
  { title: '当前承办', width: 18, of: (r) => r.holder.unit?.name ?? r.holder.role?.title ?? '' },
  { title: '上报时间', width: 17, of: (r) => time(r.openedAt) },
  { title: '到期时间', width: 17, of: (r) => time(r.dueAt) },
  { title: '结案时间', width: 17, of: (r) => time(r.closedAt) },
  { title: '结果', width: 12, of: (r) => r.resultTitle ?? '' },
  { title: '退单', width: 6, of: (r) => r.returns },
  { title: '返工', width: 6, of: (r) => r.reworks },
  { title: '重开', width: 6, of: (r) => r.reopened },
]

/** A text that a spreadsheet would run as a formula gets an apostrophe before it (CSV injection). */
export const safeCell = (value: string | number): string | number =>
  typeof value === 'string' && /^[=+\-@\t\r\n|%]/.test(value) ? `'${value}` : value

async function* pages(call: Call<typeof exportIncidents, Actor>): AsyncGenerator<IncidentRow[]> {
  const { format: _format, sort, ...filter } = call.query
  let after: string | undefined
  let given = 0
  do {
    const page = await listIncidents(call.tx, call.platform, call.actor, { filter, sort, after, limit: batch })
    yield page.rows
    given += page.rows.length
    after = page.next
  } while (after && given < most)
}

/** Streams the filtered list as XLSX or CSV and leaves an audit row with the filter and the number of rows. */
export async function exportList(call: Call<typeof exportIncidents, Actor>): Promise<FastifyReply> {
  const { reply, query, actor, now } = call
  const name = encodeURIComponent(`事件清单-${time(now).replaceAll(/[ :]/g, '')}.${query.format}`)
  reply.header('content-disposition', `attachment; filename="incidents.${query.format}"; filename*=UTF-8''${name}`)
  let rows = 0
  const cells = (row: IncidentRow) => columns.map((c) => safeCell(c.of(row)))
  reply.hijack()
  const out = reply.raw
  for (const [key, value] of Object.entries(reply.getHeaders())) if (value !== undefined) out.setHeader(key, value)
  if (query.format === 'csv') {
    out.setHeader('content-type', 'text/csv; charset=utf-8')
    // The mark lets Excel read UTF-8.
    out.write('\ufeff' + stringify([columns.map((c) => c.title)]))
    for await (const page of pages(call)) {
      rows += page.length
      if (page.length) out.write(stringify(page.map(cells)))
    }
    out.end()
  } else {
    out.setHeader('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    const { default: exceljs } = await import('exceljs')
    const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: out })
    const sheet = book.addWorksheet('事件清单', { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.columns = columns.map((c) => ({ header: c.title, width: c.width }))
    for await (const page of pages(call)) {
      rows += page.length
      for (const row of page) sheet.addRow(cells(row)).commit()
    }
    sheet.commit()
    await book.commit()
  }
  await audit(call.tx, {
    town: actor.town,
    at: now,
    subject: actor.subject,
    post: actor.postTitle,
    kind: 'incident.list-exported',
    ip: call.from.ip,
    terminal: call.from.terminal,
    detail: { rows, filter: query },
  })
  return reply
}
