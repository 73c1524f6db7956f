import { type Random, makeRandom } from '#town/geometry/index.ts'
import type { DeviceModel, Memory, Metrics } from './model.ts'
import { rainBefore, weatherAt } from './weather.ts'

/** What a device sends: the envelope of rules.md §7.3. */
export interface Message {
  readonly deviceId: string
  readonly type: string
  readonly ts: string
  readonly seq: number
  readonly battery?: { readonly v: number; readonly pct: number }
  readonly rssi: number
  readonly metrics: Metrics
}

export interface SimulatedDevice {
  readonly id: string
  readonly kind: string
  /** Says the next reading. @param at epoch milliseconds, not before the last call's */
  speak(at: number): Message
  /** Epoch milliseconds of its next reading by its own rhythm. */
  readonly nextAt: number
}

interface Fault {
  readonly name: string
  readonly until: number
}

/** A fault that comes at a moment, instead of when chance will have it. */
export interface PlannedFault extends Fault {
  readonly from: number
}

/** Local time with its zone, as rules.md §7.3 wants it. */
const stamp = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+08:00')

/** A change that a device tells at once instead of at its next turn shortens its rhythm this much. */
const QUICK = 20

export interface Setting {
  readonly id: string
  readonly kind: string
  readonly model: DeviceModel
  /** Epoch milliseconds. */
  readonly from: number
  /** Epoch milliseconds a storm begins. */
  readonly storm?: number
  /** Faults this many times as frequent as in life. */
  readonly trouble?: number
  readonly plan?: PlannedFault
  /** The first number it sends; one above the last one the platform has. */
  readonly seq?: number
}

/** One device of the demo town: its own random stream, so that adding another moves nobody's readings. */
export function simulateDevice({ id, kind, model, from, storm, trouble = 1, plan, seq: first = 1 }: Setting): SimulatedDevice {
  const random: Random = makeRandom(`device ${id}`)
  let memory: Memory = model.begin(random)
  let fault: Fault | undefined
  let seq = first
  let last = from - model.every * 1000
  // Each wakes at its own second: seven thousand messages at midnight would be a flood nobody has.
  let nextAt = from + Math.floor(random.next() * model.every * 1000)
  const pct = random.int(45, 100)

  function meet(at: number, hours: number): void {
    if (fault && at >= fault.until) fault = undefined
    if (plan && at >= plan.from && at < plan.until) fault = plan
    if (fault) return
    for (const [name, { perDay, minutes }] of Object.entries(model.faults)) {
      if (!random.chance((perDay * trouble * hours) / 24)) continue
      fault = { name, until: at + random.range(minutes[0], minutes[1]) * 60_000 }
      return
    }
  }

  return {
    id,
    kind,
    get nextAt() {
      return nextAt
    },
    speak(at) {
      const after = Math.max(1, (at - last) / 1000)
      meet(at, after / 3600)
      const weather = weatherAt(at, storm)
      const measured = model.measure(memory, { at, after, weather, rained: () => rainBefore(at, after, storm), random, fault: fault?.name })
      memory = measured.memory
      last = at
      const restless = fault !== undefined || (weather.rain > 5 && (kind === 'water-level' || kind === 'manhole'))
      nextAt = at + ((model.every * 1000) / (restless ? QUICK : 1)) * random.range(0.95, 1.05)
      return {
        deviceId: id,
        type: kind,
        ts: stamp(at),
        seq: seq++,
        ...(model.battery ? { battery: { v: Math.round((2.9 + pct / 140) * 100) / 100, pct } } : {}),
        rssi: random.int(-112, -70),
        metrics: measured.metrics,
      }
    },
  }
}
