import type { Platform } from '#platform/server/module.ts'
import { parseMessage, readMessage } from '../../decode/read-message.ts'
import type { Decoded, RawReading } from '../../decode/raw-reading.ts'
import { readObservation, streamIn } from '../../decode/sensorthings.ts'
import { readChirpstack, readTts } from '../../decode/lorawan.ts'
import { readThingsboard } from '../../decode/thingsboard.ts'
import type { RefusalReason } from '../../refusal.ts'
import { type Entry, admit } from './admit.ts'
import type { Ingest } from './ingest.ts'
import type { Known } from './known.ts'

/** Who brings a message: the device itself, one that delivers for others, or a broker that vouches for the topic. */
export type Bringer = { readonly device: Known; readonly delivers: boolean } | { readonly town: string | undefined; readonly broker: true }

export interface Judged {
  readonly entries: readonly Entry[]
  readonly refused: readonly RefusalReason[]
}

/** What a topic of ours or of another system carries, and for whom. */
export type Topic =
  | { readonly door: 'own'; readonly key: string; readonly format: 'device' | 'thingsboard' | 'attributes' }
  | { readonly door: 'me'; readonly format: 'thingsboard' | 'attributes' }
  | { readonly door: 'alias'; readonly format: 'chirpstack' | 'tts' | 'sensorthings'; readonly stream?: string }

/**
 * - `sihe/<key>/up`: our envelope or the device's registered format; `sihe/<key>/telemetry` and `/attributes`: ThingsBoard's payloads where a
 *   broker rewrites `v1/devices/me/…`, which names nobody;
 * - `v1/devices/me/telemetry`, `…/attributes`: ThingsBoard;
 * - `application/<app>/device/<devEui>/event/up`: ChirpStack; `v3/<app>/devices/<id>/up`: The Things Stack;
 * - `v1.1/Observations`, `v1.1/Datastreams(<id>)/Observations`: SensorThings.
 */
export function readTopic(topic: string): Topic | undefined {
  const parts = topic.split('/')
  const [a, b, c, d] = parts
  if (a === 'sihe' && parts.length === 3 && b) {
    if (c === 'up') return { door: 'own', key: b, format: 'device' }
    if (c === 'telemetry') return { door: 'own', key: b, format: 'thingsboard' }
    if (c === 'attributes') return { door: 'own', key: b, format: 'attributes' }
    return undefined
  }
  if (a === 'v1' && b === 'devices' && c === 'me' && parts.length === 4) {
    if (d === 'telemetry') return { door: 'me', format: 'thingsboard' }
    if (d === 'attributes') return { door: 'me', format: 'attributes' }
    return undefined
  }
  if (a === 'application' && c === 'device' && parts.length === 6 && parts[4] === 'event' && parts[5] === 'up')
    return { door: 'alias', format: 'chirpstack' }
  if (a === 'v3' && c === 'devices' && parts.length === 5 && parts[4] === 'up') return { door: 'alias', format: 'tts' }
  if (a === 'v1.1' || a === 'v1.0') {
    if (parts.length === 2 && b === 'Observations') return { door: 'alias', format: 'sensorthings' }
    const stream = b === undefined ? undefined : streamIn(b)
    if (parts.length === 3 && c === 'Observations' && stream) return { door: 'alias', format: 'sensorthings', stream }
  }
  return undefined
}

const lorawan = new Set(['chirpstack', 'tts', 'decentlab', 'sensorthings'])

/** Judges messages: who may say what for whom, and what of it can be kept. Every refusal is counted where its owner sees it. */
export class Doors {
  readonly #ingest: Ingest
  readonly #now: () => number

  constructor(ingest: Ingest, platform: Platform) {
    this.#ingest = ingest
    this.#now = () => platform.now().getTime()
  }

  /** Judges a message that came under a topic. */
  judgeTopic(bringer: Bringer, topic: string, payload: Buffer, resent = false): Judged | Promise<Judged> {
    const read = readTopic(topic)
    if (!read) return this.#turnAway(bringer, 'topic-wrong', topic)
    if (read.door === 'alias') {
      const parsed = parseMessage(payload.toString('utf8'))
      const decode = (message: unknown): Decoded =>
        read.format === 'chirpstack'
          ? readChirpstack(message)
          : read.format === 'tts'
            ? readTts(message)
            : readObservation(message, read.stream)
      return this.judgeAliases(bringer, 'fault' in parsed ? parsed.fault : decode(parsed.message), resent)
    }
    if (read.door === 'me') {
      if (!('device' in bringer)) return this.#turnAway(bringer, 'topic-wrong', topic)
      return this.judgeOwn(bringer.device, read.format, payload.toString('utf8'), resent)
    }
    if ('device' in bringer) {
      if (bringer.device.key !== read.key) return this.#turnAway(bringer, 'topic-foreign', topic)
      return this.judgeOwn(bringer.device, read.format, payload.toString('utf8'), resent)
    }
    const device = this.#ingest.devices.findByKey(bringer.town, read.key)
    if (device) return this.judgeOwn(device, read.format, payload.toString('utf8'), resent)
    return this.#ingest.devices.refreshFor(read.key).then(() => {
      const now = this.#ingest.devices.findByKey(bringer.town, read.key)
      return now ? this.judgeOwn(now, read.format, payload.toString('utf8'), resent) : this.#turnAway(bringer, 'device-unknown', read.key)
    })
  }

  /** Judges what a device says of itself. */
  judgeOwn(device: Known, format: 'device' | 'thingsboard' | 'attributes', text: string, resent = false): Judged {
    const parsed = parseMessage(text)
    if ('fault' in parsed) return this.#faults(device, parsed.fault)
    // Attributes of a device are words about it; the numbers among them are readings like any other.
    const decoded = format === 'device' ? readMessage(device.format, parsed.message, device.mapping) : readThingsboard(parsed.message)
    if (decoded.faults.length > 0) return this.#faults(device, decoded)
    const refused: RefusalReason[] = []
    const entries: Entry[] = []
    for (const raw of decoded.readings) {
      if (raw.key !== undefined && raw.key !== device.key) {
        this.#refuse(device, 'id-mismatch', raw.key, refused)
        continue
      }
      if (format === 'attributes' && !Object.values(raw.values).some((v) => typeof v === 'number' || typeof v === 'boolean')) continue
      this.#admit(device, raw, entries, refused, resent)
    }
    return { entries, refused }
  }

  /** Judges what is said of devices by names of another system. */
  async judgeAliases(bringer: Bringer, decoded: Decoded, resent = false): Promise<Judged> {
    if (decoded.faults.length > 0)
      return 'device' in bringer
        ? this.#faults(bringer.device, decoded)
        : this.#turnAway(bringer, decoded.faults[0]!.reason, decoded.faults[0]!.detail)
    const refused: RefusalReason[] = []
    const entries: Entry[] = []
    const town = 'device' in bringer ? bringer.device.town : bringer.town
    for (const raw of decoded.readings) {
      const alias = raw.alias ?? ''
      let device = this.#ingest.devices.findByAlias(town, alias) ?? this.#ingest.devices.findByKey(town, alias)
      if (!device) {
        await this.#ingest.devices.refreshFor(alias)
        device = this.#ingest.devices.findByAlias(town, alias) ?? this.#ingest.devices.findByKey(town, alias)
      }
      if (!device) {
        refused.push(...this.#turnAway(bringer, 'device-unknown', alias).refused)
        continue
      }
      // A gateway delivers for devices that live behind gateways; a device for itself.
      const may = !('device' in bringer) || bringer.device.id === device.id || (bringer.delivers && lorawan.has(device.format))
      if (!may) {
        refused.push(...this.#turnAway(bringer, 'topic-foreign', alias).refused)
        continue
      }
      this.#admit(device, raw, entries, refused, resent)
    }
    return { entries, refused }
  }

  /** Judges our own envelopes pushed over HTTP by a system that may speak for every device. */
  async judgeEnvelopes(town: string, readings: readonly RawReading[]): Promise<Judged> {
    const refused: RefusalReason[] = []
    const entries: Entry[] = []
    for (const raw of readings) {
      const key = raw.key ?? ''
      if (!this.#ingest.devices.findByKey(town, key)) await this.#ingest.devices.refreshFor(key)
      const device = this.#ingest.devices.findByKey(town, key)
      if (device) this.#admit(device, raw, entries, refused, false)
      else refused.push(...this.#turnAway({ town, broker: true }, 'device-unknown', key).refused)
    }
    return { entries, refused }
  }

  #admit(device: Known, raw: RawReading, entries: Entry[], refused: RefusalReason[], resent: boolean): void {
    if (device.state !== 'normal') {
      this.#refuse(device, 'device-stopped', '', refused)
      return
    }
    const entry = admit(
      device,
      raw,
      this.#now(),
      this.#ingest.keepOf(device),
      (_, reason, sample) => this.#refuse(device, reason, sample, refused),
      resent,
    )
    if (entry) entries.push(entry)
  }

  #refuse(device: Known, reason: RefusalReason, sample: string, refused: RefusalReason[]): void {
    refused.push(reason)
    this.#ingest.refusals.add(device.town, device, reason, sample, this.#now())
  }

  #faults(device: Known, decoded: Decoded): Judged {
    const refused: RefusalReason[] = []
    for (const { reason, detail } of decoded.faults) this.#refuse(device, reason, detail, refused)
    return { entries: [], refused }
  }

  #turnAway(bringer: Bringer, reason: RefusalReason, sample: string): Judged {
    if ('device' in bringer) this.#ingest.refusals.add(bringer.device.town, bringer.device, reason, sample, this.#now())
    else this.#ingest.refusals.add(bringer.town ?? '-', sample || '-', reason, sample, this.#now())
    return { entries: [], refused: [reason] }
  }
}
