import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'

const Day = z.iso.date({ error: '日期应写成 2026-07-01 的样子' })
const Acts = z.array(z.string().max(40)).min(1, '至少一个动作').max(12)

/** One number of a rule and what it means. `between` counts minutes of a case, `daily` counts a day's work of a person. */
export const RuleStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('between'),
    name: z.string().trim().min(1, '请填写步骤名称').max(20, '步骤名称最多 20 个字'),
    /** Keys of the process: the first of them that was done begins the count; `open` is the report itself. */
    from: Acts,
    to: Acts,
    minutes: z.number().positive('分钟数应大于 0').max(100_000),
    /** Only cases of these urgencies, 1 特急 … 4 简单; empty: all. */
    urgencies: z.array(z.int().min(1).max(4)).max(4).default([]),
  }),
  z.object({
    kind: z.literal('daily'),
    name: z.string().trim().min(1, '请填写步骤名称').max(20, '步骤名称最多 20 个字'),
    of: z.enum(['rounds', 'kinds', 'items'], { error: '请选择计数内容' }),
    atLeast: z.int().min(1, '至少 1').max(200),
  }),
])
export type RuleStep = z.infer<typeof RuleStep>

export const ResponseRule = z.object({
  key: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, '规则代号只能用小写字母、数字和短横线'),
  title: z.string().trim().min(1, '请填写规则名称').max(40, '规则名称最多 40 个字'),
  /** 示例: its meaning is not confirmed by the town. */
  sample: z.boolean(),
  steps: z.array(RuleStep).min(1, '至少一步').max(6, '最多 6 步'),
  active: z.boolean(),
  version: z.int(),
})
export type ResponseRule = z.infer<typeof ResponseRule>

export const countWords = { rounds: '轮', kinds: '类', items: '项' } as const

const between = (name: string, from: string[], to: string[], minutes: number): RuleStep => ({
  kind: 'between',
  name,
  from,
  to,
  minutes,
  urgencies: [],
})

/**
 * 平望 names a patrol method "3510" and nowhere says what the digits mean (features.md §5, rules.md §3.1): two readings are shipped, both marked 示例, for
 * the town to choose, change or replace.
 */
export const sampleRules: readonly ResponseRule[] = [
  {
    key: 'rule-3510-minutes',
    title: '3510 响应（分钟）',
    sample: true,
    active: true,
    version: 1,
    steps: [
      between('3 分钟响应', ['open'], ['accept', 'dispatch', 'send-check', 'propose-void', 'settle'], 3),
      between('5 分钟交办', ['open'], ['dispatch', 'settle'], 5),
      between('10 分钟到场', ['dispatch'], ['sign', 'make-safe', 'handle'], 10),
    ],
  },
  {
    key: 'rule-3510-rounds',
    title: '3510 巡查（次数）',
    sample: true,
    active: true,
    version: 1,
    steps: [
      { kind: 'daily', name: '每天 3 轮', of: 'rounds', atLeast: 3 },
      { kind: 'daily', name: '每天 5 类对象', of: 'kinds', atLeast: 5 },
      { kind: 'daily', name: '每天 10 个对象', of: 'items', atLeast: 10 },
    ],
  },
]

/** First times of a case's actions, epoch milliseconds. */
export interface CaseTimes {
  readonly urgency: number
  readonly done: Readonly<Record<string, number>>
}
/** A person's work of one day. */
export interface DayWork {
  readonly rounds: number
  readonly kinds: number
  readonly items: number
}

export type StepVerdict = 'met' | 'missed' | 'running' | 'not-due'

const first = (times: CaseTimes, keys: readonly string[]): number | undefined => {
  const found = keys.flatMap((key) => times.done[key] ?? [])
  return found.length > 0 ? Math.min(...found) : undefined
}

/** How one case stands to one step; a limit not yet over is no verdict. @param now epoch milliseconds */
export function judgeCase(step: Extract<RuleStep, { kind: 'between' }>, times: CaseTimes, now: number): StepVerdict {
  if (step.urgencies.length > 0 && !step.urgencies.includes(times.urgency)) return 'not-due'
  const begun = first(times, step.from)
  if (begun === undefined) return 'not-due'
  const due = begun + step.minutes * 60_000
  const done = first(times, step.to)
  // Done before the count began (a settled case is dispatched by nobody) is done in time.
  if (done !== undefined) return done <= due ? 'met' : 'missed'
  return now > due ? 'missed' : 'running'
}

export const judgeDay = (step: Extract<RuleStep, { kind: 'daily' }>, work: DayWork): StepVerdict =>
  work[step.of] >= step.atLeast ? 'met' : 'missed'

/** Steps met ÷ steps due, for each step alone: never one flag for all (rules.md §3.1). */
export function complianceOf(rule: Pick<ResponseRule, 'steps'>, cases: readonly CaseTimes[], days: readonly DayWork[], now: number) {
  return rule.steps.map((step) => {
    const verdicts = step.kind === 'between' ? cases.map((times) => judgeCase(step, times, now)) : days.map((work) => judgeDay(step, work))
    const count = (verdict: StepVerdict) => verdicts.filter((each) => each === verdict).length
    return { name: step.name, met: count('met'), due: count('met') + count('missed'), running: count('running') }
  })
}

const StepResult = z.object({ name: z.string(), met: z.int(), due: z.int(), running: z.int() })
const errors = ['patrol.rule-unknown', 'patrol.rule-faulty', 'platform.conflict'] as const
const at = z.object({ key: z.string().max(40) })

export const listRules = endpoint('GET /patrol/rules', {
  summary: '响应规则（3510 等）',
  allow: 'patrol.rule.read',
  reply: z.object({ rules: z.array(ResponseRule) }),
})

export const createRule = endpoint('POST /patrol/rules', {
  summary: '新增响应规则',
  allow: 'patrol.rule.manage',
  body: ResponseRule.omit({ version: true }),
  reply: ResponseRule,
  errors,
})

export const saveRule = endpoint('PUT /patrol/rules/:key', {
  summary: '修改响应规则',
  allow: 'patrol.rule.manage',
  params: at,
  body: ResponseRule.omit({ key: true }),
  reply: ResponseRule,
  errors,
})

export const readCompliance = endpoint('GET /patrol/rules/:key/compliance', {
  summary: '响应规则逐步达标情况',
  allow: 'patrol.rule.read',
  params: at,
  query: z.object({ from: Day.optional(), to: Day.optional() }),
  reply: z.object({
    rule: ResponseRule,
    from: z.iso.date(),
    to: z.iso.date(),
    cases: z.int(),
    personDays: z.int(),
    steps: z.array(StepResult),
  }),
  errors,
})

export const testRule = endpoint('POST /patrol/rules/test', {
  summary: '试算：给定一件事各动作的分钟数，或一天的工作量，看每一步是否达标',
  allow: 'patrol.rule.read',
  body: z.object({
    steps: ResponseRule.shape.steps,
    /** Minutes after the report at which each action was done. */
    minutes: z.record(z.string().max(40), z.number().min(0).max(100_000)).default({}),
    urgency: z.int().min(1).max(4).default(3),
    work: z.object({ rounds: z.int().min(0), kinds: z.int().min(0), items: z.int().min(0) }).default({ rounds: 0, kinds: 0, items: 0 }),
    /** Minutes after the report that have passed by now. */
    passed: z.number().min(0).max(1_000_000).default(100_000),
  }),
  reply: z.object({
    steps: z.array(z.object({ name: z.string(), verdict: z.enum(['met', 'missed', 'running', 'not-due']), words: z.string() })),
  }),
})
