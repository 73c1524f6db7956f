import type { Random } from '#town/geometry/index.ts'
import type { Weather } from './weather.ts'

/** What a device says: numbers and flags by field name, the fields of rules.md §7.4. */
export type Metrics = Readonly<Record<string, number | boolean>>

/** What a model keeps between two readings, plain numbers. */
export type Memory = Record<string, number>

export interface Moment {
  /** Epoch milliseconds. */
  readonly at: number
  /** Seconds since the last reading. */
  readonly after: number
  readonly weather: Weather
  /** The rain since the last reading, step by step; mm/h. */
  readonly rained: () => readonly { readonly minutes: number; readonly rain: number }[]
  readonly random: Random
  /** A fault under way, one of the model's own. */
  readonly fault?: string | undefined
}

/** A physical device of one kind: how it begins and what it measures next. Pure but for the random stream it is given. */
export interface DeviceModel {
  /** Seconds between two readings in quiet times. */
  readonly every: number
  /** Runs on a battery: sleeps between messages, connects to speak. */
  readonly battery: boolean
  /** Faults it can have: chance a day, and how long one lasts in minutes. */
  readonly faults: Readonly<Record<string, { readonly perDay: number; readonly minutes: readonly [number, number] }>>
  readonly begin: (random: Random) => Memory
  readonly measure: (memory: Memory, moment: Moment) => { readonly memory: Memory; readonly metrics: Metrics }
}

/** A reading with the noise of a cheap sensor, rounded to what it can resolve. */
export function sensed(random: Random, value: number, noise: number, digits: number): number {
  const scale = 10 ** digits
  return Math.round((value + (random.next() + random.next() - 1) * noise) * scale) / scale
}

export const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))
