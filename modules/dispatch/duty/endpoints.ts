import { z } from 'zod'
import { CaseCard, Named, When } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { DutySettings } from './shift.ts'

const read = 'dispatch.duty.read'
const manage = 'dispatch.duty.manage'
const Day = z.iso.date({ error: '日期应为 年-月-日' })
const Words = z.string({ error: '请写明内容' }).trim().min(1, '请写明内容').max(4000, '最多 4000 个字')

export const DutySettingsView = z.object({ settings: DutySettings, version: z.int() })
export const readDutySettings = endpoint('GET /dispatch/duty/settings', { summary: '班次与值班岗位', allow: read, reply: DutySettingsView })
export const saveDutySettings = endpoint('PUT /dispatch/duty/settings', {
  summary: '修改班次与值班岗位',
  allow: manage,
  body: z.object({ actionId: Id, settings: DutySettings, version: z.int() }),
  reply: DutySettingsView,
  errors: ['platform.conflict'],
})

/** Somebody's place on the roster. */
export const RosterEntry = z.object({ day: Day, shift: z.string(), post: z.string(), person: Named, unit: z.string() })
export type RosterEntry = z.infer<typeof RosterEntry>
export const readRosterMonth = endpoint('GET /dispatch/duty/roster', {
  summary: '一个月的值班表（给出其中任一天）',
  allow: read,
  query: z.object({ day: Day }),
  reply: z.object({ entries: z.array(RosterEntry), settings: DutySettings, days: z.array(Day), workdays: z.array(Day) }),
})
export const setRosterCell = endpoint('PUT /dispatch/duty/roster', {
  summary: '排一个班次的一个岗位（换班）',
  allow: manage,
  body: z.object({
    actionId: Id,
    day: Day,
    shift: z.string().max(30),
    post: z.string().max(30),
    personIds: z.array(Id).max(20, '一个岗位最多 20 人'),
  }),
  reply: z.object({ entries: z.array(RosterEntry) }),
  errors: ['dispatch.roster-faulty'],
})

const RosterLineView = z.object({
  place: z.string(),
  day: z.string().optional(),
  shift: z.string().optional(),
  post: z.string().optional(),
  name: z.string(),
  personId: z.string().optional(),
  unit: z.string().optional(),
  fault: z.string().optional(),
})
export const previewRoster = endpoint('POST /dispatch/duty/roster/preview', {
  summary: '上传一个月的值班表（XLSX 或 CSV）并逐条预览（不写入）',
  allow: manage,
  wire: 'upload',
  transaction: 'own',
  query: z.object({ month: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, '月份应为 2026-11 这样的格式') }),
  reply: z.object({ name: z.string(), lines: z.array(RosterLineView), accepted: z.int(), refused: z.int() }),
  errors: ['dispatch.roster-unreadable'],
})
export const importRoster = endpoint('POST /dispatch/duty/roster/import', {
  summary: '导入预览过的值班表；所列日期原有的安排被替换',
  allow: manage,
  body: z.object({
    actionId: Id,
    entries: z
      .array(z.object({ day: Day, shift: z.string().max(30), post: z.string().max(30), personId: Id }))
      .min(1, '没有可导入的安排')
      .max(3000, '一次最多 3000 条'),
  }),
  reply: z.object({ days: z.int(), entries: z.int() }),
  errors: ['dispatch.roster-faulty'],
  bodyLimit: 2 * 1024 * 1024,
})

export const SlotView = z.object({ day: Day, shift: z.string(), title: z.string(), startsAt: z.int(), endsAt: z.int() })
const Chair = z.object({ post: z.string(), title: z.string(), wanted: z.int(), people: z.array(Named) })

/** A shift somebody took over. */
export const ShiftView = z.object({
  id: Id,
  slot: SlotView,
  takenBy: Named,
  takenAt: When,
  reason: z.string(),
  note: z.string(),
  noteAt: When.optional(),
  noteVersion: z.int(),
  endedAt: When.optional(),
  urgentRead: z.int(),
})
export type ShiftView = z.infer<typeof ShiftView>

export const readDutyNow = endpoint('GET /dispatch/duty/now', {
  summary: '现在谁在班、下一班是谁',
  allow: read,
  reply: z.object({
    at: When,
    slot: SlotView.optional(),
    people: z.array(Chair),
    next: SlotView.optional(),
    nextPeople: z.array(Chair),
    shift: ShiftView.optional(),
    urgent: z.int(),
  }),
})

const UrgentCase = CaseCard.extend({ readAt: When.optional() })
export const readHandover = endpoint('GET /dispatch/duty/handover', {
  summary: '交接班：上一班的交班记录、必须先看的紧急事件',
  allow: manage,
  reply: z.object({
    from: ShiftView.optional(),
    to: SlotView.optional(),
    rostered: z.boolean(),
    urgent: z.array(UrgentCase),
    unread: z.int(),
    unanswered: z.int(),
    unansweredOrders: z.int(),
  }),
})
export const markRead = endpoint('POST /dispatch/duty/handover/reads', {
  summary: '记下已看过一件紧急事件（交接班）',
  allow: manage,
  body: z.object({ actionId: Id, caseId: Id }),
  reply: z.object({ unread: z.int() }),
})
export const takeOver = endpoint('POST /dispatch/duty/handover', {
  summary: '接班；还有未看的紧急事件时不能接班',
  allow: manage,
  body: z.object({ actionId: Id, reason: z.string().trim().max(200, '替班原因最多 200 个字').default('') }),
  reply: ShiftView,
  errors: ['dispatch.urgent-unread', 'dispatch.not-on-roster', 'dispatch.shift-taken'],
})
export const writeNote = endpoint('PUT /dispatch/duty/note', {
  summary: '写交班记录（当前班次）',
  allow: manage,
  body: z.object({ actionId: Id, words: z.string().max(4000, '最多 4000 个字'), version: z.int() }),
  reply: ShiftView,
  errors: ['dispatch.no-shift', 'platform.conflict'],
})

export const LogLine = z.object({
  id: Id,
  at: When,
  kind: z.enum(['note', 'takeover', 'plan', 'alert']),
  by: z.string(),
  words: z.string(),
  caseId: Id.optional(),
})
export const addLog = endpoint('POST /dispatch/duty/log', {
  summary: '记一条值班日志',
  allow: manage,
  body: z.object({ actionId: Id, words: Words, caseId: Id.optional() }),
  reply: LogLine,
  errors: ['dispatch.no-shift'],
})
export const listLog = endpoint('GET /dispatch/duty/log', {
  summary: '值班日志（新的在前）',
  allow: read,
  query: PageQuery.extend({ shift: Id.optional() }),
  reply: Page(LogLine),
})
export const listShifts = endpoint('GET /dispatch/duty/shifts', {
  summary: '历次交接班（新的在前）',
  allow: read,
  query: PageQuery,
  reply: Page(ShiftView),
})
