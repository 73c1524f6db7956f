import { tidyResidentId } from './resident-id.ts'
import { surnameLength } from './surnames.ts'
import { checkUscc, usccKind } from './uscc.ts'

export { maskLandline, maskMobile, maskPhone } from '#platform/contract/mask.ts'

// rules.md §8.3. Every function fails closed: what it does not recognise becomes `***`, never the text itself.
// Masking is done on the server; opening a value is an act of its own with a reason and an audit row.
const HIDDEN = '***'
const stars = (n: number) => '*'.repeat(Math.max(n, 0))
const middle = (text: string, head: number, tail: number) =>
  `${text.slice(0, head)}${stars(text.length - head - tail)}${text.slice(text.length - tail)}`

/** 320509********0013 for staff, 3****************3 for the public. */
export function maskResidentId(text: string, reader: 'internal' | 'public'): string {
  const id = tidyResidentId(text)
  if (!/^(\d{17}[\dX]|\d{15})$/.test(id)) return HIDDEN
  return reader === 'internal' ? middle(id, 6, 4) : middle(id, 1, 1)
}

/** 张*, 张*明, 欧阳*, 欧阳*华. Counts characters, not UTF-16 units: rare surnames lie outside the BMP. */
export function maskName(name: string): string {
  const characters = [...name.trim()]
  const [first, last] = [characters[0], characters.at(-1)]
  if (first === undefined) return ''
  if (characters.length === 1) return '*'
  const surname = surnameLength(characters)
  const kept = characters.slice(0, surname).join('')
  return characters.length - surname < 2 ? `${kept}*` : `${kept}*${last}`
}

/** 622202******1234 */
export function maskBankCard(text: string): string {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{13,19}$/.test(digits) ? middle(digits, 6, 4) : HIDDEN
}

// 新村 is a housing estate, 农村 a word, and 村 also begins streets and bridges (村前路): none names a village.
const VILLAGE = /^.*?(?:社区(?:居委会|居民委员会)?|居委会|居民委员会|村委会|村民委员会|(?<![新农])村(?![前后东西南北中]?[路街巷道桥弄浜]))/u
const TOWN = /^.*?(?:街道|镇|乡)(?!江)/u
const COUNTY = /^.*?(?:区|县|市)/u

/** 平望镇××村***: down to the village or community; without one, to the town, then the county. */
export function maskAddress(address: string): string {
  const text = address.trim()
  if (text === '') return ''
  const kept = VILLAGE.exec(text)?.[0] ?? TOWN.exec(text)?.[0] ?? COUNTY.exec(text)?.[0] ?? ''
  return `${kept}${HIDDEN}`
}

/** 苏E***12; new-energy plates have one star more. */
export function maskPlate(text: string): string {
  const plate = text
    .normalize('NFKC')
    .replace(/[\s·•.-]/g, '')
    .toUpperCase()
  return /^\p{Script=Han}[A-Z][0-9A-Z\p{Script=Han}]{5,6}$/u.test(plate) ? middle(plate, 2, 2) : HIDDEN
}

/** a***@x.cn */
export function maskEmail(text: string): string {
  const match = /^([^@\s])[^@\s]*@([^@\s]+)$/u.exec(text.trim())
  return match ? `${match[1]}${HIDDEN}@${match[2]}` : HIDDEN
}

/**
 * A 统一社会信用代码 is public, but that of a 个体工商户 leads to a person's name: it keeps 8 + 2 (our own choice,
 * the rule gives no form).
 */
export function maskUscc(code: string): string {
  // Not a sound code: it may be an ID number typed into the wrong field.
  if (!checkUscc(code).ok) return HIDDEN
  return usccKind(code) === '个体工商户' ? middle(code, 8, 2) : code
}
