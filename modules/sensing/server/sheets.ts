import { stringify } from 'csv-stringify/sync'
import type { FastifyReply } from 'fastify'
import type { Call } from '#platform/server/module.ts'
import { type Label, labelSheet, renderPaper } from '#platform/server/pdf/index.ts'
import type { Actor } from '#core/org/contract.ts'
import type { exportDevices, printLabels } from '../device-endpoints.ts'
import type { exportReadings } from '../reading-endpoints.ts'
import { failSensing } from '../faults.ts'
import { deviceStateTitles, onlineTitles } from '../kind.ts'
import { fieldTitle, fieldUnit } from '../kinds/kinds.ts'
import { getDevice } from './device-detail.ts'
import { listDevices } from './device-list.ts'
import { checkSpan, listReadings } from './history.ts'

const labelsMost = 2400
const rowsMost = 100_000

const named = (reply: FastifyReply, name: string, extension: string): void =>
  void reply.header(
    'content-disposition',
    `attachment; filename="sensing.${extension}"; filename*=UTF-8''${encodeURIComponent(`${name}.${extension}`)}`,
  )

/** A text a spreadsheet would run as a formula gets an apostrophe before it. */
const safe = (value: string): string => (/^[=+\-@\t\r\n|%]/u.test(value) ? `'${value}` : value)
const time = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

async function* pagesOf(call: Call<typeof exportDevices | typeof printLabels, Actor>, most: number) {
  let after: string | undefined
  let given = 0
  do {
    const page = await listDevices(call.tx, call.actor, call.query, after, 200)
    yield page.rows
    given += page.rows.length
    after = page.next
  } while (after && given < most)
}

/** The filtered ledger as CSV, as it can be imported again. */
export async function exportLedger(call: Call<typeof exportDevices, Actor>): Promise<FastifyReply> {
  const { reply } = call
  named(reply, `设备台账-${time(call.now.getTime()).slice(0, 10)}`, 'csv')
  reply.type('text/csv; charset=utf-8')
  const head = ['设备编号', '种类', '名称', '部件编码', '经度', '纬度', '地址', '网格', '权属单位', '养护单位', '状态', '在线', '最近收到']
  let text = `\ufeff${stringify([head])}`
  for await (const rows of pagesOf(call, rowsMost))
    text += stringify(
      rows.map((row) =>
        [
          row.key,
          row.kindTitle,
          row.name,
          row.component ?? '',
          row.place ? String(row.place[0]) : '',
          row.place ? String(row.place[1]) : '',
          row.address,
          row.areaName,
          row.owner?.name ?? '',
          row.upkeep?.name ?? '',
          deviceStateTitles[row.state],
          onlineTitles[row.online],
          row.seenAt ? time(Date.parse(row.seenAt)) : '',
        ].map(safe),
      ),
    )
  return reply.send(text)
}

/** One device's readings as CSV. */
export async function exportOne(call: Call<typeof exportReadings, Actor>): Promise<FastifyReply> {
  const { tx, actor, params, query, reply } = call
  const device = await getDevice(tx, actor, params.id)
  checkSpan(query.from, query.to)
  const lines: { at: number; values: Readonly<Record<string, number>>; late: boolean; skewed: boolean }[] = []
  let after: string | undefined
  do {
    const page = await listReadings(tx, actor.town, device.id, { ...query, after, limit: 5000 })
    lines.push(...page.rows)
    after = page.next
  } while (after && lines.length < rowsMost)
  const fields = [...new Set(lines.flatMap((line) => Object.keys(line.values)))]
  named(reply, `${device.name}-读数`, 'csv')
  const head = ['时间', ...fields.map((field) => `${fieldTitle(device.kind, field)}(${fieldUnit(device.kind, field) || field})`), '备注']
  const body = lines.map((line) => [
    time(line.at),
    ...fields.map((field) => line.values[field] ?? ''),
    [line.late ? '迟到' : '', line.skewed ? '时钟超前' : ''].filter(Boolean).join(' '),
  ])
  return reply.type('text/csv; charset=utf-8').send(`\ufeff${stringify([head, ...body])}`)
}

/** Labels to stick on the things in the street, 24 a sheet: the code opens the device's page. */
export async function labels(call: Call<typeof printLabels, Actor>): Promise<FastifyReply> {
  const { reply, platform, now } = call
  const cards: Label[] = []
  const base = platform.config.publicUrl ?? ''
  for await (const rows of pagesOf(call, labelsMost + 1))
    for (const row of rows)
      cards.push({
        qr: `${base}/sensing/devices/${row.id}`,
        name: row.name,
        lines: [row.key, row.component ?? row.kindTitle, row.owner?.name ?? ''],
      })
  if (cards.length > labelsMost) throw failSensing('sensing.too-many-labels')
  const bytes = await renderPaper(labelSheet({ title: '设备标签', source: '四河平台 城市感知网', madeAt: now }, cards))
  named(reply, '设备标签', 'pdf')
  return reply.type('application/pdf').send(Buffer.from(bytes))
}
