import { type Decoded, type RawReading, decoded, faulty, isObject } from './raw-reading.ts'
import { readTime } from './when.ts'

/** ThingsBoard device API: `{k: v}`, `[{k: v}, …]`, `{ts, values}` or a list of those (`ts` in milliseconds). */
export function readThingsboard(message: unknown): Decoded {
  const list = Array.isArray(message) ? message : [message]
  if (list.length === 0 || list.length > 500) return faulty('garbage', `一次 ${list.length} 条`)
  const readings: RawReading[] = []
  for (const one of list) {
    if (!isObject(one)) return faulty('garbage', '应为 JSON 对象')
    if (!('ts' in one && 'values' in one)) {
      readings.push({ values: one })
      continue
    }
    const at = readTime(one['ts'])
    if (at === undefined) return faulty('time-wrong', String(one['ts']).slice(0, 60))
    if (!isObject(one['values'])) return faulty('garbage', 'values 应为对象')
    readings.push({ at, values: one['values'] })
  }
  return decoded(...readings)
}
