import { maskPhone, maskResidentId } from './masking.ts'
import { findPhone } from './phone.ts'
import { checkResidentId } from './resident-id.ts'

// Candidates in running text. A digit on either side means a longer number (a case code, a coordinate): left alone.
const CANDIDATE = /(?<!\d)(?<!\d\.)(?:\d{17}[\dXx]|(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}|0\d{2,3}[- ]?[2-9]\d{6,7}(?:-\d{1,6})?)(?!\d)/g

/**
 * Masks phone and ID numbers inside free text and leaves the rest untouched. An 18-digit number is taken for an ID
 * when province and date make sense, even with a wrong check digit (a typo is still somebody's number); grid and
 * case codes survive, since their "year" is none of 18xx–20xx.
 */
export function maskText(text: string): string {
  return text.replace(CANDIDATE, (found) => {
    if (/^\d{17}[\dXx]$/.test(found)) return looksLikeId(found.toUpperCase()) ? maskResidentId(found, 'internal') : found
    return findPhone(found) === undefined ? found : maskPhone(found)
  })
}

function looksLikeId(id: string): boolean {
  const check = checkResidentId(id)
  return (check.ok || check.fault === 'checksum') && /^(18|19|20)/.test(id.slice(6))
}
