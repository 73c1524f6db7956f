import type { FastifyReply } from 'fastify'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { audit } from '#platform/server/audit.ts'
import { contentDisposition } from '#platform/server/files/names.ts'
import type { Call } from '#platform/server/module.ts'
import { type Paper, streamPaper } from '#platform/server/pdf/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { getTown, route } from '#core/org/server/index.ts'
import { getReadable } from '#core/case/server/index.ts'
import { failEnforcement } from '../../faults.ts'
import { listPapers, listTemplates, previewTemplate, readPaper, saveTemplate } from '../../papers/endpoints.ts'
import { dayWords } from '../../papers/of-case.ts'
import { fillPaper } from '../../papers/template.ts'
import { knownWords } from './facts.ts'
import { layPaper } from './layout.ts'
import { agencyOf, blocksOfPaper, makePapers, viewOfPaper } from './make.ts'
import { saveOwn, templatesAt } from './templates.ts'

/** One paper; that it was made, and with whose full name, is written down. */
async function sendPaper(call: Call<typeof readPaper, Actor>): Promise<AnswerOf<typeof readPaper> & FastifyReply> {
  const { tx, platform, actor, params, query, now, from, reply } = call
  const row = await getReadable(tx, platform, actor, params.id)
  const { papers, agency, fill } = await makePapers({ tx, platform, actor, row, now })
  const formed = papers.filter(({ template }) => template.code === params.code)
  const paper = (query.seq === undefined ? formed.at(-1) : formed.find(({ act }) => act.seq === query.seq)) ?? fill(params.code)
  if (!paper) throw failEnforcement('enforcement.paper-missing')
  const { name, demo } = await getTown(platform, actor.town)
  const file: Paper = {
    title: `${name} ${paper.template.title}`,
    mark: paper.number ?? row.number,
    source: `四河平台${demo ? '（演示镇，示例数据）' : ''}`,
    madeAt: now,
    sample: demo || paper.template.example,
    blocks: blocksOfPaper(paper, agency),
  }
  await audit(tx, {
    town: actor.town,
    at: now,
    subject: actor.subject,
    post: actor.postTitle,
    ip: from.ip,
    terminal: from.terminal,
    kind: 'enforcement.paper-made',
    object: `case:${row.id}`,
    detail: { code: params.code, seq: paper.act.seq },
  })
  return reply
    .type('application/pdf')
    .header('cache-control', 'no-store')
    .header('content-disposition', contentDisposition('inline', `${paper.template.title}-${row.number}.pdf`))
    .send(streamPaper(file))
}

async function sendPreview(call: Call<typeof previewTemplate, Actor>): Promise<AnswerOf<typeof previewTemplate> & FastifyReply> {
  const { tx, platform, actor, params, now, reply } = call
  const template = (await templatesAt(tx, actor.town, now)).find(({ code }) => code === params.code)
  if (!template) throw failEnforcement('enforcement.paper-missing')
  const agency = await agencyOf(tx, platform, actor.town)
  const { lines } = fillPaper(template.body, (word) => `{${word}}`)
  const file: Paper = {
    title: `${template.code} ${template.title}`,
    source: '文书模板打样',
    madeAt: now,
    sample: true,
    blocks: layPaper({ title: template.title, number: undefined, agency: agency.name, day: dayWords(now.toISOString()), lines }),
  }
  return reply
    .type('application/pdf')
    .header('cache-control', 'no-store')
    .header('content-disposition', contentDisposition('inline', `${template.title}-打样.pdf`))
    .send(streamPaper(file))
}

export const paperRoutes = [
  route(listPapers, async ({ tx, platform, actor, params, now }) => {
    const row = await getReadable(tx, platform, actor, params.id)
    return { rows: (await makePapers({ tx, platform, actor, row, now })).papers.map(viewOfPaper) }
  }),
  route(readPaper, sendPaper),
  route(listTemplates, async ({ tx, actor, now }) => ({ rows: await templatesAt(tx, actor.town, now), placeholders: [...knownWords] })),
  route(saveTemplate, ({ tx, actor, params, body, now }) => saveOwn(tx, actor, { code: params.code, ...body }, now)),
  route(previewTemplate, sendPreview),
]
