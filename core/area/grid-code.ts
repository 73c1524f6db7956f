import { z } from 'zod'

// Division codes: rules.md §2.3. Unit grids (15 digits): §1.2, GB/T 30428.1. Governance grids (18 digits): §2.2, our
// own proposal, with the first 15 digits identical so that one code serves both regimes.

export type CodeCheck<T> = { ok: true; code: T } | { ok: false; message: string }

export interface Division {
  readonly code: string
  readonly level: 'province' | 'city' | 'county' | 'town' | 'village'
  /** Codes of the levels above, the province first, each padded to 12 digits. */
  readonly above: readonly string[]
  /** 街道、镇、乡 or 居委会、村委会 as the digits say; absent above the town and for digits outside the ranges. */
  readonly kind?: string
}

export interface UnitGridCode {
  /** 12 digits. */
  readonly village: string
  /** 1–999, counted west → east, north → south inside the village. */
  readonly sequence: number
}

export interface GridCode {
  readonly village: string
  /** The 15 digits shared with the unit-grid scheme. */
  readonly grid: string
  readonly kind: '基础网格' | '专业网格'
  readonly number: number
  /** 0 = the grid itself. */
  readonly micro: number
}

const PROVINCES = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|81|82)/
const cuts = [2, 4, 6, 9, 12] as const
const levels = ['province', 'city', 'county', 'town', 'village'] as const
const zeros = (text: string) => /^0*$/.test(text)

const refuse = (message: string) => ({ ok: false, message }) as const

/** Parses a 12-digit 行政区划代码; the message says which digits are wrong. */
export function checkDivision(text: string): CodeCheck<Division> {
  if (!/^\d{12}$/.test(text)) return refuse(`行政区划代码应为12位数字，现为“${text}”`)
  if (!PROVINCES.test(text)) return refuse(`行政区划代码前2位“${text.slice(0, 2)}”不是省级代码`)
  const depth = cuts.findIndex((cut) => zeros(text.slice(cut)))
  // A zero segment above a filled one would hang a village on nothing. 省直辖县 have city digits 90, not 00.
  const hole = cuts.slice(1, depth + 1).findIndex((cut, i) => zeros(text.slice(cuts[i], cut)))
  if (hole >= 0) return refuse(`行政区划代码第${cuts[hole]! + 1}至${cuts[hole + 1]}位为零，但后面还有下级代码`)
  const above = cuts.slice(0, depth).map((cut) => text.slice(0, cut).padEnd(12, '0'))
  const kind = depth === 3 ? townKind(Number(text.slice(6, 9))) : depth === 4 ? villageKind(Number(text.slice(9))) : undefined
  return { ok: true, code: { code: text, level: levels[depth]!, above, ...(kind === undefined ? {} : { kind }) } }
}

function townKind(n: number): string | undefined {
  return n < 100 ? '街道' : n < 200 ? '镇' : n < 400 ? '乡' : n < 600 ? '类似乡级单位' : undefined
}

function villageKind(n: number): string | undefined {
  return n < 200 ? '居委会' : n < 400 ? '村委会' : n < 500 ? '类似居委会' : n < 600 ? '类似村委会' : undefined
}

function villageFault(text: string, villages?: ReadonlySet<string>): string | undefined {
  const village = text.slice(0, 12)
  const check = checkDivision(village)
  if (!check.ok) return check.message
  // No grid hangs directly on a town (rules.md §2.1).
  if (check.code.level !== 'village') return `网格编码前12位“${village}”应为村（社区）代码，网格不能直接挂在镇上`
  return villages && !villages.has(village) ? `网格编码前12位“${village}”不是已登记的村（社区）代码` : undefined
}

/** Parses a 15-digit 单元网格 code. @param villages 12-digit codes that exist; without it only the form is checked */
export function checkUnitGridCode(text: string, villages?: ReadonlySet<string>): CodeCheck<UnitGridCode> {
  if (!/^\d{15}$/.test(text)) return refuse(`单元网格编码应为15位数字，现为“${text}”`)
  const fault = villageFault(text, villages)
  if (fault !== undefined) return refuse(fault)
  const sequence = Number(text.slice(12))
  if (sequence === 0) return refuse('单元网格编码最后3位顺序号应为001至999')
  return { ok: true, code: { village: text.slice(0, 12), sequence } }
}

/** Parses an 18-digit governance grid code (村12 + 网格3 + 微网格3). @param villages as for {@link checkUnitGridCode} */
export function checkGridCode(text: string, villages?: ReadonlySet<string>): CodeCheck<GridCode> {
  if (!/^\d{18}$/.test(text)) return refuse(`网格编码应为18位数字，现为“${text}”`)
  const fault = villageFault(text, villages)
  if (fault !== undefined) return refuse(fault)
  const number = Number(text.slice(12, 15))
  const kind = gridKind(number)
  if (!kind) return refuse(`网格编码第13至15位“${text.slice(12, 15)}”无效：001至499为基础网格，501至899为专业网格，其余预留`)
  return { ok: true, code: { village: text.slice(0, 12), grid: text.slice(0, 15), kind, number, micro: Number(text.slice(15)) } }
}

function gridKind(n: number): GridCode['kind'] | undefined {
  if (n >= 1 && n <= 499) return '基础网格'
  return n >= 501 && n <= 899 ? '专业网格' : undefined
}

/** Builds an 18-digit code; throws RangeError with the same text a parse would give. @param micro 0 = the grid itself */
export function makeGridCode(village: string, number: number, micro = 0): string {
  const text = `${village}${String(number).padStart(3, '0')}${String(micro).padStart(3, '0')}`
  const check = checkGridCode(text)
  if (!check.ok) throw new RangeError(check.message)
  return text
}

const codeOf = <T>(check: (text: string) => CodeCheck<T>) =>
  z.string().superRefine((text, context) => {
    const result = check(text)
    if (!result.ok) context.addIssue({ code: 'custom', message: result.message })
  })

/** 12-digit 行政区划代码 as text. */
export const DivisionCodeText = codeOf(checkDivision)
/** 15-digit 单元网格 code as text. */
export const UnitGridCodeText = codeOf((text) => checkUnitGridCode(text))
/** 18-digit governance grid code as text. */
export const GridCodeText = codeOf((text) => checkGridCode(text))
