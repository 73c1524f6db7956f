import type { Tier } from './area.ts'
import { Tier as TierValue } from './area.ts'
import type { AreaField, FieldSource, ImportOptions } from './import-options.ts'
import { columnNames } from './import-options.ts'
import { unguardCell } from './safe-cell.ts'

type Fields = Readonly<Record<string, unknown>>

/** The text of a field of one row, '' when it is not there. @throws RangeError for a code that a spreadsheet has rounded */
export function readField(fields: Fields, which: AreaField, options: ImportOptions): string {
  const source = options.fields?.[which]
  if (source !== undefined) return fromSource(fields, source)
  const wanted = columnNames[which].map(plain)
  const keys = Object.keys(fields)
  for (const name of wanted) {
    const key = keys.find((key) => plain(key) === name)
    const text = key === undefined ? '' : textOf(fields[key])
    if (text !== '') return text
  }
  return ''
}

/** Long WKT is spread over 边界1, 边界2 … since a spreadsheet cell ends at 32,767 characters. */
export function readWkt(fields: Fields, options: ImportOptions): string {
  const whole = readField(fields, 'wkt', options)
  if (whole !== '') return whole
  const numbered = Object.keys(fields).flatMap((key) => {
    const number = /^边界(\d+)$/.exec(key.trim())?.[1]
    return number === undefined ? [] : [[Number(number), textOf(fields[key])] as const]
  })
  return numbered
    .sort(([a], [b]) => a - b)
    .map(([, text]) => text)
    .join('')
}

function fromSource(fields: Fields, source: FieldSource): string {
  if (typeof source === 'string') return textOf(fields[source])
  const text = textOf(fields[source.field])
  return text === '' ? '' : `${source.prepend ?? ''}${text}${source.append ?? ''}`
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value === 'number' && !Number.isSafeInteger(value) && Math.abs(value) > 1e15) throw rounded(String(value))
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return ''
  const text = unguardCell(value.trim())
  if (/^\d\.\d+e\+\d+$/i.test(text)) throw rounded(text)
  return text
}

function rounded(text: string): RangeError {
  return new RangeError(`“${text}”已被表格软件改成科学计数，后几位丢失；请把编码列设为文本后重新填写`)
}

function plain(name: string): string {
  return name.trim().toLowerCase()
}

const tierNames: Readonly<Record<string, Tier>> = {
  镇: 'town',
  乡镇: 'town',
  街道: 'town',
  村: 'village',
  社区: 'village',
  '村（社区）': 'village',
  '村(社区)': 'village',
  网格: 'grid',
  基础网格: 'grid',
  综合网格: 'grid',
  微网格: 'micro',
  专业网格: 'professional',
  专属网格: 'professional',
  警务网格: 'police',
  警格: 'police',
  警务区: 'police',
}

/** A tier from its word; undefined when the word is none. */
export function findTier(text: string): Tier | undefined {
  return tierNames[text] ?? TierValue.safeParse(text.toLowerCase()).data
}

/** The tier a code tells by its length and digits (rules.md §2.2, §2.3); undefined when it is no such code. */
export function tierOfCode(code: string): Tier | undefined {
  if (!/^\d+$/.test(code)) return undefined
  if (code.length === 9 || (code.length === 12 && code.endsWith('000'))) return 'town'
  if (code.length === 12) return 'village'
  if (code.length === 18 && !code.endsWith('000')) return 'micro'
  if (code.length === 15 || code.length === 18) return Number(code.slice(12, 15)) > 500 ? 'professional' : 'grid'
  return undefined
}

/** `2026-07-01` from the ways a day is written; undefined when it is none. */
export function findDay(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ].*)?$/.exec(text) ?? []
  if (!year || !month || !day) return undefined
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() + 1 === Number(month) ? date.toISOString().slice(0, 10) : undefined
}

/** Yes, no, or undefined when it is neither. */
export function findYes(text: string): boolean | undefined {
  if (/^(是|叠加|true|yes|y|1)$/i.test(text)) return true
  return /^(否|独立|不叠加|false|no|n|0)$/i.test(text) ? false : undefined
}
