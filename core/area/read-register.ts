import type { Area, Tier } from './area.ts'
import { normaliseCode } from './area-code.ts'
import type { ImportOptions } from './import-options.ts'
import { findDay, findTier, findYes, readField, tierOfCode } from './read-fields.ts'
import type { RawRow } from './read-geojson.ts'

/** All of an area but its boundary. */
export type Register = Omit<Area, 'id' | 'geometry' | 'bbox'>

/** A row that cannot be taken; the message is for the user. */
export class Refused extends Error {}

/** Code, name, tier, parent and dates of a row; what is not said follows from the code. @throws Refused */
export function readRegister(row: RawRow, said: { code: string; name: string }, options: ImportOptions): Register {
  const field = (which: Parameters<typeof readField>[1]) => readField(row.fields, which, options)
  if (said.code === '') throw new Refused('没有编码；请填写编码列，或在导入设置里指明哪一列是编码')
  if (said.name === '') throw new Refused('没有名称')
  if (said.name.length > 60) throw new Refused('名称超过 60 字')
  const word = field('tier')
  const tier = findTier(word) ?? (word === '' ? (tierOfCode(said.code) ?? options.tier) : undefined)
  if (!tier) throw new Refused(word === '' ? `编码 ${said.code} 看不出层级，请填写层级` : `不认识的层级“${word.slice(0, 20)}”`)
  const check = normaliseCode(tier, said.code)
  if (!check.ok) throw new Refused(check.message)
  const parent = readParent(field('parent'), tier, check.code, options)
  const validTo = field('validTo') === '' ? undefined : day(field('validTo'), '失效日期')
  const validFrom = field('validFrom') === '' ? options.validFrom : day(field('validFrom'), '生效日期')
  if (validTo !== undefined && validTo <= validFrom) throw new Refused(`失效日期 ${validTo} 应晚于生效日期 ${validFrom}`)
  const overlay = field('overlay') === '' ? tier === 'professional' || tier === 'police' : findYes(field('overlay'))
  if (overlay === undefined) throw new Refused(`“叠加”应填是或否，现为“${field('overlay').slice(0, 20)}”`)
  const dates = validTo === undefined ? { validFrom } : { validFrom, validTo }
  return { code: check.code, name: said.name, tier, overlay, ...dates, ...(parent === undefined ? {} : { parent }) }
}

function readParent(text: string, tier: Tier, code: string, options: ImportOptions): string | undefined {
  if (tier === 'town') return undefined
  const length = { village: 9, grid: 12, professional: 12, micro: 15, police: 0 }[tier]
  if (text === '') return options.parent ?? (length > 0 ? code.slice(0, length) : undefined)
  const parentTier = tierOfCode(text)
  const check = parentTier && normaliseCode(parentTier, text)
  if (!check?.ok) throw new Refused(`上级编码“${text.slice(0, 40)}”不是镇、村或网格的编码`)
  return check.code
}

function day(text: string, what: string): string {
  const found = findDay(text)
  if (found === undefined) throw new Refused(`${what}“${text.slice(0, 20)}”应写成 2026-07-01 的样子`)
  return found
}
