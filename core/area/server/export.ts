import type { FastifyReply } from 'fastify'
import type { Actor } from '#core/org/contract.ts'
import { audit } from '#platform/server/audit.ts'
import { contentDisposition } from '#platform/server/files/names.ts'
import type { Call } from '#platform/server/module.ts'
import type { Area } from '../area.ts'
import { dayAt, isValidOn, tierWords } from '../area.ts'
import type { exportAreas } from '../boundary-endpoints.ts'
import { exportGeoJson } from '../export-rows.ts'
import type { AreaFormat } from '../import-format.ts'
import { listAreas } from './store.ts'
import { writeCsv, writeXlsx } from './write-table.ts'

const mimes: Readonly<Record<AreaFormat, string>> = {
  geojson: 'application/geo+json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Sends the boundaries of a day as a file; who took them out is written down. */
export async function sendExport(call: Call<typeof exportAreas, Actor>): Promise<FastifyReply> {
  const { platform, actor, query, now, from, reply } = call
  const { format, tier, datum } = query
  const at = query.at ?? dayAt(now)
  const areas = (await listAreas(platform.db.read, actor.town)).filter((area) => isValidOn(area, at) && (!tier || area.tier === tier))
  const body = await write(areas, query)
  await audit(platform.db.read, {
    town: actor.town,
    at: now,
    subject: actor.subject,
    post: actor.postTitle,
    ip: from.ip,
    terminal: from.terminal,
    kind: 'area.areas-exported',
    object: `area:${actor.town}`,
    detail: { format, tier, at, datum, count: areas.length },
  })
  const what = tier ? tierWords[tier] : '全部层级'
  const mark = datum === 'WGS84' ? '' : `-${datum}`
  return reply
    .type(mimes[format])
    .header('content-disposition', contentDisposition('attachment', `网格边界-${what}-${at}${mark}.${format}`))
    .send(body)
}

async function write(areas: readonly Area[], { format, datum }: Call<typeof exportAreas>['query']): Promise<string | Buffer> {
  if (format === 'geojson') return exportGeoJson(areas, datum)
  return format === 'csv' ? writeCsv(areas, datum) : Buffer.from(await writeXlsx(areas, datum))
}
