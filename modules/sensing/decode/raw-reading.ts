import type { RefusalReason } from '../refusal.ts'

/** One reading as its format says it, before fields are checked. */
export interface RawReading {
  /** The device it claims to be from: our key. */
  readonly key?: string
  /** Or a name of another system (`devEui`, a datastream) and, for a datastream, no field of its own: the alias tells. */
  readonly alias?: string
  /** Epoch milliseconds; left out: the moment it arrived. */
  readonly at?: number
  readonly seq?: number
  /** A value not under a field but under its datastream. */
  readonly result?: unknown
  /** Undecoded bytes of a device whose codec is ours. */
  readonly bytes?: Uint8Array
  readonly values: Readonly<Record<string, unknown>>
}

export interface Fault {
  readonly reason: RefusalReason
  readonly detail: string
}

export interface Decoded {
  readonly readings: readonly RawReading[]
  readonly faults: readonly Fault[]
}

export const decoded = (...readings: RawReading[]): Decoded => ({ readings, faults: [] })
export const faulty = (reason: RefusalReason, detail: string): Decoded => ({ readings: [], faults: [{ reason, detail }] })

export type Json = Readonly<Record<string, unknown>>
export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
