import { z } from 'zod'
import { CaseCard, CaseFile, Instant, Named, Point, When } from '#core/case/contract.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { Grade } from './classes/class.ts'

/** Where a report came from (来源). */
export const Channel = z.enum(
  ['grid', 'hotline', 'police', 'device', 'camera', 'public', 'counter', 'phone', 'enterprise', 'upper', 'video', 'drone'],
  { error: '请选择来源' },
)
export type Channel = z.infer<typeof Channel>
export const channelTitles: Record<Channel, string> = {
  grid: '网格巡查',
  hotline: '12345',
  police: '非警务警情',
  device: '物联感知',
  camera: '视频识别',
  public: '随手拍',
  counter: '来访',
  phone: '来电',
  enterprise: '涉企诉求',
  upper: '上级交办',
  video: '视频巡查',
  drone: '无人机',
}

/** Somebody who told us; kept apart from the case, shown masked. */
export const ReporterDraft = z.object({
  name: z.string().trim().max(40, '姓名最多 40 个字').optional(),
  phone: z
    .string()
    .trim()
    .regex(/^[0-9+\- ]{5,20}$/, '电话号码格式不对')
    .optional(),
  /** 回访 wanted; without a phone there is nobody to call. */
  callBack: z.boolean().default(true),
})
export type ReporterDraft = z.infer<typeof ReporterDraft>

/** A new report as any of our own pages sends it. */
export const ReportDraft = z.object({
  actionId: Id,
  description: z.string({ error: '请写明情况' }).trim().min(2, '情况至少写 2 个字').max(4000, '情况最多 4000 个字'),
  title: z.string().trim().max(80, '标题最多 80 个字').optional(),
  classCode: z.string().max(20).optional(),
  grade: Grade.optional(),
  place: Point.optional(),
  /** Radius in metres. */
  accuracy: z.number().min(0).max(100_000).optional(),
  address: z.string().trim().max(200, '地址最多 200 个字').optional(),
  files: z.array(CaseFile).max(12, '照片最多 12 张').default([]),
  /** When it was found, if earlier than now. */
  at: Instant.optional(),
  /** Why the handset's position may not be true (模拟定位): kept and shown, never a reason to refuse. */
  placeDoubt: z.string().max(120).optional(),
})
export type ReportDraft = z.infer<typeof ReportDraft>

export const DeskReport = ReportDraft.extend({
  channel: Channel,
  reporter: ReporterDraft.optional(),
  confidential: z.boolean().default(false),
})
export type DeskReport = z.infer<typeof DeskReport>

/** 紧急求助: the officer's own emergency. Everything but the tap is optional: nobody in trouble fills forms. */
export const EmergencyCall = ReportDraft.pick({ actionId: true, place: true, accuracy: true, at: true, placeDoubt: true }).extend({
  words: z.string().trim().max(500, '最多 500 个字').optional(),
})
export type EmergencyCall = z.infer<typeof EmergencyCall>

/** The receipt: the number everybody uses from now on; `code` only for a resident. */
export const Receipt = z.object({ id: Id, number: z.string(), code: z.string().optional() })
export type Receipt = z.infer<typeof Receipt>

/** A line of the incident list: the card and what an incident adds. */
export const IncidentRow = CaseCard.extend({
  classCode: z.string(),
  classTitle: z.string(),
  grade: Grade,
  channel: Channel,
  address: z.string(),
  place: Point.optional(),
  reporters: z.int(),
  merged: z.int(),
  returns: z.int(),
  reworks: z.int(),
  reopened: z.int(),
  photo: z.string().optional(),
})
export type IncidentRow = z.infer<typeof IncidentRow>

/** One query value or several (`step=sign&step=handling`). */
const many = z
  .union([z.string(), z.array(z.string())])
  .transform((v) => (Array.isArray(v) ? v : v.split(',')).filter(Boolean))
  .optional()

/** The filters of the list; all of them live in the page's address too. */
export const IncidentFilter = z.object({
  /** Words: title, description, address; a number when it looks like one. */
  q: z.string().trim().max(100).optional(),
  /** `open` (default), `closed` or `all`. */
  state: z.enum(['open', 'closed', 'all']).default('open'),
  step: many,
  /** Class code or any prefix level of it. */
  class: z.string().max(20).optional(),
  grade: many,
  channel: many,
  /** Area code prefix: village, grid. */
  area: z.string().max(18).optional(),
  unit: Id.optional(),
  /** What waits for me at this post: held by my unit, my role's queue, my tasks. */
  mine: z.coerce.boolean().optional(),
  late: z.coerce.boolean().optional(),
  /** Without confidential cases: what the wall counts, whoever opens its list. */
  plain: z.coerce.boolean().optional(),
  result: many,
  /** Days, Asia/Shanghai, inclusive. */
  from: z.iso.date({ error: '日期应为 年-月-日' }).optional(),
  to: z.iso.date({ error: '日期应为 年-月-日' }).optional(),
  /** An indicator's member list: `rework`, `on-time`… with a period in from/to. */
  indicator: z.string().max(40).optional(),
})
export type IncidentFilter = z.infer<typeof IncidentFilter>

export const IncidentQuery = IncidentFilter.extend({ ...PageQuery.shape, sort: z.enum(['due', 'opened']).default('due') })
export const IncidentPage = Page(IncidentRow)

/** Counts for the tabs, each the number of rows its filter lists. */
export const IncidentCounts = z.object({
  mine: z.int(),
  byStep: z.record(z.string(), z.int()),
  late: z.int(),
  open: z.int(),
  total: z.int().optional(),
  at: When,
})

export const ReporterView = z.object({
  id: Id,
  at: When,
  channel: Channel,
  name: z.string(),
  phone: z.string(),
  words: z.string(),
  callBack: z.boolean(),
  external: z.string().optional(),
  answeredAt: When.optional(),
})
export type ReporterView = z.infer<typeof ReporterView>

/** A case that may be the same problem. */
export const Candidate = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  stepTitle: z.string(),
  closed: z.boolean(),
  openedAt: When,
  /** Metres; absent when one of the two has no point. */
  distance: z.number().optional(),
  score: z.number(),
  likely: z.boolean(),
  reasons: z.array(z.string()),
  photo: z.string().optional(),
  address: z.string(),
  classTitle: z.string(),
})
export type Candidate = z.infer<typeof Candidate>

/** Who should do it and why, from the responsibility list. */
export const Suggestion = z.object({
  classCode: z.string(),
  classTitle: z.string(),
  unit: Named.optional(),
  coUnits: z.array(Named),
  standard: z.string(),
  basis: z.string(),
  source: z.string(),
  listItem: z.string(),
  why: z.string(),
})
export type Suggestion = z.infer<typeof Suggestion>

/** What an incident adds to the case page. */
export const IncidentDetail = z.object({
  id: Id,
  number: z.string(),
  channel: Channel,
  description: z.string(),
  address: z.string(),
  place: Point.optional(),
  accuracy: z.number().optional(),
  placeDoubt: z.string().optional(),
  /** Village / grid / micro-grid names as they were then. */
  areas: z.array(z.object({ code: z.string(), name: z.string(), tier: z.string() })),
  classPath: z.array(z.object({ code: z.string(), name: z.string() })),
  grade: Grade,
  files: z.array(CaseFile),
  reporters: z.array(ReporterView),
  suggestion: Suggestion.optional(),
  external: z.array(z.object({ system: z.string(), number: z.string() })),
  outcome: z.string().optional(),
  satisfied: z.string().optional(),
})
export type IncidentDetail = z.infer<typeof IncidentDetail>
