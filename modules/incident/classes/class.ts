import { z } from 'zod'
import { Limit } from '#core/calendar/contract.ts'

export const ClassKind = z.enum(['component', 'event', 'social'])
export type ClassKind = z.infer<typeof ClassKind>

export const Grade = z.enum(['I', 'II', 'III', 'IV'], { error: '等级应为 I 特急、II 紧急、III 一般或 IV 简单' })
export type Grade = z.infer<typeof Grade>
export const gradeTitles: Readonly<Record<Grade, string>> = { I: '特急', II: '紧急', III: '一般', IV: '简单' }

/** Whether a value has a named source in rules.md (出处) or is ours until the town confirms it (示例). */
export const Provenance = z.enum(['出处', '示例'])
export type Provenance = z.infer<typeof Provenance>

export const IncidentClass = z.object({
  /** B (部件), E (事件) or S (社会治理) before the standard's own digits, since 0101 means two things there. */
  code: z.string().regex(/^(?:[BE]\d{2}(?:\d{2}){0,2}|S\d{2}(?:\d{2}){0,2})$/u, { error: '类别编码应为 B、E 或 S 加 2、4 或 6 位数字' }),
  name: z.string().min(1, { error: '请填写类别名称' }).max(40),
  parent: z.string().optional(),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  aliases: z.array(z.string().min(2)),
  kind: ClassKind,
  /** Word that joins classes residents cannot tell apart (井盖 of whichever owner): used by the same-problem search. */
  family: z.string().optional(),
  grade: Grade,
  limits: z.object({ makeSafe: Limit.optional(), finish: Limit }),
  /** Where the limits come from; a line for the screen. */
  limitBasis: z.string(),
  limitSource: Provenance,
  /** Photos demanded before handling and before closing. */
  evidence: z.object({ before: z.int().min(0).optional(), after: z.int().min(0).optional() }),
  source: Provenance,
  /** Conflicts between sources and other remarks. */
  note: z.string().optional(),
})
export type IncidentClass = z.infer<typeof IncidentClass>

/** One dated version of the whole catalogue; a case keeps the version it was classified by. */
export const ClassCatalogue = z.object({
  version: z.string().min(1),
  from: z.iso.date(),
  classes: z.array(IncidentClass),
})
export type ClassCatalogue = z.infer<typeof ClassCatalogue>
