import { kinds } from '#modules/sensing/server/index.ts'
import { makeRandom } from '#town/geometry/index.ts'
import { simulateDevice } from '../simulate/device.ts'
import { models } from '../simulate/models/index.ts'
import type { DemoDevice } from './demo-devices.ts'

const hour = 3_600_000
const day = 24 * hour

/** Hours between two readings of the thin past: enough for a month's curve, few enough for the first start. */
const every: Readonly<Record<string, number>> = {
  manhole: 72,
  hydrant: 36,
  lamp: 66,
  'water-level': 3,
  smoke: 96,
  electric: 24,
  'water-quality': 6,
  'noise-dust': 2,
}

export interface PastReading {
  readonly at: number
  readonly seq: number
  readonly values: Readonly<Record<string, number>>
}

/** One device's month. */
export interface Past {
  readonly device: DemoDevice
  readonly keep: string
  readonly readings: readonly PastReading[]
  readonly online: 'online' | 'offline' | 'faulty' | 'never'
  readonly offlineSince?: number
}

/** Invents a device's readings with the same physics that the simulator goes on with. @param now epoch milliseconds where the past ends */
export function pastOf(device: DemoDevice, now: number): Past {
  const kind = kinds.find((one) => one.key === device.kind)!
  const random = makeRandom(`past ${device.key}`)
  const fate = random.next()
  if (fate < 0.004) return { device, keep: kind.keep, readings: [], online: 'never' }
  const silent = fate < 0.034
  const until = silent ? now - random.range(4 * hour + device.heartbeat * 3000, 6 * day) : now
  const from = now - 30 * day
  const simulated = simulateDevice({ id: device.key, kind: device.kind, model: models[device.kind]!, from, trouble: 3 })
  const step = every[device.kind]! * hour
  const readings: PastReading[] = []
  const say = (at: number): void => {
    const { seq, battery, rssi, metrics } = simulated.speak(at)
    const values: Record<string, number> = {}
    for (const [field, value] of Object.entries(metrics)) values[field] = Number(value)
    if (battery) {
      values['battery'] = battery.pct
      values['batteryV'] = battery.v
    }
    readings.push({ at: Math.floor(at), seq, values: { ...values, rssi } })
  }
  for (let at = from + random.next() * step; at < until - step / 4; at += step * random.range(0.9, 1.1)) say(at)
  // The newest one within a heartbeat, as of a device that is there.
  say(until - random.range(0.05, 0.8) * Math.min(step / 4, device.heartbeat * 1000))
  const low = (readings.at(-1)!.values['battery'] ?? 100) <= 20
  return {
    device,
    keep: kind.keep,
    readings,
    online: silent ? 'offline' : low || fate > 0.994 ? 'faulty' : 'online',
    ...(silent ? { offlineSince: readings.at(-1)!.at } : {}),
  }
}
