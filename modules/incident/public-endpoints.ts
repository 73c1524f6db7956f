import { z } from 'zod'
import { CaseFile, When } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Receipt, ReportDraft, ReporterDraft } from './record.ts'

/** The chosen subset a resident sees: never another person, never an internal word. */
export const PublicProgress = z.object({
  number: z.string(),
  title: z.string(),
  description: z.string(),
  stepTitle: z.string(),
  closed: z.boolean(),
  /** `solved`, `explained`, `unsolvable`, `invalid`: closed is not solved. */
  result: z.string().optional(),
  resultTitle: z.string().optional(),
  /** Like a parcel's: newest first. */
  track: z.array(z.object({ at: When, title: z.string(), words: z.string().optional(), unit: z.string().optional() })),
  /** What was done, once somebody else has verified it. */
  reply: z.string().optional(),
  /** The reporter's own photos, and those after the work; both are read at `readPublicPhoto`. */
  photos: z.array(CaseFile),
  photosAfter: z.array(CaseFile),
  promise: z.string(),
  dueAt: When.optional(),
  late: z.boolean(),
  /** It is handled together with an earlier report of the same problem. */
  merged: z.boolean(),
  /** Waits for the reporter to say whether it is solved. */
  asked: z.boolean(),
  canReopen: z.boolean(),
  canRate: z.boolean(),
  canAdd: z.boolean(),
  rated: z.string().optional(),
})
export type PublicProgress = z.infer<typeof PublicProgress>

export const reportPublic = endpoint('POST /public/incidents', {
  summary: '群众上报（无需注册）',
  allow: 'public',
  perMinute: 20,
  // The class is for the dispatcher to say; a resident only presses one of a few buttons.
  body: ReportDraft.omit({ grade: true, at: true, title: true, classCode: true }).extend({
    reporter: ReporterDraft.optional(),
    kind: z.string().max(20).optional(),
  }),
  reply: Receipt,
  errors: ['incident.place-needed', 'incident.photo-missing'],
})
const ByNumber = z.object({ number: z.string().trim().toUpperCase().max(30) })
// A code of a wrong shape is simply a wrong code: one answer for all that does not fit.
const Code = z.string({ error: '请输入查询码' }).trim().toUpperCase().max(20, '查询码是 6 位')
const byCode = ['incident.number-or-code-wrong'] as const

export const readProgress = endpoint('GET /public/incidents/:number', {
  summary: '按受理号和查询码查进度',
  allow: 'public',
  perMinute: 60,
  params: ByNumber,
  query: z.object({ code: Code.default('') }),
  reply: PublicProgress,
  errors: byCode,
})

/** A small copy without place, time and camera. Only the reporter's own photos and those after the work. */
export const readPublicPhoto = endpoint('GET /public/incidents/:number/photos/:sha256', {
  summary: '公众进度页的照片（已去除拍摄信息）',
  allow: 'public',
  perMinute: 240,
  wire: 'file',
  params: ByNumber.extend({ sha256: CaseFile.shape.sha256 }),
  query: z.object({
    code: Code.default(''),
    size: z.enum(['320', '1280'], { error: '尺寸只能是 320 或 1280' }).default('320').transform(Number),
  }),
  reply: z.unknown(),
  errors: byCode,
})

export const addPublicWords = endpoint('POST /public/incidents/:number/words', {
  summary: '群众补充情况（办理中）',
  allow: 'public',
  perMinute: 10,
  params: ByNumber,
  body: z.object({
    code: Code,
    words: z.string({ error: '请写明要补充的情况' }).trim().min(2, '补充的情况至少写 2 个字').max(1000, '补充的情况最多 1000 个字'),
    actionId: Id,
  }),
  reply: PublicProgress,
  errors: [...byCode, 'incident.cannot-add'],
})

export const reopenPublic = endpoint('POST /public/incidents/:number/reopen', {
  summary: '群众反映没有解决，重开同一事件',
  allow: 'public',
  perMinute: 10,
  params: ByNumber,
  body: z.object({
    code: Code,
    reason: z.string({ error: '请说明哪里没有解决' }).trim().min(2, '请说明哪里没有解决').max(500, '最多 500 个字'),
    actionId: Id,
  }),
  reply: PublicProgress,
  errors: [...byCode, 'incident.cannot-reopen'],
})

/** Rating a case that waits for the reporter's answer also confirms it solved. */
export const ratePublic = endpoint('POST /public/incidents/:number/rating', {
  summary: '群众评价',
  allow: 'public',
  perMinute: 10,
  params: ByNumber,
  body: z.object({
    code: Code,
    satisfied: z.enum(['satisfied', 'fair', 'unsatisfied'], { error: '请选择满意程度' }),
    words: z.string().trim().max(500, '最多 500 个字').optional(),
    actionId: Id,
  }),
  reply: PublicProgress,
  errors: [...byCode, 'incident.cannot-rate'],
})

/** What the public page needs before anything is typed. */
export const publicTown = endpoint('GET /public/town', {
  summary: '公众页：镇名、范围、常用类别、承诺',
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
