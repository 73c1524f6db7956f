import { z } from 'zod'
import { CaseFile, When } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Receipt, ReportDraft, ReporterDraft } from './record.ts'

/** The chosen subset a resident sees: never another person, never an internal word. */
export const PublicProgress = z.object({
  number: z.string(),
  title: z.string(),
  description: z.string(),
  stepTitle: z.string(),
  closed: z.boolean(),
  resultTitle: z.string().optional(),
  /** Like a parcel's: newest first. */
  track: z.array(z.object({ at: When, title: z.string(), words: z.string().optional(), unit: z.string().optional() })),
  reply: z.string().optional(),
  photosAfter: z.array(CaseFile),
  promise: z.string(),
  dueAt: When.optional(),
  canReopen: z.boolean(),
  canRate: z.boolean(),
  rated: z.string().optional(),
})
export type PublicProgress = z.infer<typeof PublicProgress>

export const reportPublic = endpoint('POST /public/incidents', {
  summary: '群众上报（无需注册）',
  allow: 'public',
  perMinute: 20,
  body: ReportDraft.omit({ grade: true, at: true, title: true }).extend({
    reporter: ReporterDraft.optional(),
    kind: z.string().max(20).optional(),
  }),
  reply: Receipt,
  errors: ['incident.place-needed'],
})
const ByNumber = z.object({ number: z.string().max(30) })
const Code = z.string({ error: '请输入查询码' }).regex(/^[0-9A-Z]{6}$/, '查询码是 6 位数字或大写字母')

export const readProgress = endpoint('GET /public/incidents/:number', {
  summary: '按受理号和查询码查进度',
  allow: 'public',
  perMinute: 60,
  params: ByNumber,
  query: z.object({ code: Code }),
  reply: PublicProgress,
  errors: ['incident.number-or-code-wrong'],
})
export const reopenPublic = endpoint('POST /public/incidents/:number/reopen', {
  summary: '群众反映没有解决，重开同一事件',
  allow: 'public',
  perMinute: 10,
  params: ByNumber,
  body: z.object({
    code: Code,
    reason: z.string({ error: '请说明哪里没有解决' }).trim().min(2, '请说明哪里没有解决').max(500),
    actionId: z.uuid(),
  }),
  reply: PublicProgress,
  errors: ['incident.number-or-code-wrong', 'incident.cannot-reopen'],
})
export const ratePublic = endpoint('POST /public/incidents/:number/rating', {
  summary: '群众评价',
  allow: 'public',
  perMinute: 10,
  params: ByNumber,
  body: z.object({
    code: Code,
    satisfied: z.enum(['satisfied', 'fair', 'unsatisfied']),
    words: z.string().trim().max(500).optional(),
    actionId: z.uuid(),
  }),
  reply: PublicProgress,
  errors: ['incident.number-or-code-wrong'],
})
/** What the public page needs before anything is typed. */
export const publicTown = endpoint('GET /public/town', {
  summary: '公众页：镇名、中心、常用类别、承诺',
  allow: 'public',
  reply: z.object({
    name: z.string(),
    centre: z.tuple([z.number(), z.number()]),
    bbox: z.array(z.number()),
    kinds: z.array(z.object({ key: z.string(), title: z.string() })),
    promise: z.string(),
    hotline: z.string(),
    demo: z.boolean(),
  }),
})
