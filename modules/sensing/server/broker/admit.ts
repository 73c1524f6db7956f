import { createHash } from 'node:crypto'
import type { Json } from '../../decode/raw-reading.ts'
import { cleanValues } from '../../decode/clean.ts'
import { readDecentlab } from '../../decode/decentlab.ts'
import type { RawReading } from '../../decode/raw-reading.ts'
import { kindOf } from '../../kinds/kinds.ts'
import type { Keep } from '../../kind.ts'
import type { RefusalReason } from '../../refusal.ts'
import { type Known, aliasField, aliasName } from './known.ts'

/** rules.md §7.3: late data is taken up to 72 hours; later than a quarter of an hour it raises no alarm. */
export const oldestMs = 72 * 3_600_000
export const lateMs = 15 * 60_000
const aheadMs = 5 * 60_000

export const flagLate = 1
export const flagSkewed = 2

/** A reading ready to be kept. */
export interface Entry {
  readonly device: Known
  readonly at: number
  readonly seq: number
  readonly receivedAt: number
  readonly flags: number
  readonly keep: Keep
  readonly values: Readonly<Record<string, number>>
  /** Set where `at` is our own: a repeat of the message is known by its content only. */
  readonly print?: string
}

export type Refuse = (device: Known, reason: RefusalReason, sample: string) => void

/** A number below zero for a message without one: the same fields at the same moment are the same message, other fields another. */
function seqOf(values: Readonly<Record<string, number>>): number {
  let hash = 0
  for (const key of Object.keys(values).toSorted())
    for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0
  return -Math.abs(hash) - 1
}

const printOf = (seq: number | undefined, values: Json): string =>
  createHash('md5')
    .update(`${seq ?? ''}${JSON.stringify(values)}`)
    .digest('base64url')

function valuesOf(device: Known, raw: RawReading): Readonly<Record<string, unknown>> {
  const decoded = raw.bytes && readDecentlab(raw.bytes, /PR-?26/iu.test(device.model) ? 'pressure' : 'level')
  const values = decoded ? { ...raw.values, ...decoded } : raw.values
  if (raw.result === undefined) return values
  const alias = device.aliases.find((one) => aliasName(one) === raw.alias)
  return { ...values, [(alias && aliasField(alias)) ?? kindOf(device.kind).main]: raw.result }
}

/**
 * Judges one reading of a known device: its fields, its time. What is wrong is refused with its reason, field by field.
 * @param resent the broker marks the message as a repetition (DUP)
 * @returns undefined when nothing of it can be kept
 */
export function admit(device: Known, raw: RawReading, now: number, keep: Keep, refuse: Refuse, resent = false): Entry | undefined {
  const sample = () => JSON.stringify(raw.values).slice(0, 200)
  const lenient =
    device.format === 'chirpstack' || device.format === 'tts' || device.format === 'decentlab' || device.mapping?.textNumbers === true
  const mapped = raw.bytes || !device.mapping || device.format === 'json' ? raw : renamed(device, raw)
  const { values, faults } = cleanValues(device.kind, valuesOf(device, mapped), lenient)
  for (const fault of faults) refuse(device, fault.reason, fault.detail)
  if (Object.keys(values).length === 0) {
    if (faults.length === 0) refuse(device, 'no-values', sample())
    return undefined
  }
  let { at } = raw
  let flags = 0
  if (at !== undefined && at > now + aheadMs) {
    refuse(device, 'time-future', new Date(at).toISOString())
    at = undefined
    flags |= flagSkewed
  }
  if (at !== undefined && at < now - oldestMs) {
    refuse(device, 'time-old', new Date(at).toISOString())
    return undefined
  }
  const own = at === undefined
  if (at !== undefined && at < now - lateMs) flags |= flagLate
  return {
    device,
    at: at ?? now,
    seq: raw.seq ?? seqOf(values),
    receivedAt: now,
    flags,
    keep,
    values,
    ...(own && (raw.seq !== undefined || resent || flags & flagSkewed) ? { print: printOf(raw.seq, values) } : {}),
  }
}

/** A LoRaWAN device whose codec names its fields otherwise: the table's paths are names of the decoded object. */
function renamed(device: Known, raw: RawReading): RawReading {
  const values: Record<string, unknown> = { ...raw.values }
  for (const { field, path, scale, offset, words } of device.mapping?.fields ?? []) {
    const found = raw.values[path]
    if (found === undefined) continue
    delete values[path]
    const word = typeof found === 'string' ? words?.[found] : undefined
    const number = typeof found === 'string' && device.mapping?.textNumbers ? Number(found) : found
    values[field] = word ?? (typeof number === 'number' ? number * scale + offset : number)
  }
  return { ...raw, values }
}

/** Late data is kept and judges nothing. */
export const isWatched = (flags: number): boolean => (flags & flagLate) === 0
