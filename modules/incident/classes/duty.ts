import { z } from 'zod'
import { Limit } from '#core/calendar/contract.ts'
import { Provenance } from './class.ts'
import type { ClassCatalogue } from './class.ts'
import { classPath } from './catalogue.ts'

/** Kinds of unit the default list speaks of; a town binds each to one of its own units. */
export const unitRoles = {
  municipal: '市政养护',
  sanitation: '环卫所',
  greening: '绿化养护',
  enforcement: '综合行政执法局',
  police: '派出所',
  traffic: '交警中队',
  power: '供电所',
  water: '水务站',
  supply: '供水公司',
  gas: '燃气公司',
  telecom: '通信运营商',
  safety: '安监和应急管理局',
  fire: '消防救援站',
  construction: '建设管理局',
  environment: '生态环保办',
  agriculture: '农村工作局',
  market: '市场监管分局',
  social: '社会事业局',
  justice: '司法所',
  labour: '人社所',
  health: '卫生院',
  education: '教育管理办',
  service: '行政审批局',
  centre: '集成指挥中心',
  village: '村社区',
} as const

export const UnitRole = z.enum(Object.keys(unitRoles) as [keyof typeof unitRoles, ...(keyof typeof unitRoles)[]], {
  error: '请选择责任单位',
})
export type UnitRole = z.infer<typeof UnitRole>

/** One line of the responsibility list (责任清单). It also holds for every class below `classCode`. */
export const Duty = z.object({
  classCode: z.string(),
  lead: UnitRole,
  co: z.array(UnitRole),
  /** 处置标准: what counts as done. */
  standard: z.string().min(1, { error: '请填写处置标准' }),
  /** Left out: the limits of the class. */
  limits: z.object({ makeSafe: Limit.optional(), finish: Limit }).optional(),
  basis: z.string().min(1, { error: '请填写依据' }),
  source: Provenance,
})
export type Duty = z.infer<typeof Duty>

export const DutyList = z.object({ version: z.string().min(1), from: z.iso.date(), duties: z.array(Duty) })
export type DutyList = z.infer<typeof DutyList>

export interface DutySuggestion {
  readonly duty: Duty
  readonly unitName: string
  readonly limits: { readonly makeSafe?: Limit | undefined; readonly finish: Limit }
  /** For the screen: `责任清单 2026-1：不明井盖 → 市政养护（按上级类别“不明井盖”）`. */
  readonly why: string
}

/** Who answers for a class: its own line, or the nearest line above it. Undefined when the list is silent. */
export function findDuty(list: DutyList, catalogue: ClassCatalogue, classCode: string): DutySuggestion | undefined {
  const path = classPath(catalogue, classCode)
  const asked = path.at(-1)
  if (!asked) return undefined
  for (const at of path.toReversed()) {
    const duty = list.duties.find((d) => d.classCode === at.code)
    if (!duty) continue
    const unitName = unitRoles[duty.lead]
    const inherited = at.code === asked.code ? '' : `（按上级类别“${at.name}”）`
    return { duty, unitName, limits: duty.limits ?? asked.limits, why: `责任清单 ${list.version}：${asked.name} → ${unitName}${inherited}` }
  }
  return undefined
}

/** Everything wrong with an edited list, one Chinese line each. */
export function checkDuties(list: DutyList, catalogue: ClassCatalogue): string[] {
  const faults: string[] = []
  const seen = new Set<string>()
  for (const { classCode, lead, co } of list.duties) {
    if (classPath(catalogue, classCode).length === 0) faults.push(`责任清单：类别 ${classCode} 不在类别表中，请改选类别`)
    if (seen.has(classCode)) faults.push(`责任清单：类别 ${classCode} 有两行，请只留一行`)
    seen.add(classCode)
    if (co.includes(lead)) faults.push(`责任清单：类别 ${classCode} 的协办单位与主办单位相同，请去掉协办中的“${unitRoles[lead]}”`)
  }
  for (const { code, name, level } of catalogue.classes)
    if (level === 2 && !findDuty(list, catalogue, code)) faults.push(`责任清单：${code} ${name} 没有责任单位，请补一行`)
  return faults
}
