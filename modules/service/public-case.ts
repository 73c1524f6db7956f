import { z } from 'zod'
import { CaseFile } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { CaseDraft, CaseReceipt, PaperRow } from './case.ts'
import { CaseMaterial, MaterialChange } from './case-material.ts'
import { FormField } from './matter.ts'
import { RatingDraft } from './rating.ts'

const Number_ = z.object({ number: z.string().trim().toUpperCase().max(30) })
// A code of a wrong shape is simply a wrong code: one answer for all that does not fit.
const Code = z.string({ error: '请输入查询码' }).trim().toUpperCase().max(20, '查询码是 6 位')
const byCode = ['service.number-or-code-wrong'] as const

/** The chosen subset an applicant follows, like a parcel; never a clerk's internal word. */
export const PublicCase = z.object({
  number: z.string(),
  matterName: z.string(),
  applicant: z.string(),
  stepTitle: z.string(),
  open: z.boolean(),
  track: z.array(z.object({ at: z.iso.datetime(), title: z.string(), words: z.string().optional() })),
  /** In words, to the day. */
  limits: z.array(z.string()),
  gaps: z.array(z.string()),
  materials: z.array(CaseMaterial),
  papers: z.array(PaperRow),
  result: z.string().optional(),
  canResubmit: z.boolean(),
  canCollect: z.boolean(),
  canWithdraw: z.boolean(),
  canRate: z.boolean(),
  rated: z.int().optional(),
})
export type PublicCase = z.infer<typeof PublicCase>

export const applyPublic = endpoint('POST /public/service/cases', {
  summary: '网上申请（无需注册）',
  allow: 'public',
  perMinute: 10,
  body: CaseDraft.omit({ accept: true }).extend({
    files: z.array(CaseFile).max(20).default([]),
    draft: z.string().max(30).optional(),
    draftCode: Code.optional(),
  }),
  reply: CaseReceipt,
  errors: [
    'service.matter-missing',
    'service.number-wrong',
    'service.channel-closed',
    'service.kind-not-served',
    'service.exclusive-taken',
    'service.barred',
    'service.matter-changed',
    'service.form-incomplete',
  ],
})
export const followPublic = endpoint('GET /public/service/cases/:number', {
  summary: '按受理号和查询码查办件',
  allow: 'public',
  perMinute: 60,
  params: Number_,
  query: z.object({ code: Code.default('') }),
  reply: PublicCase,
  errors: byCode,
})
export const sayPublic = endpoint('POST /public/service/cases/:number/acts', {
  summary: '申请人补正、补交容缺材料、网上领取、撤回',
  allow: 'public',
  perMinute: 20,
  params: Number_,
  body: z.object({
    code: Code,
    actionId: Id,
    act: z.enum(['resubmit', 'supply', 'collect', 'withdraw']),
    changes: z.array(MaterialChange).max(60).default([]),
    files: z.array(CaseFile).max(20).default([]),
    words: z.string().trim().max(1000).default(''),
  }),
  reply: PublicCase,
  errors: [...byCode, 'case.not-allowed', 'case.input-invalid'],
})
export const ratePublicCase = endpoint('POST /public/service/cases/:number/rating', {
  summary: '好差评（一事一评，自愿）',
  allow: 'public',
  perMinute: 10,
  params: Number_,
  body: RatingDraft.safeExtend({ code: Code, actionId: Id }),
  reply: PublicCase,
  errors: [...byCode, 'service.cannot-rate'],
})
export const publicPaper = endpoint('GET /public/service/cases/:number/papers/:id', {
  summary: '申请人自己的文书（PDF）',
  allow: 'public',
  perMinute: 20,
  wire: 'file',
  params: Number_.extend({ id: Id }),
  query: z.object({ code: Code.default('') }),
  reply: z.unknown(),
  errors: [...byCode, 'service.paper-missing', 'platform.busy'],
})

/** The form of an item as a resident fills it. */
export const publicForm = endpoint('GET /public/service/forms/:code', {
  summary: '网上申请表和材料清单',
  allow: 'public',
  perMinute: 60,
  params: z.object({ code: z.string().max(60) }),
  reply: z.object({
    code: z.string(),
    from: z.string(),
    name: z.string(),
    applicants: z.array(z.string()),
    form: z.array(FormField),
    materials: z.array(CaseMaterial),
    promised: z.string(),
    online: z.boolean(),
    example: z.boolean(),
  }),
  errors: ['service.matter-missing'],
})

const Content = z.record(z.string().max(40), z.json())
export const saveDraft = endpoint('POST /public/service/drafts', {
  summary: '保存网上申请草稿',
  allow: 'public',
  perMinute: 30,
  body: z.object({
    actionId: Id,
    number: z.string().max(30).optional(),
    code: Code.optional(),
    phone: z.string().max(20).default(''),
    content: Content,
  }),
  reply: z.object({ number: z.string(), code: z.string().optional() }),
  errors: byCode,
})
export const resumeDraft = endpoint('GET /public/service/drafts/:number', {
  summary: '在另一台设备接着填',
  allow: 'public',
  perMinute: 20,
  params: Number_,
  query: z.object({ code: Code.default('') }),
  reply: z.object({ content: Content, changedAt: z.iso.datetime() }),
  errors: byCode,
})
