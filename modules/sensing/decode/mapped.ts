import type { Mapping } from '../mapping.ts'
import { type Decoded, decoded, faulty, isObject } from './raw-reading.ts'
import { readTime } from './when.ts'

const steps = new Map<string, (string | number)[]>()

/** `data.list[0].v` as steps; kept, since a device sends the same path all its life. */
function stepsOf(path: string): (string | number)[] {
  let found = steps.get(path)
  if (!found) {
    found = path
      .replaceAll(/\[(\d+)\]/gu, '.$1')
      .split('.')
      .filter((part) => part !== '')
      .map((part) => (/^\d+$/u.test(part) ? Number(part) : part))
    if (steps.size > 5000) steps.clear()
    steps.set(path, found)
  }
  return found
}

/** The value at a path; undefined where there is none. Own properties only. */
export function valueAt(message: unknown, path: string): unknown {
  let value: unknown = message
  for (const step of stepsOf(path)) {
    if (Array.isArray(value)) value = typeof step === 'number' ? (value as unknown[])[step] : undefined
    else if (isObject(value) && Object.hasOwn(value, String(step))) value = value[String(step)]
    else return undefined
  }
  return value
}

/** Plain JSON by the device's table. */
export function readMapped(message: unknown, mapping: Mapping): Decoded {
  if (!isObject(message) && !Array.isArray(message)) return faulty('garbage', '应为 JSON 对象')
  const time = mapping.time ? valueAt(message, mapping.time) : undefined
  const at =
    time === undefined ? undefined : readTime(mapping.timeUnit === 's' && typeof time === 'string' ? Number(time) : time, mapping.timeUnit)
  if (time !== undefined && at === undefined) return faulty('time-wrong', String(time).slice(0, 60))
  const seq = mapping.seq ? valueAt(message, mapping.seq) : undefined
  const values: Record<string, unknown> = {}
  for (const { field, path, scale, offset, words } of mapping.fields) {
    const found = valueAt(message, path)
    if (found === undefined) continue
    const word = typeof found === 'string' && words && Object.hasOwn(words, found) ? words[found] : undefined
    const value = word ?? (mapping.textNumbers ? numeralOf(found) : found)
    values[field] = typeof value === 'number' && word === undefined ? value * scale + offset : value
  }
  return decoded({
    ...(at === undefined ? {} : { at }),
    ...(typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 0 ? { seq } : {}),
    values,
  })
}

/** A plain decimal numeral as its number; everything else as it is. */
export const numeralOf = (value: unknown): unknown =>
  typeof value === 'string' && /^\s*-?\d{1,15}(\.\d{1,15})?\s*$/u.test(value) ? Number(value) : value

export interface Path {
  readonly path: string
  readonly value: string
  readonly number?: number
}

/** Every leaf of a sample by its path, for the desk's mapping page; at most 200, eight levels deep. */
export function pathsOf(message: unknown): Path[] {
  const found: Path[] = []
  const walk = (value: unknown, path: string, depth: number): void => {
    if (found.length >= 200 || depth > 8) return
    if (Array.isArray(value)) for (const [i, one] of value.slice(0, 20).entries()) walk(one, `${path}[${i}]`, depth + 1)
    else if (isObject(value)) for (const [key, one] of Object.entries(value)) walk(one, path ? `${path}.${key}` : key, depth + 1)
    else if (path) {
      const number = numeralOf(value)
      found.push({
        path,
        value: String(value).slice(0, 80),
        ...(typeof number === 'number' ? { number } : typeof value === 'boolean' ? { number: Number(value) } : {}),
      })
    }
  }
  walk(message, '', 0)
  return found
}
