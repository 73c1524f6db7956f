import { z } from 'zod'
import { checkUscc } from '#core/party/contract.ts'

const Day = z.iso.date({ error: '日期应写成 2026-07-01 的样子' })

/** National item types (rules.md §5.1). */
export const matterTypes = {
  '01': '行政许可',
  '02': '行政处罚',
  '03': '行政强制',
  '04': '行政征收',
  '05': '行政给付',
  '06': '行政检查',
  '07': '行政确认',
  '08': '行政奖励',
  '09': '行政裁决',
  '10': '其他行政权力',
  '20': '公共服务',
} as const
export const MatterType = z.enum(Object.keys(matterTypes) as [keyof typeof matterTypes, ...(keyof typeof matterTypes)[]])
export type MatterType = z.infer<typeof MatterType>

/** 办件类型: done at once, or promised by a day. */
export const HandlingKind = z.enum(['instant', 'promised'])
export type HandlingKind = z.infer<typeof HandlingKind>
export const handlingKindTitles: Readonly<Record<HandlingKind, string>> = { instant: '即办件', promised: '承诺件' }

/** 行使层级, as far down as a town's own. */
export const MatterLevel = z.enum(['town', 'village'])
export type MatterLevel = z.infer<typeof MatterLevel>
export const matterLevelTitles: Readonly<Record<MatterLevel, string>> = { town: '镇级', village: '村（社区）级' }

export const Channel = z.enum(['hall', 'village', 'online', 'phone', 'kiosk', 'post', 'agent'])
export type Channel = z.infer<typeof Channel>
export const channelTitles: Readonly<Record<Channel, string>> = {
  hall: '大厅窗口',
  village: '村（社区）便民点',
  online: '网上',
  phone: '手机',
  kiosk: '政务e站',
  post: '邮寄',
  agent: '帮代办',
}

/** 四办 (rules.md §5.3): how a matter can be done, computed from its facts and never typed. */
export const Way = z.enum(['at-once', 'online', 'nearby', 'one-visit'])
export type Way = z.infer<typeof Way>

/** Whether anybody must come. */
export const MeetingClass = z.enum(['no-meeting', 'one-visit', 'more'])
export type MeetingClass = z.infer<typeof MeetingClass>

export const ApplicantKind = z.enum(['person', 'company', 'institution', 'association', 'unincorporated', 'organ', 'other'])
export type ApplicantKind = z.infer<typeof ApplicantKind>
/** 服务对象 (rules.md §5.1), with its public code. */
export const applicantKinds: Readonly<Record<ApplicantKind, { code: string; title: string }>> = {
  person: { code: '1', title: '自然人' },
  company: { code: '2', title: '企业法人' },
  institution: { code: '3', title: '事业法人' },
  association: { code: '4', title: '社会组织法人' },
  unincorporated: { code: '5', title: '非法人企业' },
  organ: { code: '6', title: '行政机关' },
  other: { code: '9', title: '其他组织' },
}

/** Days in working days, minutes for what is done at once: both limits carry their unit. */
export const MatterLimit = z.object({ n: z.int().min(0).max(365), unit: z.enum(['working-day', 'calendar-day']) })
export type MatterLimit = z.infer<typeof MatterLimit>

/** 材料: the list is closed, an open "其他材料" is refused (rules.md §5.2). */
export const Material = z.object({
  key: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().trim().min(2).max(80),
  source: z.enum(['applicant', 'government', 'third-party']),
  form: z.enum(['original', 'copy', 'electronic', 'original-or-electronic']),
  copies: z.int().min(1).max(20),
  required: z.boolean(),
  /** 电子证照代码: the same paper in every matter, so that a one-thing asks for it once and the town's own copy is found. */
  licence: z.string().max(40).optional(),
  /** 可容缺: a secondary paper that may come by a promised date. */
  deferrable: z.boolean(),
  /** 告知承诺: may be promised in writing instead. */
  promisable: z.boolean(),
  /** What the town already holds it as; such a paper is not asked for (features.md 4.2). */
  held: z.enum(['resident', 'household', 'company', 'licence', 'result']).optional(),
})
export type Material = z.infer<typeof Material>

/** A question of 我能办吗: every answer that does not qualify says what to do instead. */
export const Condition = z.object({
  key: z.string().regex(/^[a-z0-9-]{1,40}$/),
  question: z.string().trim().min(2).max(200),
  /** The answer that qualifies. */
  needs: z.boolean(),
  otherwise: z.string().max(200),
})
export type Condition = z.infer<typeof Condition>

/** A field of the application form; `fact` is the meaning it shares with other matters' fields, so that a one-thing asks once. */
export const FormField = z.object({
  key: z.string().regex(/^[a-z][a-zA-Z0-9-]{0,39}$/),
  title: z.string().trim().min(1).max(40),
  kind: z.enum(['text', 'long-text', 'number', 'date', 'choice', 'yes-no', 'phone', 'resident-id', 'uscc', 'place']),
  choices: z.array(z.string().max(60)).max(40).optional(),
  required: z.boolean(),
  fact: z
    .string()
    .regex(/^[a-z][a-z0-9.-]{0,59}$/)
    .optional(),
  hint: z.string().max(120).optional(),
})
export type FormField = z.infer<typeof FormField>

/** 流程环节 after acceptance; those that do not count stop the clock (特别程序, 行政许可法 art. 45). */
export const specialProcedures = ['听证', '招标', '拍卖', '检验', '检测', '检疫', '鉴定', '专家评审'] as const
export const SpecialProcedure = z.enum(specialProcedures)
export type SpecialProcedure = z.infer<typeof SpecialProcedure>

/** 流程环节: a step a resident may expect, with its working days where one is promised; 特别程序 do not count and are listed apart. */
export const FlowStep = z.object({
  title: z.string().trim().min(2).max(40),
  days: z.int().min(0).max(365).optional(),
  who: z.string().max(40).optional(),
})
export type FlowStep = z.infer<typeof FlowStep>

export const Fee = z.object({ name: z.string().max(60), cents: z.int().min(0), basis: z.string().trim().min(2).max(200) })
export type Fee = z.infer<typeof Fee>

/**
 * 事项: one version of one service item, dated (rules.md §5.2). A case keeps the version it was accepted under, a change counts from its day.
 * What can be computed from the facts (the four ways, 不见面, 最多跑一次) is not a field: see `ways.ts`.
 */
export const MatterVersion = z.object({
  /** The town's own short code; the basic and implementation codes of rules.md §5.1 beside it where they are given. */
  code: z.string().regex(/^[A-Z0-9-]{3,60}$/, '事项编码为 3–60 位大写字母、数字、横线'),
  from: Day,
  /** First day it no longer stands. */
  to: Day.optional(),
  name: z.string().trim().min(2).max(120),
  basicCode: z
    .string()
    .regex(/^\d{12}$/, '基本编码应为 12 位数字')
    .optional(),
  implementationCode: z
    .string()
    .regex(/^[0-9A-HJ-NPQRTUWXY]{18}\d{13}$/, '实施编码应为 18 位统一社会信用代码加 13 位数字')
    .refine((code) => checkUscc(code.slice(0, 18)).ok, '实施编码的前 18 位不是有效的统一社会信用代码')
    .optional(),
  type: MatterType,
  /** 分类, for the catalogue: 户籍、社保、企业开办 …. */
  domain: z.string().min(1).max(30),
  /** Who decides: a unit id of core/org. */
  unitId: z.uuid(),
  basis: z.array(z.string().trim().min(2).max(300)).min(1),
  level: MatterLevel,
  applicants: z.array(ApplicantKind).min(1),
  handling: HandlingKind,
  statutory: MatterLimit,
  promised: MatterLimit,
  /** 到办事现场次数 and why it must be on the spot. */
  visits: z.int().min(0).max(9),
  visitReason: z.string().max(120).optional(),
  channels: z.array(Channel).min(1),
  conditions: z.array(Condition).max(20),
  materials: z.array(Material).max(40),
  form: z.array(FormField).max(60),
  special: z.array(SpecialProcedure),
  fees: z.array(Fee),
  result: z.object({
    name: z.string().max(80),
    kind: z.enum(['licence', 'approval', 'proof', 'payment', 'record', 'none']),
    validMonths: z.int().min(1).optional(),
    /** 电子证照代码 of what is given: a joined matter that needs this paper does not ask for it. */
    licence: z.string().max(40).optional(),
  }),
  flow: z.array(FlowStep).max(12).optional(),
  /** 办理地点 and hours as a resident reads them, and 咨询投诉电话. */
  where: z.string().max(120).optional(),
  phone: z.string().max(40).optional(),
  /** 常见问题. */
  questions: z
    .array(z.object({ ask: z.string().max(120), answer: z.string().max(400) }))
    .max(20)
    .optional(),
  /** 独任审批: one authorised officer accepts, reviews and decides; checked afterwards by chance. */
  soleOfficer: z.boolean(),
  /** Only one case of it may run for the same object at a time (two applicants for one exclusive thing). */
  exclusiveBy: z.string().max(40).optional(),
  agentAllowed: z.boolean(),
  cityWide: z.boolean(),
  /** Invented wording of the demo town. */
  example: z.boolean(),
})
export type MatterVersion = z.infer<typeof MatterVersion>
