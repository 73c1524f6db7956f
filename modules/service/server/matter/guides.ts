import type { FastifyReply } from 'fastify'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import type { Tx } from '#platform/server/database.ts'
import { contentDisposition } from '#platform/server/files/names.ts'
import type { Call } from '#platform/server/module.ts'
import { type Block, type Paper, renderPaper } from '#platform/server/pdf/index.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import { getTown, unitNames } from '#core/org/server/index.ts'
import { durationWords, guideOf } from '../../guide.ts'
import type { Guide, guidePaper, publicMatters } from '../../guide-endpoints.ts'
import { waysOf, wayTitles } from '../../ways.ts'
import { conditionOf, pageOfMatters } from './catalogue.ts'
import { getMatter } from './versions.ts'

/** @throws Fault service.matter-missing */
export async function getGuide(tx: Tx, town: string, code: string, day: string): Promise<Guide> {
  const matter = await getMatter(tx, town, code, day)
  const names = await unitNames(tx, town, [matter.unitId], day)
  return guideOf(matter, names.get(matter.unitId) ?? '')
}

/** The residents' catalogue with how many there are of each kind. */
export async function publicCatalogue({
  tx,
  actor,
  query,
  now,
}: Call<typeof publicMatters, Actor>): Promise<AnswerOf<typeof publicMatters>> {
  const day = dayOf(now)
  const { rows, ...next } = await pageOfMatters(tx, actor.town, day, query)
  const values: unknown[] = [actor.town]
  const where = conditionOf({ ...(query.q ? { q: query.q } : {}), ...(query.way ? { way: query.way } : {}) }, day, values)
  const domains = await tx.query<{ name: string; total: number }>(
    `select m.domain as name, count(*)::int as total from service.matter m where ${where} group by m.domain order by total desc, name`,
    values,
  )
  return {
    rows: rows.map((matter) => ({
      code: matter.code,
      name: matter.name,
      domain: matter.domain,
      tags: waysOf(matter).map((way) => wayTitles[way]),
      duration: durationWords(matter),
      example: matter.example,
    })),
    ...next,
    domains,
  }
}

/** The guide as a paper a clerk hands over the counter. */
export function paperOf(guide: Guide, { town, now, address }: { town: string; now: Date; address?: string | undefined }): Paper {
  const blocks: Block[] = [
    { kind: 'title', above: `${town}政务服务`, text: guide.name, below: '办事指南' },
    {
      kind: 'facts',
      rows: [
        [
          { label: '办理单位', value: guide.unitName },
          { label: '事项编码', value: guide.code },
        ],
        [
          { label: '要多久', value: guide.duration },
          { label: '要多少钱', value: guide.cost },
        ],
        [
          { label: '跑几次', value: guide.visits },
          { label: '办好得到', value: guide.result },
        ],
      ],
    },
    ...section(
      '我能办吗',
      guide.conditions.map(
        ({ question, needs, otherwise }) => `${question}（应为“${needs ? '是' : '否'}”）${otherwise ? `；否则：${otherwise}` : ''}`,
      ),
    ),
    { kind: 'heading', text: '要带什么' },
    guide.bring.length === 0
      ? { kind: 'text', text: '不用带材料' }
      : {
          kind: 'table',
          columns: [
            { title: '序', width: 1, align: 'center' },
            { title: '材料', width: 6 },
            { title: '要求', width: 8 },
          ],
          rows: guide.bring.map(({ name, words }, i) => [String(i + 1), name, words]),
        },
    ...section('到哪里办', guide.where),
    ...section('怎么办', guide.flow),
    ...section('依据', guide.basis),
    ...guide.questions.flatMap(({ ask, answer }): Block[] => [
      { kind: 'text', text: `问：${ask}`, bold: true },
      { kind: 'text', text: `答：${answer}` },
    ]),
    ...(guide.phone ? [{ kind: 'text', text: `咨询、投诉：${guide.phone}` } as const] : []),
    ...(address ? [{ kind: 'qr', text: address, size: 26, caption: '扫码看最新指南', align: 'right' } as const] : []),
  ]
  return {
    title: `办事指南 ${guide.name}`,
    mark: guide.code,
    source: `${town}政务服务，自 ${guide.from} 起的版本`,
    madeAt: now,
    sample: guide.example,
    blocks,
  }
}

const section = (title: string, lines: readonly string[]): Block[] =>
  lines.length === 0
    ? []
    : [
        { kind: 'heading', text: title },
        ...lines.map((text, i): Block => ({ kind: 'text', text: lines.length > 1 ? `${i + 1}. ${text}` : text })),
      ]

/** @throws Fault service.matter-missing */
export async function sendPaper({ platform, actor, params, now, reply }: Call<typeof guidePaper, Actor>): Promise<FastifyReply> {
  const guide = await getGuide(platform.db.read, actor.town, params.code, dayOf(now))
  const { name } = await getTown(platform, actor.town)
  const base = platform.config.publicUrl
  const address = base ? `${base}/p/#/guide/${encodeURIComponent(guide.code)}` : undefined
  const bytes = await renderPaper(paperOf(guide, { town: name, now, address }))
  return reply
    .type('application/pdf')
    .header('content-disposition', contentDisposition('inline', `办事指南-${guide.name}.pdf`))
    .send(Buffer.from(bytes))
}
