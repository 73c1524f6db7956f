import type { Block } from '#platform/server/pdf/index.ts'
import type { Applicant } from '../../case.ts'
import { type PaperContent, type PaperKind, paperKinds } from '../../paper.ts'

const ways: Readonly<Record<string, string>> = { counter: '窗口领取', post: '邮寄', electronic: '电子送达', home: '送上门' }
const dayText = (day: string): string => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
const para = (text: string): Block => ({ kind: 'text', text, size: 12, indent: 2 })
const remedies =
  '如不服本决定，可以自收到本决定之日起六十日内依法申请行政复议，也可以自知道或者应当知道之日起六个月内依法向人民法院提起行政诉讼。'

function limits({ legalDue, promiseDue, acceptedOn }: PaperContent): Block[] {
  return [
    para(
      `${acceptedOn ? `受理日期：${dayText(acceptedOn)}，当日不计入期限。` : ''}${legalDue ? `法定办结日：${dayText(legalDue)}。` : ''}${promiseDue ? `承诺办结日：${dayText(promiseDue)}。` : ''}`,
    ),
  ]
}
const list = (head: string, items: readonly string[]): Block[] =>
  items.length === 0
    ? []
    : [para(head), ...items.map((item, n): Block => ({ kind: 'text', text: `${n + 1}. ${item}`, size: 12, indent: 2 }))]
const table = ({ materials }: PaperContent): Block[] =>
  materials.length === 0
    ? []
    : [
        {
          kind: 'table',
          columns: [
            { title: '序', width: 1, align: 'center' },
            { title: '材料', width: 9 },
            { title: '情况', width: 4 },
          ],
          rows: materials.map(({ name, state }, n) => [String(n + 1), name, state]),
        },
      ]

type Body = (content: PaperContent, name: string) => Block[]
const bodies: Readonly<Record<PaperKind, Body>> = {
  receipt: (c) => [para(`今收到您申请“${c.matterName}”的下列材料：`), ...table(c), { kind: 'space', height: 3 }, para(c.words)],
  acceptance: (c) => [
    para(
      c.deemedWhy
        ? `您申请的“${c.matterName}”，依法视为受理。${c.deemedWhy}`
        : `您申请的“${c.matterName}”，材料齐全、符合法定形式，根据《中华人民共和国行政许可法》第三十二条的规定，予以受理。`,
    ),
    ...limits(c),
    ...table(c),
  ],
  'not-accepted': (c) => [
    para(`您申请的“${c.matterName}”，根据《中华人民共和国行政许可法》第三十二条的规定，决定不予受理。理由：${c.words}`),
    para(`请向${c.where ?? '有关行政机关'}申请。`),
    para(remedies),
  ],
  correction: (c) => [
    para(
      `您申请的“${c.matterName}”，材料不齐全或者不符合法定形式。根据《中华人民共和国行政许可法》第三十二条的规定，现一次性告知需要补正的全部内容：`,
    ),
    ...list('', c.gaps).slice(1),
    para('除上列内容外，不再要求补正。全部补正后即予受理。'),
  ],
  special: (c) => [
    para(
      `您申请的“${c.matterName}”需要进行${c.special ?? '特别程序'}：${c.words}。根据《中华人民共和国行政许可法》第四十五条的规定，所需时间不计入办理期限，预计至${c.expected ? dayText(c.expected) : '完成之日'}完成。`,
    ),
  ],
  extension: (c) => [
    para(
      `您申请的“${c.matterName}”，因：${c.words}，不能在原期限内作出决定。根据《中华人民共和国行政许可法》第四十二条的规定，经负责人批准，延长${c.extension ?? 0}个工作日。`,
    ),
    ...limits(c),
  ],
  decision: (c) => [
    para(
      c.outcome === 'refused'
        ? `您申请的“${c.matterName}”，经审查，决定不予批准。理由：${c.words}`
        : `您申请的“${c.matterName}”，${c.deemedWhy ?? `经审查，符合法定条件${c.words ? `：${c.words}` : ''}`}，决定准予${c.resultName ? `，核发“${c.resultName}”` : ''}。${c.validUntil ? `有效期至${dayText(c.validUntil)}。` : ''}`,
    ),
    ...list('依据：', c.basis),
    ...(c.outcome === 'refused' ? [para(remedies)] : []),
  ],
  delivery: (c) => [
    {
      kind: 'facts',
      rows: [
        [{ label: '送达文书', value: `${c.outcome === 'refused' ? '不予批准决定书' : '决定书'} ${c.documentNumber ?? ''}` }],
        [{ label: '送达方式', value: ways[c.way ?? ''] ?? '' }],
        [{ label: '领取人', value: c.takenBy ?? '' }],
        ...(c.tracking ? [[{ label: '邮件号', value: c.tracking }]] : []),
        [{ label: '送达日期', value: dayText(c.day) }],
        [{ label: '签收', value: c.way === 'counter' || c.way === 'home' ? '签名（照片存于系统）' : '—' }],
      ],
    },
  ],
  termination: (c) => [para(`您申请的“${c.matterName}”，因：${c.words}，终止办理。`), para(remedies)],
  revocation: (c) => [
    para(
      `根据《中华人民共和国行政许可法》第六十九条的规定，撤销就“${c.matterName}”作出的准予决定${c.documentNumber ? `（${c.documentNumber}）` : ''}。事实和依据：${c.words}`,
    ),
    para(remedies),
  ],
  hearing: (c) => [
    para(`收到您就“${c.matterName}”提出的听证申请：${c.words}。将在二十个工作日内组织听证，并于举行的七日前通知时间、地点。`),
  ],
}

export interface PaperGiven {
  readonly kind: PaperKind
  readonly number: string
  readonly caseNumber: string
  readonly town: string
  readonly applicant: Applicant
  readonly content: PaperContent
  /** Told on the receipt only, at the moment it is made. */
  readonly code?: string
  readonly followAt?: string
  readonly seal?: Uint8Array
}

/** A paper from top to bottom: head, to whom, what, remedies where the law demands them, seal and day. Pure. */
export function paperBlocks({ kind, number, caseNumber, town, applicant, content, code, followAt, seal }: PaperGiven): Block[] {
  const title = kind === 'decision' ? (content.outcome === 'refused' ? '不予批准决定书' : '准予决定书') : paperKinds[kind].title
  return [
    { kind: 'title', above: `${town}政务服务`, text: title, below: number },
    { kind: 'text', text: `${applicant.name}：`, size: 12, bold: true },
    ...bodies[kind](content, applicant.name),
    { kind: 'space', height: 4 },
    {
      kind: 'facts',
      rows: [
        [
          { label: '受理号', value: caseNumber },
          { label: '事项编码', value: content.matterCode },
        ],
        [{ label: '办理部门', value: content.unit }],
        ...(code ? [[{ label: '查询码', value: `${code}（凭受理号和查询码在网上、电话、窗口查进度）` }]] : []),
      ],
    },
    ...(followAt ? ([{ kind: 'qr', text: followAt, size: 28, caption: '扫码查进度' }] as const) : []),
    { kind: 'seal', unit: `${town}行政审批专用章`, day: dayText(content.day), ...(seal ? { picture: seal } : {}) },
  ]
}
