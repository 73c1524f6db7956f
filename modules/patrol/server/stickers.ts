import type { FastifyReply } from 'fastify'
import type { Actor } from '#core/org/contract.ts'
import { contentDisposition } from '#platform/server/files/names.ts'
import type { Call } from '#platform/server/module.ts'
import { type Label, labelSheet, renderPaper } from '#platform/server/pdf/index.ts'
import { failPatrol } from '../faults.ts'
import { codeAddress, type printStickers } from '../object.ts'
import { listObjectRows } from './objects.ts'

/** A hundred sheets. */
const MOST = 2400

/**
 * Stickers for the objects a list shows: premises, households, parts of the street. Scanning one opens its page with the list of the day.
 * @throws Fault patrol.too-many-stickers
 */
export async function stickers({ tx, actor, query, platform, now, reply }: Call<typeof printStickers, Actor>): Promise<FastifyReply> {
  const labels: Label[] = []
  let after: string | undefined
  do {
    const page = await listObjectRows(tx, actor, { ...query, after, limit: 200 }, now)
    for (const { code, name, kind, address, areaName } of page.rows)
      labels.push({ qr: codeAddress(code, platform.config.publicUrl), name, lines: [code, `${kind} ${areaName}`.trim(), address] })
    if (labels.length > MOST) throw failPatrol('patrol.too-many-stickers')
    after = page.next
  } while (after)
  const bytes = await renderPaper(labelSheet({ title: '巡查对象标签', source: '四河平台 巡查走访', madeAt: now }, labels))
  void reply.header('content-disposition', contentDisposition('attachment', '巡查对象标签.pdf'))
  return reply.type('application/pdf').send(Buffer.from(bytes))
}
