import type { Limit } from '#core/calendar/contract.ts'
import type { Grade, Provenance } from './class.ts'

export interface GradeRule {
  readonly grade: Grade
  readonly name: string
  /** When a dispatcher chooses this grade. */
  readonly trigger: string
  readonly accept?: Limit
  readonly respond?: Limit
  readonly finish: Limit
  /** Limit for the report to the county, where the grade demands one. */
  readonly reportUp?: Limit
  /** Share of the finish limit after which `who` is told; 0 = at once. */
  readonly escalate?: { readonly at: number; readonly who: string }
  readonly note?: string
  readonly source: Provenance
}

const minutes = (n: number): Limit => ({ n: n / 60, unit: 'clock-hour' })

/**
 * Grades and their default limits, rules.md §2.5 (a proposal there, so 示例 here). Grade I has no closing limit in the
 * source ("immediate control"): 24 hours is ours, because a clock must end somewhere.
 */
export const gradeRules: readonly GradeRule[] = [
  {
    grade: 'I',
    name: '特急',
    trigger: '危及生命、火灾、燃气泄漏、30 人以上聚集或有人死亡',
    accept: minutes(1),
    respond: minutes(10),
    finish: { n: 24, unit: 'clock-hour' },
    reportUp: minutes(30),
    escalate: { at: 0, who: '带班领导' },
    note: '立即控制现场，30 分钟内电话报区（县），1 小时内书面报告',
    source: '示例',
  },
  {
    grade: 'II',
    name: '紧急',
    trigger: '存在安全隐患须当日处置，或 5 人以上',
    accept: minutes(5),
    respond: minutes(30),
    finish: { n: 24, unit: 'clock-hour' },
    escalate: { at: 0.5, who: '分管领导' },
    source: '示例',
  },
  {
    grade: 'III',
    name: '一般',
    trigger: '一般问题',
    accept: minutes(30),
    respond: { n: 4, unit: 'working-hour' },
    finish: { n: 3, unit: 'working-day' },
    escalate: { at: 0.8, who: '单位负责人' },
    source: '示例',
  },
  { grade: 'IV', name: '简单', trigger: '当场自处自结', finish: { n: 24, unit: 'clock-hour' }, source: '示例' },
]

/** The rule of a grade. @throws when the grade is none of I–IV */
export function getGradeRule(grade: Grade): GradeRule {
  const rule = gradeRules.find((r) => r.grade === grade)
  if (!rule) throw new Error(`没有等级 ${grade} 的时限规则`)
  return rule
}
