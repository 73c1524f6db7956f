import { z } from 'zod'

const Day = z.iso.date({ error: '日期应写成 2026-07-01 的样子' })
const MatterCode = z.string().regex(/^[A-Z0-9-]{3,60}$/, '事项编码为 3–60 位大写字母、数字、横线')
const Key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, '编号为小写字母、数字、横线，以字母开头')

/** An answer of a situation question, and the matters it brings in. */
export const SituationOption = z.object({
  key: Key,
  title: z.string().trim().min(1, '请填写选项').max(60),
  adds: z.array(MatterCode).max(20),
})
export type SituationOption = z.infer<typeof SituationOption>

/**
 * A node of the decision tree (情形引导). `when` hangs it under one option of an earlier question; without it the question is asked of
 * everybody. A flat list whose parents stand before their children cannot hold a cycle and is what an editor can show.
 */
export const Situation = z.object({
  key: Key,
  question: z.string().trim().min(2, '请填写问题').max(120),
  when: z.object({ question: Key, option: Key }).optional(),
  options: z.array(SituationOption).min(2, '每个问题至少两个选项').max(12),
})
export type Situation = z.infer<typeof Situation>

/** One matter of a one-thing (rules.md §5.6). */
export const JoinedMatter = z.object({
  code: MatterCode,
  /** The order in which a resident sees them and papers are sorted; what must wait is said by `dependsOn`. */
  order: z.int().min(0).max(99),
  /** Matters of one group are sent to their offices at the same moment. */
  parallelGroup: z.string().max(20).optional(),
  dependsOn: z.array(MatterCode).max(20),
  /** Done only when an answer of the tree brings it in; the others always. */
  optional: z.boolean(),
})
export type JoinedMatter = z.infer<typeof JoinedMatter>

/** What is handed out at the end: all results together, or each as it is ready. */
export const ResultBundle = z.object({
  name: z.string().trim().min(2, '请填写结果名称').max(80),
  delivery: z.enum(['together', 'as-ready']),
})
export type ResultBundle = z.infer<typeof ResultBundle>
export const deliveryTitles: Readonly<Record<ResultBundle['delivery'], string>> = {
  together: '全部办好一次送达',
  'as-ready': '办好一项送一项',
}

/** 一件事: joined matters as one version, dated like a matter. The merged form and the merged materials are computed, not typed: one-thing-plan.ts. */
export const OneThingVersion = z.object({
  code: z.string().regex(/^[A-Z0-9-]{3,60}$/, '编码为 3–60 位大写字母、数字、横线'),
  from: Day,
  to: Day.optional(),
  name: z.string().trim().min(2, '请填写名称').max(60),
  /** What it is for, in a resident's words. */
  summary: z.string().trim().max(300),
  applicants: z.enum(['person', 'company']),
  situations: z.array(Situation).max(20),
  items: z.array(JoinedMatter).min(2, '一件事至少包含两个事项').max(20),
  bundle: ResultBundle,
  example: z.boolean(),
})
export type OneThingVersion = z.infer<typeof OneThingVersion>

/** Answers of the tree: question key → option key. */
export const Answers = z.record(z.string().max(40), z.string().max(40))
export type Answers = z.infer<typeof Answers>
