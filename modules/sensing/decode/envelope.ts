import { type Decoded, type RawReading, decoded, faulty, isObject } from './raw-reading.ts'
import { readTime } from './when.ts'

/**
 * Our own envelope (rules.md §7.3): `{deviceId, type, ts, seq, battery {v, pct}, rssi, snr, temp, metrics{}, flags{}}`, all optional but one
 * value. Without `metrics` the plain keys are the values: `{"tilt": 12}` is a whole message.
 */
export function readEnvelope(message: unknown): Decoded {
  const list = Array.isArray(message) ? message : [message]
  if (list.length === 0 || list.length > 500) return faulty('garbage', `一次 ${list.length} 条`)
  const readings: RawReading[] = []
  for (const one of list) {
    if (!isObject(one)) return faulty('garbage', '应为 JSON 对象')
    const { deviceId, type: _type, ts, seq, battery, metrics, flags, ...rest } = one
    const at = ts === undefined ? undefined : readTime(ts)
    if (ts !== undefined && at === undefined) return faulty('time-wrong', String(ts).slice(0, 60))
    const power = isObject(battery)
      ? {
          ...(battery['pct'] === undefined ? {} : { battery: battery['pct'] }),
          ...(battery['v'] === undefined ? {} : { batteryV: battery['v'] }),
        }
      : battery === undefined
        ? {}
        : { battery }
    readings.push({
      ...(typeof deviceId === 'string' ? { key: deviceId } : {}),
      ...(at === undefined ? {} : { at }),
      ...(typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 0 ? { seq } : {}),
      values: { ...rest, ...power, ...(isObject(metrics) ? metrics : {}), ...(isObject(flags) ? flags : {}) },
    })
  }
  return decoded(...readings)
}
