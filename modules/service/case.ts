import { z } from 'zod'
import { Explanation } from '#core/calendar/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { CaseMaterial, Gap, MaterialChange } from './case-material.ts'
import { ApplicantKind, Channel, FormField, MatterLimit } from './matter.ts'
import { PaperKind } from './paper.ts'

/** 申请人 as typed, read or scanned; the number is checked by its own rule (rules.md §8.1, §8.2). */
export const Applicant = z.object({
  kind: ApplicantKind,
  name: z.string({ error: '请填写申请人' }).trim().min(2, '申请人至少 2 个字').max(100, '申请人最多 100 个字'),
  number: z.string({ error: '请填写证件号码' }).trim().toUpperCase().min(15, '证件号码应为 18 位').max(18, '证件号码应为 18 位'),
  phone: z.string().trim().max(20).default(''),
  address: z.string().trim().max(200).default(''),
})
export type Applicant = z.infer<typeof Applicant>

/** Answers by the form's keys; their meaning is the matter version's. */
export const FormAnswers = z.record(z.string().max(60), z.union([z.string().max(2000), z.number(), z.boolean()]))

export const CaseDraft = z.object({
  actionId: Id,
  matterCode: z.string({ error: '请选择事项' }).min(3, '请选择事项').max(40),
  channel: Channel.default('hall'),
  applicant: Applicant,
  form: FormAnswers.default({}),
  changes: z.array(MaterialChange).max(60).default([]),
  /** What only one case may be about at a time (the field `exclusiveBy` of the matter): a shop's address, a plot. */
  object: z.string().trim().max(120).optional(),
  /** 延续: the day the licence ends (行政许可法 art. 50). */
  renewsUntil: z.iso.date().optional(),
  /** Takes it in and accepts it with one touch. */
  accept: z.boolean().default(false),
  /** The version the form was filled from; another one by now is said, not swallowed. */
  matterFrom: z.iso.date().optional(),
})
export type CaseDraft = z.infer<typeof CaseDraft>

export const CaseReceipt = z.object({
  id: Id,
  number: z.string(),
  /** Told once, printed on the receipt; absent on a replay. */
  code: z.string().optional(),
  step: z.string(),
  accepted: z.boolean(),
  promiseDue: z.string().optional(),
  replayed: z.boolean(),
})
export type CaseReceipt = z.infer<typeof CaseReceipt>

export const Stage = z.enum(['received', 'correcting', 'reviewing', 'deciding', 'issuing', 'verifying', 'sample', 'closed'])
export type Stage = z.infer<typeof Stage>
export const stageTitles: Readonly<Record<Stage, string>> = {
  received: '待受理',
  correcting: '待补正',
  reviewing: '审查',
  deciding: '待决定',
  issuing: '待送达',
  verifying: '承诺核查',
  sample: '独任抽查',
  closed: '已办结',
}
/** Which steps of the process a stage holds. */
export const stageSteps: Readonly<Record<Exclude<Stage, 'sample'>, readonly string[]>> = {
  received: ['received', 'resubmitted'],
  correcting: ['correcting'],
  reviewing: ['review', 'special', 'hearing'],
  deciding: ['decision'],
  issuing: ['issuing'],
  verifying: ['verifying'],
  closed: ['done', 'not-needed', 'not-accepted', 'withdrawn', 'terminated', 'revoked'],
}

/** rules.md §5.4: past the legal due red, past the promise yellow, a fifth left blue. */
export const Lamp = z.enum(['red', 'yellow', 'blue', 'none'])
export type Lamp = z.infer<typeof Lamp>

export const ServiceRow = z.object({
  id: Id,
  number: z.string(),
  matterCode: z.string(),
  matterName: z.string(),
  applicant: z.string(),
  applicantKind: ApplicantKind,
  idMask: z.string(),
  channel: Channel,
  step: z.string(),
  stepTitle: z.string(),
  open: z.boolean(),
  openedAt: z.iso.datetime(),
  acceptedOn: z.string().optional(),
  deemed: z.boolean(),
  /** Last day of the limit. */
  legalDue: z.string().optional(),
  promiseDue: z.string().optional(),
  nextDue: z.iso.datetime().optional(),
  nextClock: z.string().optional(),
  lamp: Lamp,
  result: z.string().optional(),
  documentNumber: z.string().optional(),
})
export type ServiceRow = z.infer<typeof ServiceRow>

const read = 'service.case.read'
const ById = z.object({ id: Id })
const taking = [
  'service.matter-missing',
  'service.number-wrong',
  'service.channel-closed',
  'service.kind-not-served',
  'service.exclusive-taken',
  'service.barred',
  'service.matter-changed',
  'service.form-incomplete',
  'service.deferral-late',
  'case.not-allowed',
  'case.input-invalid',
] as const

export const openServiceCase = endpoint('POST /service/cases', {
  summary: '窗口收件、受理',
  allow: 'service.case.open',
  body: CaseDraft,
  reply: CaseReceipt,
  errors: taking,
})

export const CaseFilter = z.object({
  /** A case number, an identity or credit code number, a whole name, or words of the matter or the firm. */
  q: z.string().trim().max(60).optional(),
  stage: Stage.optional(),
  matter: z.string().max(40).optional(),
})
export const listServiceCases = endpoint('GET /service/cases', {
  summary: '办件清单和检索',
  allow: read,
  query: CaseFilter.extend(PageQuery.shape),
  reply: Page(ServiceRow),
})
export const countServiceCases = endpoint('GET /service/cases/counts', {
  summary: '办件各环节计数',
  allow: read,
  reply: z.record(Stage, z.int()),
})

export const PaperRow = z.object({ id: Id, kind: PaperKind, title: z.string(), number: z.string(), madeAt: z.iso.datetime() })
export type PaperRow = z.infer<typeof PaperRow>

export const readServiceCase = endpoint('GET /service/cases/:id', {
  summary: '一件办件：申请人（脱敏）、材料、期限说明、文书',
  allow: read,
  params: ById,
  reply: ServiceRow.extend({
    level: z.string(),
    phoneMask: z.string(),
    materials: z.array(CaseMaterial),
    gaps: z.array(Gap),
    deemedWhy: z.string().optional(),
    special: z.array(z.string()),
    promise: MatterLimit,
    statutory: MatterLimit,
    soleOfficer: z.boolean(),
    joint: z.boolean(),
    papers: z.array(PaperRow),
    /** The same clocks in the words of the law, to the day. */
    clocks: z.array(z.object({ key: z.string(), title: z.string(), dueDay: z.string().optional(), explanation: Explanation })),
    bundle: z.array(z.object({ id: Id, number: z.string(), matterName: z.string(), stepTitle: z.string(), open: z.boolean() })),
  }),
  errors: ['case.not-found'],
})

export const revealApplicant = endpoint('POST /service/cases/:id/applicant/reveal', {
  summary: '查看申请人完整信息（须写明理由，留痕）',
  allow: 'service.applicant.reveal',
  params: ById,
  body: z.object({ reason: z.string({ error: '请写明理由' }).trim().min(2, '请写明理由').max(200) }),
  reply: Applicant.extend({ form: FormAnswers, number: z.string() }),
  errors: ['case.not-found'],
})

export const Known = z.object({
  /** Values for the form, by its keys, with the case each is known from. */
  facts: z.array(z.object({ key: z.string(), value: z.union([z.string(), z.number(), z.boolean()]), from: z.string() })),
  materials: z.array(CaseMaterial),
  /** Open cases of the same matter and applicant. */
  running: z.array(z.object({ id: Id, number: z.string(), stepTitle: z.string() })),
  phone: z.string(),
  address: z.string(),
  name: z.string(),
  bar: z.object({ until: z.string(), why: z.string() }).optional(),
})
export type Known = z.infer<typeof Known>

/** A look at somebody's data: the number is in the body, never in an address; written down. */
export const askKnown = endpoint('POST /service/known', {
  summary: '镇里已掌握的申请人信息和材料（留痕）',
  allow: 'service.case.open',
  body: z.object({ number: Applicant.shape.number, matterCode: z.string().max(40) }),
  reply: Known,
  errors: ['service.number-wrong', 'service.matter-missing'],
})

export const pickMatters = endpoint('GET /service/takeable', {
  summary: '可收件的事项（输入即查）',
  allow: 'service.case.open',
  query: z.object({ q: z.string().trim().max(40).default('') }),
  reply: z.object({
    rows: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        from: z.string(),
        unit: z.string(),
        domain: z.string(),
        level: z.string(),
        handling: z.string(),
        promised: MatterLimit,
        statutory: MatterLimit,
        soleOfficer: z.boolean(),
        applicants: z.array(ApplicantKind),
        form: z.array(FormField),
        materials: z.array(CaseMaterial),
        exclusiveBy: z.string().optional(),
        example: z.boolean(),
      }),
    ),
  }),
})

export const readPaper = endpoint('GET /service/papers/:id', {
  summary: '办件文书（PDF）',
  allow: read,
  wire: 'file',
  params: ById,
  query: z.object({ code: z.string().max(20).optional() }),
  reply: z.unknown(),
  errors: ['service.paper-missing', 'case.not-found', 'platform.busy'],
})
