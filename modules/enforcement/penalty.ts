import { z } from 'zod'
import { CaseFile, Point } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { PartyKind } from './hearing-threshold.ts'
import { PartyDraft } from './party.ts'

export const clueSources = {
  patrol: '巡查发现',
  grid: '网格上报',
  complaint: '投诉举报',
  transfer: '其他机关移送',
  assigned: '上级交办',
  monitor: '监测监控',
} as const
export const ClueSource = z.enum(['patrol', 'grid', 'complaint', 'transfer', 'assigned', 'monitor'], { error: '请选择线索来源' })
export type ClueSource = z.infer<typeof ClueSource>

export const ClueDraft = z.object({
  actionId: Id,
  title: z.string({ error: '请填写案由' }).trim().min(2, '案由至少 2 个字').max(80, '案由最多 80 个字'),
  description: z.string({ error: '请写明线索情况' }).trim().min(2, '线索情况至少 2 个字').max(4000),
  source: ClueSource,
  /** The act was done in business (经营活动): decides the threshold of a hearing. */
  business: z.boolean().default(false),
  party: PartyDraft,
  place: Point.optional(),
  address: z.string().trim().max(200).default(''),
  files: z.array(CaseFile).max(20).default([]),
})
export type ClueDraft = z.infer<typeof ClueDraft>

/** A line of the list. The name of a natural person is masked. */
export const PenaltyRow = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  party: z.string(),
  partyKind: PartyKind,
  powerTitle: z.string(),
  step: z.string(),
  stepTitle: z.string(),
  open: z.boolean(),
  openedAt: z.iso.datetime(),
  filedOn: z.string().optional(),
  caseDue: z.iso.datetime().optional(),
  nextDue: z.iso.datetime().optional(),
  nextClock: z.string().optional(),
  /** Cents. */
  fine: z.int().optional(),
  documentNumber: z.string().optional(),
  result: z.string().optional(),
})
export type PenaltyRow = z.infer<typeof PenaltyRow>

export const Stage = z.enum(['clue', 'investigating', 'informing', 'deciding', 'fulfilling', 'closed'])
export type Stage = z.infer<typeof Stage>
export const stageTitles: Readonly<Record<Stage, string>> = {
  clue: '线索',
  investigating: '调查',
  informing: '告知听证',
  deciding: '审核决定',
  fulfilling: '送达履行',
  closed: '已结案',
}
/** Which steps of the process a stage holds. */
export const stageSteps: Readonly<Record<Stage, readonly string[]>> = {
  clue: ['clue', 'filing'],
  investigating: ['investigation', 'suspended'],
  informing: ['concluded', 'statement', 'hearing'],
  deciding: ['review', 'discussion', 'decision'],
  fulfilling: ['delivered', 'serving', 'paying', 'urged', 'enforcing', 'closing'],
  closed: ['closed', 'not-filed', 'transferred', 'terminated'],
}
export const PenaltyFilter = z.object({
  q: z.string().trim().max(60).optional(),
  stage: Stage.optional(),
  power: z.string().max(40).optional(),
})

const read = 'enforcement.case.read'
export const openClue = endpoint('POST /enforcement/cases', {
  summary: '登记案件线索',
  allow: 'enforcement.case.open',
  body: ClueDraft,
  reply: z.object({ id: Id, number: z.string(), replayed: z.boolean() }),
  errors: ['enforcement.party-number-wrong'],
})
export const listPenalties = endpoint('GET /enforcement/cases', {
  summary: '行政处罚案件',
  allow: read,
  query: PenaltyFilter.extend(PageQuery.shape),
  reply: Page(PenaltyRow),
})
export const countPenalties = endpoint('GET /enforcement/cases/counts', {
  summary: '行政处罚案件计数',
  allow: read,
  reply: z.record(Stage, z.int()),
})
export const readPenalty = endpoint('GET /enforcement/cases/:id', {
  summary: '一件行政处罚案件的记录',
  allow: read,
  params: z.object({ id: Id }),
  reply: PenaltyRow.extend({
    description: z.string(),
    source: ClueSource,
    business: z.boolean(),
    address: z.string(),
    place: Point.optional(),
    partyNumber: z.string(),
    partyPhone: z.string(),
    /** How often the same party was punished by this town before. */
    earlier: z.int(),
    powerCode: z.string().optional(),
    powerText: z.string().optional(),
    hearingReason: z.string().optional(),
    owed: z.int().optional(),
    late: z.int().optional(),
    paid: z.int().optional(),
    files: z.array(CaseFile),
  }),
  errors: ['case.not-found'],
})
export const revealParty = endpoint('POST /enforcement/cases/:id/party/reveal', {
  summary: '查看当事人完整信息（须写明理由，留痕）',
  allow: 'enforcement.party.reveal',
  params: z.object({ id: Id }),
  body: z.object({ reason: z.string({ error: '请写明理由' }).trim().min(2, '请写明理由').max(200) }),
  reply: z.object({ name: z.string(), number: z.string(), phone: z.string(), address: z.string() }),
  errors: ['case.not-found'],
})
