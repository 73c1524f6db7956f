import type { FastifyReply } from 'fastify'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { audit } from '#platform/server/audit.ts'
import { contentDisposition } from '#platform/server/files/names.ts'
import { thumbnail } from '#platform/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call, Platform } from '#platform/server/module.ts'
import { type Block, type Paper, type Picture, streamPaper } from '#platform/server/pdf/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { getTown } from '#core/org/server/index.ts'
import type { readCaseFile } from '../endpoints.ts'
import type { CaseDetail, Timeline } from '../views.ts'
import { detailOf, getReadable } from './read.ts'
import { caseFileFacts } from './registries.ts'
import type { CaseRow } from './store.ts'
import { timelineOf } from './timeline.ts'

/** Pictures printed at most; more make a file nobody prints, and they stay in the case. */
const MOST_PICTURES = 24
/** Pixels: half a page's width at 150 dots an inch and some to spare. */
const PICTURE_SIZE = 960

const minute = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
const when = (at: Date | string | number | undefined): string => (at === undefined ? '' : minute.format(new Date(at)))

function holderWords({ unit, person, role }: CaseDetail['card']['holder']): string {
  const words = [unit?.name, person?.name].filter((name) => name !== undefined).join(' · ')
  return words || (role ? `${role.title}（待领）` : '无')
}

function clockWords({ title, dueAt, late, stoppedAt }: CaseDetail['clocks'][number]): string {
  const due = dueAt === undefined ? '' : `，应于 ${when(dueAt)} 前`
  return `${title}${due}${stoppedAt === undefined ? '' : `，${when(stoppedAt)} 完成`}${late ? '（超时）' : ''}`
}

/** The head of the file as the case page has it. */
export function headOf({ card, clocks, processTitle, tasks, links }: CaseDetail): Block[] {
  const pair = (label: string, value: string) => ({ label, value })
  return [
    { kind: 'title', above: `${processTitle}卷宗`, text: card.title, below: `编号 ${card.number}` },
    {
      kind: 'facts',
      rows: [
        [
          pair('状态', `${card.stepTitle}${card.resultTitle === undefined ? '' : `（${card.resultTitle}）`}`),
          pair('所在网格', card.areaName || '未定'),
        ],
        [pair('登记时间', when(card.openedAt)), pair('结案时间', card.closedAt === undefined ? '未结' : when(card.closedAt))],
        [pair('当前承办', holderWords(card.holder))],
        [pair('时限', clocks.map(clockWords).join('\n') || '无')],
        ...(tasks.length > 0
          ? [
              [
                pair(
                  '主办协办',
                  tasks
                    .map((task) => `${task.lead ? '主办' : '协办'} ${task.unit.name}${task.words === undefined ? '' : `：${task.words}`}`)
                    .join('\n'),
                ),
              ],
            ]
          : []),
        ...(links.length > 0 ? [[pair('关联案件', links.map((link) => `${link.case.number} ${link.case.title}`).join('\n'))]] : []),
      ],
    },
  ]
}

/** What was done, by whom, when; alarms stand between the acts they fell among. */
export function courseOf({ acts, alarms }: Timeline): Block[] {
  const rows = [
    ...acts.map((act) => ({
      at: new Date(act.at).getTime(),
      cells: [
        when(act.at) + (act.receivedAt === undefined ? '' : `\n（${when(act.receivedAt)} 送达）`),
        act.from === '' || act.from === act.to ? act.title : `${act.title}\n${act.from} → ${act.to}`,
        [act.unit, act.person].filter((name) => name !== '').join('\n') || '系统',
        [
          ...act.answers.map(({ title, text }) => `${title}：${text}`),
          ...(act.files.length > 0 ? [`附件 ${act.files.length} 个`] : []),
        ].join('\n'),
      ],
    })),
    ...alarms.map((alarm) => ({
      at: new Date(alarm.at).getTime(),
      cells: [
        when(alarm.at),
        alarm.overdue ? '超时提醒' : '临期提醒',
        '系统',
        `${alarm.title}时限 ${when(alarm.dueAt)}，已提醒${alarm.roles.join('、')}`,
      ],
    })),
  ].sort((a, b) => a.at - b.at)
  const columns = [
    { title: '序', width: 1, align: 'center' as const },
    { title: '时间', width: 3.2 },
    { title: '办理', width: 3.6 },
    { title: '单位与人员', width: 3.6 },
    { title: '内容', width: 8 },
  ]
  return [
    { kind: 'heading', text: '办理过程' },
    { kind: 'table', columns, rows: rows.map(({ cells }, n) => [String(n + 1), ...cells]) },
  ]
}

async function picturesOf(platform: Platform, { acts }: Timeline): Promise<Block[]> {
  const all = acts.flatMap((act) => act.files.filter(({ mime }) => mime.startsWith('image/')).map((file) => ({ file, act })))
  const distinct = all.filter(({ file }, n) => all.findIndex((other) => other.file.sha256 === file.sha256) === n)
  if (distinct.length === 0) return []
  const pictures: Picture[] = []
  for (const { file, act } of distinct.slice(0, MOST_PICTURES)) {
    // A picture lost from the store is missing from the paper, too; the rest of the file is still owed to the reader.
    const bytes = await thumbnail(platform.files, file.sha256, PICTURE_SIZE).catch(() => undefined)
    pictures.push({ bytes: bytes ?? new Uint8Array(), caption: `${act.title} ${when(act.at)}` })
  }
  const rest = distinct.length - pictures.length
  return [
    { kind: 'heading', text: '现场照片' },
    { kind: 'pictures', columns: 2, height: 62, pictures },
    ...(rest > 0 ? [{ kind: 'text' as const, text: `另有 ${rest} 张照片未印出，可在系统中查看。` }] : []),
  ]
}

export interface DossierAsk {
  readonly tx: Tx
  readonly platform: Platform
  readonly actor: Actor
  readonly now: Date
}

/** The case file (案卷): head, what the module tells, the course and the pictures, or the module's own order of papers. */
export async function makeDossier({ tx, platform, actor, now }: DossierAsk, row: CaseRow): Promise<Paper> {
  const [detail, timeline, town] = await Promise.all([
    detailOf(tx, platform, actor, row, now),
    timelineOf(tx, platform, row),
    getTown(platform, row.town),
  ])
  const own = caseFileFacts.from(platform.contributions).find(({ process }) => process === row.process)
  const facts = own ? await own.facts({ tx, platform, actor, row }) : []
  const papers = own?.papers ? await own.papers({ tx, platform, actor, row, now }) : []
  return {
    title: `${town.name} ${detail.processTitle}卷宗`,
    mark: row.number,
    source: `四河平台${town.demo ? '（演示镇，示例数据）' : ''}`,
    madeAt: now,
    sample: town.demo,
    blocks: [
      ...headOf(detail),
      ...(facts.length > 0
        ? [
            { kind: 'heading' as const, text: '情况' },
            { kind: 'facts' as const, rows: facts.map((fact) => [fact]) },
          ]
        : []),
      ...papers,
      ...courseOf(timeline),
      ...(await picturesOf(platform, timeline)),
    ],
  }
}

/** Sends the case file. Who took it out is written down: it holds everything the reader may see of the case. */
export async function sendCaseFile(call: Call<typeof readCaseFile, Actor>): Promise<AnswerOf<typeof readCaseFile> & FastifyReply> {
  const { tx, platform, actor, params, now, from, reply } = call
  const row = await getReadable(tx, platform, actor, params.id)
  const paper = await makeDossier({ tx, platform, actor, now }, row)
  await audit(tx, {
    town: actor.town,
    at: now,
    subject: actor.subject,
    post: actor.postTitle,
    ip: from.ip,
    terminal: from.terminal,
    kind: 'case.file-made',
    object: `case:${row.id}`,
    detail: { number: row.number, seq: row.seq },
  })
  return reply
    .type('application/pdf')
    .header('cache-control', 'no-store')
    .header('content-disposition', contentDisposition('attachment', `案卷-${row.number}.pdf`))
    .send(streamPaper(paper))
}
