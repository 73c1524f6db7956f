import { z } from 'zod'

// 公民身份号码, GB 11643 (rules.md §8.2): 6 division + 8 birth date + 3 sequence (odd = male) + 1 check.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'
// Provinces, and 81/82/83 of the residence permits of 港澳台居民. Only two digits are checked: counties were
// merged and renamed since 1984 and old codes stay on living people's cards.
const PROVINCES = /^(11|12|13|14|15|21|22|23|31|32|33|34|35|36|37|41|42|43|44|45|46|50|51|52|53|54|61|62|63|64|65|71|81|82|83)/
// 外国人永久居留身份证 (2023 form) starts with 9 and follows the same sum.
const FOREIGN = /^9\d{5}/

export type ResidentIdFault = 'length' | 'alphabet' | 'area' | 'birth' | 'checksum'
export type ResidentIdCheck = { ok: true } | { ok: false; fault: ResidentIdFault; message: string }

/** Trims, drops inner blanks, half width, x → X. */
export const tidyResidentId = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toUpperCase()

/** Checks a tidy number part by part; the message names the part that is wrong and the way out. */
export function checkResidentId(id: string): ResidentIdCheck {
  if (id.length === 15) return wrong('length', '15位旧证号已停止使用，请填写18位公民身份号码')
  if (id.length !== 18) return wrong('length', `公民身份号码应为18位，现为${id.length}位`)
  if (!/^\d{17}[\dX]$/.test(id)) return wrong('alphabet', '公民身份号码前17位应为数字，最后一位为数字或 X')
  if (!PROVINCES.test(id) && !FOREIGN.test(id)) return wrong('area', `公民身份号码前2位“${id.slice(0, 2)}”不是省级行政区划代码`)
  const birth = birthOf(id)
  if (!isRealDate(birth)) return wrong('birth', `公民身份号码第7至14位“${id.slice(6, 14)}”不是有效的出生日期`)
  if (residentIdCheckDigit(id) !== id[17]) return wrong('checksum', '公民身份号码最后一位校验码不符，请对照证件核对是否有输错的数字')
  return { ok: true }
}

const wrong = (fault: ResidentIdFault, message: string): ResidentIdCheck => ({ ok: false, fault, message })
const birthOf = (id: string) => `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`

function isRealDate(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date)
}

/** The 18th symbol for the first 17 digits. */
export function residentIdCheckDigit(id: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + Number(id[i]) * weight, 0)
  return CHECKS[sum % 11]!
}

export interface ResidentIdParts {
  /** Six digits of the first registration, which may since have been abolished. */
  readonly division: string
  /** YYYY-MM-DD */
  readonly birth: string
  readonly sex: '男' | '女'
}

/** What a valid number says about its holder; undefined when it is not valid. */
export function findResidentIdParts(id: string): ResidentIdParts | undefined {
  if (!checkResidentId(id).ok) return undefined
  return { division: id.slice(0, 6), birth: birthOf(id), sex: Number(id[16]) % 2 === 1 ? '男' : '女' }
}

/** A 公民身份号码 as stored: 18 symbols, X upper case. Input is tidied first. */
export const ResidentId = z
  .string({ error: '请填写公民身份号码' })
  .overwrite(tidyResidentId)
  .superRefine((id, context) => {
    const check = checkResidentId(id)
    if (!check.ok) context.addIssue({ code: 'custom', message: check.message, params: { fault: check.fault } })
  })
export type ResidentId = z.infer<typeof ResidentId>
