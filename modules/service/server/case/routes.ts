import type { FastifyReply } from 'fastify'
import { dayOf } from '#core/org/contract.ts'
import { getTown, route, unitNames } from '#core/org/server/index.ts'
import { failCase } from '#core/case/contract.ts'
import { getReadable } from '#core/case/server/index.ts'
import { audit } from '#platform/server/audit.ts'
import { contentDisposition } from '#platform/server/files/names.ts'
import { renderPaper } from '#platform/server/pdf/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import {
  askKnown,
  countServiceCases,
  listServiceCases,
  openServiceCase,
  pickMatters,
  readPaper,
  readServiceCase,
  revealApplicant,
} from '../../case.ts'
import { checklist } from '../../case-material.ts'
import { failService } from '../../faults.ts'
import { PaperContent, PaperKind } from '../../paper.ts'
import { pageOfMatters } from '../matter/catalogue.ts'
import { digestCode, openApplicant } from './applicant.ts'
import { knownOf } from './known.ts'
import { countStages, findRow, listRows } from './list.ts'
import { paperBlocks } from './paper-blocks.ts'
import { readOne } from './read.ts'
import { demoSeal } from './seal-picture.ts'
import { take } from './take.ts'

/** A paper as PDF. The check code is printed only when the one who asks has it: the database knows no more than its digest. */
export async function paperPdf(tx: Tx, platform: Platform, town: string, id: string, now: Date, code: string | undefined) {
  const [paper] = await tx.query<{ case_id: string; kind: string; number: string; content: unknown }>(
    `select case_id, kind, number, content from service.paper where town = $1 and id = $2`,
    [town, id],
  )
  const row = paper && (await findRow(tx, town, paper.case_id))
  if (!paper || !row) throw failService('service.paper-missing')
  const { name, demo } = await getTown(platform, town)
  const kind = PaperKind.parse(paper.kind)
  const [proof] = code
    ? await tx.query(`select 1 as ok from service.office_case where town = $1 and case_id = $2 and code_digest = $3`, [
        town,
        paper.case_id,
        digestCode(platform, row.number, code),
      ])
    : []
  const bytes = await renderPaper({
    title: `${name} ${paper.number}`,
    mark: row.number,
    source: `四河平台${demo ? '（演示镇，示例数据）' : ''}`,
    madeAt: now,
    sample: demo,
    blocks: paperBlocks({
      kind,
      number: paper.number,
      caseNumber: row.number,
      town: name,
      applicant: openApplicant(platform, paper.case_id, row.sealed),
      content: PaperContent.parse(paper.content),
      ...(proof && code ? { code: code.toUpperCase() } : {}),
      ...(demo ? { seal: await demoSeal() } : {}),
    }),
  })
  return { caseId: paper.case_id, number: paper.number, bytes }
}

export const sendPdf = (reply: FastifyReply, name: string, bytes: Uint8Array) =>
  reply
    .type('application/pdf')
    .header('cache-control', 'no-store')
    .header('content-disposition', contentDisposition('inline', `${name}.pdf`))
    .send(Buffer.from(bytes))

export const caseRoutesOfService = [
  route(openServiceCase, ({ tx, platform, actor, body, now, from }) =>
    take(tx, platform, { draft: body, actor, now, terminal: from.terminal }),
  ),
  route(listServiceCases, ({ tx, platform, actor, query, now }) => listRows(tx, platform, actor, query, now)),
  route(countServiceCases, ({ tx, actor, now }) => countStages(tx, actor, now)),
  route(readServiceCase, ({ tx, platform, actor, params, now }) => readOne(tx, platform, actor, params.id, now)),
  route(revealApplicant, async ({ tx, platform, actor, params, body, now, from }) => {
    await getReadable(tx, platform, actor, params.id)
    const row = await findRow(tx, actor.town, params.id)
    if (!row) throw failCase('case.not-found')
    await audit(tx, {
      town: actor.town,
      at: now,
      subject: actor.subject,
      post: actor.postTitle,
      kind: 'service.applicant-revealed',
      object: `case:${params.id}`,
      reason: body.reason,
      ip: from.ip,
      terminal: from.terminal,
    })
    return openApplicant(platform, params.id, row.sealed)
  }),
  route(askKnown, ({ tx, platform, actor, body, now, from }) => knownOf(tx, platform, actor, body, now, from)),
  route(pickMatters, async ({ tx, actor, query, now }) => {
    const day = dayOf(now)
    const village = !actor.roles.some((role) => role !== 'village')
    const { rows } = await pageOfMatters(tx, actor.town, day, {
      ...(query.q ? { q: query.q } : {}),
      ...(village ? { level: 'village' as const } : {}),
      limit: 20,
    })
    const units = await unitNames(tx, actor.town, [...new Set(rows.map(({ unitId }) => unitId))], day)
    return {
      rows: rows.map((matter) => ({
        code: matter.code,
        name: matter.name,
        from: matter.from,
        unit: units.get(matter.unitId) ?? '',
        domain: matter.domain,
        level: matter.level,
        handling: matter.handling,
        promised: matter.promised,
        statutory: matter.statutory,
        soleOfficer: matter.soleOfficer,
        applicants: matter.applicants,
        form: matter.form,
        materials: checklist(matter, new Map()),
        ...(matter.exclusiveBy ? { exclusiveBy: matter.exclusiveBy } : {}),
        example: matter.example,
      })),
    }
  }),
  route(readPaper, async ({ tx, platform, actor, params, query, now, from, reply }) => {
    const { caseId, number, bytes } = await paperPdf(tx, platform, actor.town, params.id, now, query.code)
    await getReadable(tx, platform, actor, caseId)
    await audit(tx, {
      town: actor.town,
      at: now,
      subject: actor.subject,
      post: actor.postTitle,
      ip: from.ip,
      terminal: from.terminal,
      kind: 'service.paper-made',
      object: `case:${caseId}`,
      detail: { number },
    })
    return sendPdf(reply, number, bytes)
  }),
]
