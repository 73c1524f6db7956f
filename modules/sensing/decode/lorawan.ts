import { type Decoded, decoded, faulty, isObject } from './raw-reading.ts'
import { readTime } from './when.ts'

/** Bytes of `data` / `frm_payload`, for a device whose codec is ours and not the network server's. */
function bytesOf(base64: unknown): { bytes?: Uint8Array } {
  if (typeof base64 !== 'string' || base64.length > 1000 || base64.length % 4 || !/^[0-9A-Za-z+/]*={0,2}$/u.test(base64)) return {}
  return { bytes: Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)) }
}

/** The flat numbers of a decoder's object; `{value, unit}` pairs are taken by their value. */
function flat(object: unknown): Record<string, unknown> {
  if (!isObject(object)) return {}
  return Object.fromEntries(Object.entries(object).map(([key, v]) => [key, isObject(v) && 'value' in v ? v['value'] : v]))
}

/** ChirpStack v4 `event=up` (MQTT and HTTP): `deviceInfo.devEui`, `fCnt`, `time`, the codec's `object` or else the bytes in `data`. */
export function readChirpstack(message: unknown): Decoded {
  if (!isObject(message) || !isObject(message['deviceInfo'])) return faulty('garbage', '没有 deviceInfo，不是 ChirpStack 上行')
  const eui = message['deviceInfo']['devEui']
  if (typeof eui !== 'string') return faulty('garbage', '没有 devEui')
  const at = message['time'] === undefined ? undefined : readTime(message['time'])
  if (message['time'] !== undefined && at === undefined) return faulty('time-wrong', String(message['time']).slice(0, 60))
  const count = message['fCnt']
  const radio = Array.isArray(message['rxInfo']) && isObject(message['rxInfo'][0]) ? message['rxInfo'][0] : {}
  return decoded({
    alias: eui.toLowerCase(),
    ...(at === undefined ? {} : { at }),
    ...(typeof count === 'number' ? { seq: count } : {}),
    values: { ...pick(radio), ...flat(message['object']) },
    ...(isObject(message['object']) ? {} : bytesOf(message['data'])),
  })
}

/** The Things Stack uplink (webhook and MQTT `v3/…/up`). */
export function readTts(message: unknown): Decoded {
  if (!isObject(message)) return faulty('garbage', '不是 The Things Stack 上行')
  const ids = message['end_device_ids']
  const up = message['uplink_message']
  if (!isObject(ids) || !isObject(up)) return faulty('garbage', '没有 end_device_ids 或 uplink_message')
  const eui = ids['dev_eui'] ?? ids['device_id']
  if (typeof eui !== 'string') return faulty('garbage', '没有 dev_eui')
  const time = up['received_at'] ?? message['received_at']
  const at = time === undefined ? undefined : readTime(time)
  if (time !== undefined && at === undefined) return faulty('time-wrong', String(time).slice(0, 60))
  const count = up['f_cnt']
  const radio = Array.isArray(up['rx_metadata']) && isObject(up['rx_metadata'][0]) ? up['rx_metadata'][0] : {}
  return decoded({
    alias: eui.toLowerCase(),
    ...(at === undefined ? {} : { at }),
    ...(typeof count === 'number' ? { seq: count } : {}),
    values: { ...pick(radio), ...flat(up['decoded_payload']) },
    ...(isObject(up['decoded_payload']) ? {} : bytesOf(up['frm_payload'])),
  })
}

const pick = (radio: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(['rssi', 'snr'].filter((key) => typeof radio[key] === 'number').map((key) => [key, radio[key]]))
