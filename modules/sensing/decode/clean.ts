import { findField } from '../kinds/kinds.ts'
import type { Fault } from './raw-reading.ts'
import { numeralOf } from './mapped.ts'

const most = 32
const name = /^[A-Za-z_][\w.-]{0,39}$/u

export interface Cleaned {
  readonly values: Record<string, number>
  readonly faults: readonly Fault[]
}

/**
 * Checks the fields of one reading: numbers within what the instrument can say, flags as 0 and 1. A bad field is refused by itself, the
 * others stay. Text that says nothing of numbers (a state, a name) is not ours to keep and no fault.
 * @param textNumbers numerals written as text are read: LoRaWAN codecs do so, a device of our own scheme may not
 */
export function cleanValues(kind: string, raw: Readonly<Record<string, unknown>>, textNumbers: boolean): Cleaned {
  const values: Record<string, number> = {}
  const faults: Fault[] = []
  let count = 0
  for (const [given, found] of Object.entries(raw)) {
    if (found === null || (typeof found === 'object' && !Array.isArray(found)) || Array.isArray(found)) continue
    const numeral = numeralOf(found)
    if (typeof found === 'string') {
      if (/^\s*[+-]?(nan|inf(inity)?)\s*$/iu.test(found))
        faults.push({ reason: 'not-a-number', detail: `${given} = ${found}`.slice(0, 80) })
      if (typeof numeral !== 'number') continue
      if (!textNumbers) {
        faults.push({ reason: 'number-as-text', detail: `${given} = "${found}"`.slice(0, 80) })
        continue
      }
    }
    const value = typeof found === 'boolean' ? Number(found) : numeral
    if (typeof value !== 'number') continue
    if (!Number.isFinite(value)) {
      faults.push({ reason: 'not-a-number', detail: `${given} = ${value}`.slice(0, 80) })
      continue
    }
    const field = findField(kind, given)
    if (!field && !name.test(given)) {
      faults.push({ reason: 'field-wrong', detail: given.slice(0, 80) })
      continue
    }
    if (field && ((field.min !== undefined && value < field.min) || (field.max !== undefined && value > field.max))) {
      faults.push({ reason: 'out-of-range', detail: `${field.title} ${value}${field.unit}` })
      continue
    }
    if (++count > most) {
      faults.push({ reason: 'too-many-fields', detail: `多于 ${most} 个` })
      break
    }
    values[field?.key ?? given] = value
  }
  return { values, faults }
}
