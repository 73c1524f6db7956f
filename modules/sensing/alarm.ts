import { z } from 'zod'
import { Named, Point, When } from '#core/case/contract.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { AlarmState, Grade } from './alarm-words.ts'
import { Reading } from './reading.ts'
import { Level } from './rule.ts'

/** A line of the queue: one alarm, however often the device repeated itself. */
export const AlarmRow = z.object({
  id: Id,
  /** `area`: many of one kind close together (≥ 5 within 500 m in 10 min). */
  sort: z.enum(['device', 'area']),
  kind: z.string(),
  kindTitle: z.string(),
  title: z.string(),
  level: Level,
  state: AlarmState,
  device: z.object({ id: Id, name: z.string(), key: z.string() }).optional(),
  ruleId: Id.optional(),
  ruleTitle: z.string(),
  /** First onset; last onset; the end of the last one, absent while it lasts. */
  onset: When,
  lastOnset: When,
  end: When.optional(),
  raisedAt: When,
  /** Onsets in this alarm; for an area its devices. */
  count: z.int(),
  /** The worst value so far. */
  peak: z.number().optional(),
  unit: z.string(),
  place: Point.optional(),
  areaCode: z.string(),
  areaName: z.string(),
  address: z.string(),
  /** Came within quiet hours: no sound. */
  quiet: z.boolean(),
  acknowledged: z.object({ at: When, by: Named.optional() }).optional(),
  parentId: Id.optional(),
  case: z.object({ id: Id, number: z.string(), stepTitle: z.string(), closed: z.boolean() }).optional(),
  review: z.object({ at: When, by: Named.optional(), words: z.string(), byRule: z.boolean() }).optional(),
})
export type AlarmRow = z.infer<typeof AlarmRow>

const many = z
  .union([z.string(), z.array(z.string())])
  .transform((v) => (Array.isArray(v) ? v : v.split(',')).filter(Boolean))
  .optional()

export const AlarmFilter = z.object({
  q: z.string().trim().max(60).optional(),
  state: many,
  level: many,
  kind: many,
  area: z.string().max(18).optional(),
  device: Id.optional(),
  rule: Id.optional(),
  /** Members of this area alarm; without it members are not listed. */
  parent: Id.optional(),
  /** Still lasting. */
  lasting: z.coerce.boolean().optional(),
  unacknowledged: z.coerce.boolean().optional(),
  from: z.iso.date({ error: '日期应为 年-月-日' }).optional(),
  to: z.iso.date({ error: '日期应为 年-月-日' }).optional(),
})
export type AlarmFilter = z.infer<typeof AlarmFilter>
export const AlarmQuery = AlarmFilter.extend(PageQuery.shape)
export const AlarmPage = Page(AlarmRow)

export const AlarmDetail = AlarmRow.extend({
  episodes: z.array(z.object({ onset: z.int(), end: z.int().optional(), peak: z.number(), readings: z.int() })),
  /** Readings around the last onset. */
  evidence: z.array(Reading),
  field: z.string(),
  rule: z.object({ words: z.string(), source: z.string(), example: z.boolean(), falseRate: z.number().optional() }).optional(),
  members: z.int(),
  /** What a case would be opened with. */
  proposal: z.object({ classCode: z.string(), grade: Grade.optional(), description: z.string() }),
  log: z.array(z.object({ at: When, what: z.string(), by: Named.optional(), words: z.string() })),
})
export type AlarmDetail = z.infer<typeof AlarmDetail>

/** What a person says of an alarm. `case` opens one; the other two settle it. */
export const Verdict = z.enum(['false', 'noted', 'case'], { error: '请选择复核结论' })
export type Verdict = z.infer<typeof Verdict>

export const Review = z.object({
  actionId: Id,
  ids: z.array(Id).min(1, '请先选择告警').max(200, '一次最多复核 200 条'),
  verdict: Verdict,
  words: z.string().trim().max(500, '说明最多 500 个字').default(''),
  classCode: z.string().max(20).optional(),
  grade: Grade.optional(),
})
export type Review = z.infer<typeof Review>

export const ReviewReply = z.object({
  /** Give it back within ten minutes to undo (误报 and 属实不立案 only: a case is withdrawn in its own process). */
  reviewId: Id,
  done: z.array(Id),
  cases: z.array(z.object({ alarmId: Id, caseId: Id, number: z.string() })),
  refused: z.array(z.object({ id: Id, why: z.string() })),
})
