import { findLandline, isMobile, tidyPhone } from './phone.ts'

// rules.md §8.3, the phones; the other masks live in core/party/masking.ts, which passes these on. Every one fails closed:
// what it does not recognise becomes `***`, never the text itself.
const HIDDEN = '***'
const stars = (n: number): string => '*'.repeat(Math.max(n, 0))

/** 138****5678 */
export function maskMobile(text: string): string {
  if (!isMobile(text)) return HIDDEN
  const digits = tidyPhone(text).replaceAll('-', '')
  return `${digits.slice(0, 3)}****${digits.slice(7)}`
}

/** 0512-******78; an extension is hidden whole. */
export function maskLandline(text: string): string {
  const line = findLandline(text)
  if (!line) return HIDDEN
  const number = `${stars(line.number.length - 2)}${line.number.slice(-2)}`
  return `${line.areaCode}-${number}${line.extension ? `-${stars(line.extension.length)}` : ''}`
}

/** A mobile or a landline, whichever it is. */
export const maskPhone = (text: string): string => (isMobile(text) ? maskMobile(text) : maskLandline(text))
