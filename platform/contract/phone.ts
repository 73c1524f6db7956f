import { z } from 'zod'

/** Half width; blanks, brackets and dots dropped; the country code +86 / 0086 removed; hyphens and 转 alike. */
export function tidyPhone(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[‐-―−]/g, '-')
    .replace(/转|ext/i, '-')
    .replace(/[\s().]/g, '')
  return plain.replace(/^(\+86|0086)-?/, '')
}

// Mainland numbering plan [own knowledge]: mobiles 13x–19x; 010 and 02x areas have 8-digit numbers, the others 7 or 8;
// a subscriber number begins with 2–9 (1xx are short codes).
const MOBILE = /^1[3-9]\d{9}$/
const LANDLINE = /^(?:(010|02\d)-?([2-9]\d{7})|(0[3-9]\d{2})-?([2-9]\d{6,7}))(?:-(\d{1,6}))?$/

export interface Landline {
  /** With its leading 0, e.g. `0512`. */
  readonly areaCode: string
  readonly number: string
  readonly extension?: string
}

/** Whether a text, once tidied, is a mainland mobile number. */
export const isMobile = (text: string): boolean => MOBILE.test(tidyPhone(text).replaceAll('-', ''))

/** The parts of a landline number with area code; undefined when it is not one. */
export function findLandline(text: string): Landline | undefined {
  const tidy = tidyPhone(text)
  // Outside China the area code loses its 0: +86 512 … is 0512 ….
  const match = LANDLINE.exec(tidy) ?? (/^\s*(\+|0086)/.test(text.normalize('NFKC')) ? LANDLINE.exec(`0${tidy}`) : null)
  if (!match) return undefined
  const extension = match[5]
  return { areaCode: (match[1] ?? match[3])!, number: (match[2] ?? match[4])!, ...(extension === undefined ? {} : { extension }) }
}

export const isLandline = (text: string): boolean => findLandline(text) !== undefined

/** The stored form: 11 digits of a mobile, `0512-63330000[-801]` of a landline; undefined for anything else. */
export function findPhone(text: string): string | undefined {
  if (isMobile(text)) return tidyPhone(text).replaceAll('-', '')
  const line = findLandline(text)
  return line && `${line.areaCode}-${line.number}${line.extension ? `-${line.extension}` : ''}`
}

const storedForm = (text: string) => findPhone(text) ?? text

/** A mainland mobile number, stored as 11 digits. */
export const Mobile = z
  .string({ error: '请填写手机号码' })
  .overwrite((text) => (isMobile(text) ? storedForm(text) : text))
  .superRefine((text, context) => {
    if (MOBILE.test(text)) return
    const digits = tidyPhone(text).replaceAll('-', '')
    const message = /\D/.test(digits)
      ? '手机号码只能由数字组成'
      : digits.length === 11
        ? `没有以“${digits.slice(0, 2)}”开头的手机号码，请核对前两位`
        : `手机号码应为11位数字，现为${digits.length}位`
    context.addIssue({ code: 'custom', message })
  })
export type Mobile = z.infer<typeof Mobile>

/** A mobile or a landline with area code, in its stored form. */
export const Phone = z
  .string({ error: '请填写联系电话' })
  .overwrite(storedForm)
  .refine((text) => findPhone(text) !== undefined, { error: '联系电话应为11位手机号码，或带区号的固定电话，如 0512-63330000' })
export type Phone = z.infer<typeof Phone>
