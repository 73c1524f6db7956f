import { kinds } from '#modules/sensing/server/index.ts'
import { makeRandom } from '#town/geometry/index.ts'
import { simulateDevice } from '../simulate/device.ts'
import { models } from '../simulate/models/index.ts'
import type { DemoDevice } from './demo-devices.ts'
import { faultOf, toldOf } from './past-faults.ts'

const hour = 3_600_000
const day = 24 * hour

interface Pace {
  /** Hours between two readings. */
  readonly hours: number
  readonly days: number
}

/** What everybody has: a few days, enough to see that a device lives. */
const days = 3
const recent: Readonly<Record<string, number>> = {
  manhole: 26,
  hydrant: 18,
  lamp: 26,
  'water-level': 3,
  smoke: 30,
  electric: 12,
  'water-quality': 4,
  'noise-dust': 3,
}
/** How many of a kind have every hour of a month, for the curves and for trying a rule. */
const hourly: Readonly<Record<string, number>> = {
  manhole: 2,
  hydrant: 2,
  lamp: 2,
  'water-level': 8,
  smoke: 2,
  electric: 4,
  'water-quality': 4,
  'noise-dust': 8,
}
/** Of the others every so many-th has a thin month, for the alarms of weeks ago. */
const monthly = 10

/** How much past a device gets: a month for all of them took a third of the first start. @param index its place among its kind */
function paceOf(kind: string, index: number): Pace {
  if (index < hourly[kind]!) return { hours: 1, days: 30 }
  return index % monthly === 0 ? { hours: recent[kind]! * 2, days: 30 } : { hours: recent[kind]!, days }
}

export interface PastReading {
  readonly at: number
  readonly seq: number
  readonly values: Readonly<Record<string, number>>
}

/** What one device said. */
export interface Past {
  readonly device: DemoDevice
  readonly keep: string
  readonly readings: readonly PastReading[]
  readonly online: 'online' | 'offline' | 'faulty' | 'never'
  readonly offlineSince?: number
}

/**
 * Invents a device's readings with the same physics that the simulator goes on with.
 * @param index its place among its kind
 * @param now epoch milliseconds where the past ends
 */
export function pastOf(device: DemoDevice, index: number, now: number): Past {
  const kind = kinds.find((one) => one.key === device.kind)!
  const random = makeRandom(`past ${device.key}`)
  const fate = random.next()
  if (fate < 0.004) return { device, keep: kind.keep, readings: [], online: 'never' }
  const plan = faultOf(device.kind, index, now, random)
  const silent = fate < 0.034 && !plan
  const pace = paceOf(device.kind, index)
  const until = silent ? now - random.range(4 * hour + device.heartbeat * 3000, 6 * day) : now
  const from = Math.min(until - day, now - pace.days * day, plan ? plan.from - 2 * hour : now)
  const simulated = simulateDevice({
    id: device.key,
    kind: device.kind,
    model: models[device.kind]!,
    from,
    trouble: 1,
    ...(plan ? { plan } : {}),
  })
  const step = pace.hours * hour
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
  const moments = plan ? toldOf(plan).filter((at) => at < until - 60_000) : []
  for (let at = from + random.next() * step; at < until - step / 4; at += step * random.range(0.9, 1.1)) moments.push(at)
  for (const at of moments.toSorted((a, b) => a - b)) say(at)
  // The newest one within a heartbeat, as of a device that is there.
  const last = until - random.range(0.05, 0.8) * Math.min(step / 4, device.heartbeat * 1000)
  say(Math.max(last, (readings.at(-1)?.at ?? 0) + 1000))
  const low = (readings.at(-1)!.values['battery'] ?? 100) <= 20
  return {
    device,
    keep: kind.keep,
    readings,
    online: silent ? 'offline' : low || fate > 0.994 ? 'faulty' : 'online',
    ...(silent ? { offlineSince: readings.at(-1)!.at } : {}),
  }
}
