import type { Limit } from '#core/calendar/contract.ts'
import { classPath } from './catalogue.ts'
import type { ClassCatalogue, Grade } from './class.ts'
import { getGradeRule } from './grades.ts'

const urgencies: Record<Grade, number> = { I: 1, II: 2, III: 3, IV: 4 }

export interface ClassFacts {
  readonly classTitle: string
  readonly grade: Grade
  readonly urgency: number
  readonly evidence: { before?: number; after?: number }
  readonly limitAccept?: Limit
  readonly limitSign: Limit
  readonly limitSafe: Limit
  readonly limitFinish: Limit
}

/** Signing: 30 minutes for urgent ones, else 4 working hours (规则 1.7 示例). */
const signLimit = (grade: Grade): Limit =>
  grade === 'I' || grade === 'II' ? { n: 0.5, unit: 'clock-hour' } : { n: 4, unit: 'working-hour' }

/**
 * What a class and a grade mean for a case: title, grade, limits, evidence. An urgent grade keeps its own shorter
 * limits; otherwise the class's limits hold. Unknown class: the limits of the grade.
 */
export function factsOfClass(catalogue: ClassCatalogue, classCode: string | undefined, grade: Grade | undefined): ClassFacts {
  const path = classCode ? classPath(catalogue, classCode) : []
  const own = path.at(-1)
  const chosen = grade ?? own?.grade ?? 'III'
  const rule = getGradeRule(chosen)
  const urgent = chosen === 'I' || chosen === 'II'
  const raised = urgent && own?.grade !== chosen
  return {
    classTitle: own?.name ?? '未分类',
    grade: chosen,
    urgency: urgencies[chosen],
    evidence: {
      ...(own?.evidence.before !== undefined ? { before: own.evidence.before } : {}),
      ...(own?.evidence.after !== undefined ? { after: own.evidence.after } : {}),
    },
    ...(rule.accept ? { limitAccept: rule.accept } : {}),
    limitSign: signLimit(chosen),
    limitSafe: (raised ? undefined : own?.limits.makeSafe) ?? rule.respond ?? { n: 4, unit: 'working-hour' },
    limitFinish: raised || !own ? rule.finish : own.limits.finish,
  }
}
