import type { FastifyReply } from 'fastify'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { audit } from '#platform/server/audit.ts'
import { contentDisposition } from '#platform/server/files/names.ts'
import type { Call } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { getTown } from '#core/org/server/index.ts'
import type { readCasePackage } from '../../package.ts'
import { makeDossier } from '../case-file.ts'
import { getReadable } from '../read.ts'
import { writePackage } from './write.ts'

/** 案卷包: the whole case with its originals leaves the platform, so who, when and what for is written down first. */
export async function sendPackage(call: Call<typeof readCasePackage, Actor>): Promise<AnswerOf<typeof readCasePackage> & FastifyReply> {
  const { tx, platform, actor, params, query, now, from, reply } = call
  const row = await getReadable(tx, platform, actor, params.id)
  const { name, demo } = await getTown(platform, row.town)
  const dossier = await makeDossier({ tx, platform, actor, now }, row)
  await audit(tx, {
    town: actor.town,
    at: now,
    subject: actor.subject,
    post: actor.postTitle,
    ip: from.ip,
    terminal: from.terminal,
    kind: 'case.package-made',
    object: `case:${row.id}`,
    reason: query.reason,
    detail: { number: row.number, seq: row.seq },
  })
  const town = { code: row.town, name, demo }
  const stream = await writePackage(tx, platform, { row, town, madeAt: now, madeBy: actor.postTitle, reason: query.reason, dossier })
  return reply
    .type('application/zip')
    .header('cache-control', 'no-store')
    .header('content-disposition', contentDisposition('attachment', `案卷包-${row.number}.zip`))
    .send(stream)
}
