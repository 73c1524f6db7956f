import { componentClasses } from './component-classes.ts'
import type { ClassCatalogue, ClassKind, Grade, IncidentClass } from './class.ts'
import { classLimits } from './class-limits.ts'
import type { ClassRow } from './class-row.ts'
import { detailClasses } from './detail-classes.ts'
import { eventClasses } from './event-classes.ts'
import { getGradeRule } from './grades.ts'
import { socialClasses } from './social-classes.ts'

// Default grades (示例): the longest matching prefix wins, everything else is III. Lids are II: somebody may fall in.
const gradePrefixes: Readonly<Record<Exclude<Grade, 'III'>, readonly string[]>> = {
  I: ['B0601', 'E0401', 'E0403', 'E0409', 'S1002', 'S1003', 'S1004', 'S10'],
  II: [
    ...Object.keys(classLimits).filter((code) => code.startsWith('B01') && code.length === 5 && code <= 'B0117'),
    ...['B0127', 'B0128', 'B0129', 'B0130', 'B0131', 'B0133', 'B0135', 'B0214', 'B0604', 'B040201'],
    ...['E0205', 'E0402', 'E0404', 'E0405', 'E0406', 'E0407', 'E0408', 'E050501', 'E2101', 'E2102', 'E2103', 'S02', 'S03'],
  ],
  IV: ['E0201', 'E0204', 'E0506', 'E0511', 'S05', 'S0901'],
}

const kinds: Readonly<Record<string, ClassKind>> = { B: 'component', E: 'event', S: 'social' }
const photos: Readonly<Record<ClassKind, IncidentClass['evidence']>> = {
  component: { before: 1, after: 1 },
  event: { before: 1, after: 1 },
  social: { before: 0, after: 0 },
}

function gradeOf(code: string): Grade {
  let best: { grade: Grade; length: number } = { grade: 'III', length: 0 }
  for (const grade of ['I', 'II', 'IV'] as const)
    for (const prefix of gradePrefixes[grade])
      if (code.startsWith(prefix) && prefix.length > best.length) best = { grade, length: prefix.length }
  return best.grade
}

function build(letter: string, [digits, name, aliases = '', family = '', note = '']: ClassRow): IncidentClass {
  const code = letter + digits.replace('?', '')
  const level = code.length === 3 ? 1 : code.length === 5 ? 2 : 3
  const kind = kinds[code.charAt(0)] ?? 'event'
  const grade = gradeOf(code)
  const limits = classLimits[code] ?? (level === 3 ? classLimits[code.slice(0, 5)] : undefined)
  const rule = getGradeRule(grade)
  return {
    code,
    name,
    level,
    kind,
    grade,
    aliases: aliases.split('|').filter((alias) => alias !== ''),
    ...(level > 1 && { parent: code.slice(0, -2) }),
    ...(family && { family }),
    limits: { finish: limits?.finish ?? rule.finish, ...(limits?.makeSafe && { makeSafe: limits.makeSafe }) },
    limitBasis: limits?.basis ?? `示例：按${rule.name}件默认时限`,
    limitSource: limits?.source ?? '示例',
    evidence: photos[kind],
    source: digits.endsWith('?') ? '示例' : '出处',
    ...(note && { note }),
  }
}

/** The catalogue a new town starts with; the town edits a copy and publishes it under a version of its own. */
export const defaultCatalogue: ClassCatalogue = {
  version: '2026-1',
  from: '2026-01-01',
  classes: [
    ...componentClasses.map((row) => build('B', row)),
    ...eventClasses.map((row) => build('E', row)),
    ...socialClasses.map((row) => build('S', row)),
    ...detailClasses.map((row) => build('', row)),
  ],
}

/** Looks a class up by code; undefined when this version does not have it. */
export function findClass(catalogue: ClassCatalogue, code: string): IncidentClass | undefined {
  return indexOf(catalogue).get(code)
}

/** The class and its parents, from 大类 down: `['公用设施', '不明井盖', '井盖丢失']` by name. Empty for an unknown code. */
export function classPath(catalogue: ClassCatalogue, code: string): IncidentClass[] {
  const path: IncidentClass[] = []
  for (let at = findClass(catalogue, code); at; at = at.parent === undefined ? undefined : findClass(catalogue, at.parent)) {
    if (path.includes(at)) break // a town's edited copy may hold a circle; checkCatalogue names it
    path.unshift(at)
  }
  return path
}

/** Direct children in code order; of the roots when `code` is left out. */
export function childClasses(catalogue: ClassCatalogue, code?: string): IncidentClass[] {
  return catalogue.classes.filter((c) => c.parent === code).toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

/** Everything wrong with an edited catalogue, one Chinese line each; empty when it may be published. */
export function checkCatalogue(catalogue: ClassCatalogue): string[] {
  const byCode = indexOf(catalogue)
  const faults: string[] = []
  const seen = new Set<string>()
  for (const c of catalogue.classes) {
    if (seen.has(c.code)) faults.push(`类别 ${c.code} ${c.name}：编码重复，请改用未占用的编码`)
    seen.add(c.code)
    const parent = c.parent === undefined ? undefined : byCode.get(c.parent)
    if (c.level === 1 && c.parent !== undefined) faults.push(`类别 ${c.code} ${c.name}：大类不应有上级，请清空上级`)
    if (c.level > 1 && !parent) faults.push(`类别 ${c.code} ${c.name}：找不到上级 ${c.parent ?? '（空）'}，请先建立上级类别`)
    if (parent && parent.level !== c.level - 1) faults.push(`类别 ${c.code} ${c.name}：上级 ${parent.code} 不是高一级的类别，请改选上级`)
  }
  return faults
}

const indexes = new WeakMap<ClassCatalogue, Map<string, IncidentClass>>()

function indexOf(catalogue: ClassCatalogue): Map<string, IncidentClass> {
  const known = indexes.get(catalogue)
  if (known) return known
  const index = new Map(catalogue.classes.map((c) => [c.code, c]))
  indexes.set(catalogue, index)
  return index
}
