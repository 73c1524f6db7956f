import { z } from 'zod'

// 统一社会信用代码, GB 32100-2015 (rules.md §8.1): 1 registration department + 1 organisation type + 6 division
// + 9 organisation code (GB 11714) + 1 check.
const SYMBOLS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

export type UsccFault = 'length' | 'alphabet' | 'division' | 'checksum'
export type UsccCheck = { ok: true } | { ok: false; fault: UsccFault; message: string }

/** Trims, drops inner blanks and makes letters upper case and half width: what people paste. */
export const tidyUscc = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toUpperCase()

/** Checks a tidy code part by part; the message names the part that is wrong and the way out. */
export function checkUscc(code: string): UsccCheck {
  if (code.length !== 18) return wrong('length', `统一社会信用代码应为18位，现为${code.length}位，请对照营业执照或登记证书核对`)
  const bad = [...code].findIndex((symbol) => !SYMBOLS.includes(symbol))
  if (bad >= 0) {
    const hint = 'IOSVZ'.includes(code[bad]!) ? '（不使用字母 I、O、S、V、Z，常与数字 1、0、5、2 混淆）' : ''
    return wrong('alphabet', `统一社会信用代码第${bad + 1}位“${code[bad]}”不是规定的字符${hint}`)
  }
  if (!/^\d{6}$/.test(code.slice(2, 8))) return wrong('division', '统一社会信用代码第3至8位应为登记机关行政区划的6位数字')
  if (usccCheckSymbol(code) !== code[17]) return wrong('checksum', '统一社会信用代码最后一位校验码不符，请核对是否有输错或前后颠倒的字符')
  return { ok: true }
}

const wrong = (fault: UsccFault, message: string): UsccCheck => ({ ok: false, fault, message })

/** The 18th symbol for the first 17, which must be valid symbols. */
export function usccCheckSymbol(code: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + SYMBOLS.indexOf(code[i]!) * weight, 0)
  return SYMBOLS[(31 - (sum % 31)) % 31]!
}

/**
 * Whether the inner organisation code (positions 9–17) passes its own GB 11714 check. Only a hint: codes assigned
 * in place of a missing organisation code are valid as a whole and may fail here.
 */
export function isOrganisationCodeSound(uscc: string): boolean {
  const inner = uscc.slice(8, 17)
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, i) => total + Number.parseInt(inner[i]!, 36) * weight, 0)
  const check = 11 - (sum % 11)
  return inner[8] === (check === 11 ? '0' : check === 10 ? 'X' : String(check))
}

/** Who registered it, by the first two symbols: what matters to us, 92 being a person's business. */
export function usccKind(code: string): '企业' | '个体工商户' | '农民专业合作社' | '机关事业单位' | '社会组织' | '其他' {
  if (code.startsWith('91')) return '企业'
  if (code.startsWith('92')) return '个体工商户'
  if (code.startsWith('93')) return '农民专业合作社'
  if (code.startsWith('1')) return '机关事业单位'
  return code.startsWith('5') ? '社会组织' : '其他'
}

/** A 统一社会信用代码 as stored: 18 upper-case symbols. Input is tidied first. */
export const Uscc = z
  .string({ error: '请填写统一社会信用代码' })
  .overwrite(tidyUscc)
  .superRefine((code, context) => {
    const check = checkUscc(code)
    if (!check.ok) context.addIssue({ code: 'custom', message: check.message, params: { fault: check.fault } })
  })
export type Uscc = z.infer<typeof Uscc>
