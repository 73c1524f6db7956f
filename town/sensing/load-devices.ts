import { hashSecret, storeShippedRules } from '#modules/sensing/server/index.ts'
import { type Cell, copyRows } from '#platform/server/copy-rows.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { makeRandom } from '#town/geometry/index.ts'
import type { Ground } from '../past/messages.ts'
import { type DemoDevice, demoDevices, demoSecret } from './demo-devices.ts'
import { type Past, pastOf } from './past.ts'
import { watchAlarms } from './past-alarms.ts'

const day = 86_400_000
const pgPoint = ([lng, lat]: readonly [number, number]): string => `(${lng},${lat})`

/** Loads the devices of the invented town, what they said of late and what the town's rules make of it. */
export async function loadDevices(tx: Tx, platform: Platform, { town, ground }: { town: string; ground: Ground }): Promise<void> {
  const now = platform.now()
  const at = now.getTime()
  await storeShippedRules(tx, town, now)
  // Here and not on a connection apart: this transaction may itself have made the schema's first rows.
  await tx.query(`select sensing.make_day(d::date) from generate_series($1::date - 31, $1::date + 1, interval '1 day') d`, [
    new Date(at + 8 * 3_600_000).toISOString().slice(0, 10),
  ])
  const alarms = await watchAlarms(tx, town, now)
  const past: Past[] = []
  // One device after the other: its readings leave for the database at once, only its last one is kept.
  await copyRows(tx, {
    target: `sensing.reading (town, device_id, at, seq, keep, received_at, flags, "values")`,
    rows: readingRows(town, demoDevices(ground, town, at), at, (one) => {
      alarms.see(one)
      past.push({ ...one, readings: one.readings.slice(-1) })
    }),
  })
  await copyRows(tx, {
    target: `sensing.device (town, id, key, kind, name, component, place, address, area_code, area_name, owner_id, upkeep_id, maker, model, installed_on, battery_on,
      heartbeat, note, secret_hash, secret_at, online, offline_since, grams, created_at, changed_at)`,
    rows: past.map(({ device: d, online, offlineSince }): Cell[] => [
      town,
      d.id,
      d.key,
      d.kind,
      d.name,
      d.component,
      pgPoint(d.place),
      d.address,
      d.areaCode,
      d.areaName,
      d.ownerId,
      d.upkeepId,
      d.maker,
      d.model,
      d.installedOn,
      d.batteryOn,
      d.heartbeat,
      '示例设备',
      hashSecret(demoSecret(d.key)),
      now,
      online,
      offlineSince === undefined ? null : new Date(offlineSince),
      d.grams,
      new Date(at - 60 * day),
      now,
    ]),
  })
  await copyRows(tx, {
    target: `sensing.live (town, device_id, seen_at, latest, flushed_at)`,
    rows: past.flatMap(({ device, readings }): Cell[][] => {
      const last = readings.at(-1)
      if (!last) return []
      const latest = Object.fromEntries(Object.entries(last.values).map(([field, value]) => [field, [value, last.at]]))
      return [[town, device.id, new Date(last.at), JSON.stringify(latest), now]]
    }),
  })
  const random = makeRandom('silences')
  await copyRows(tx, {
    target: `sensing.silence (town, device_id, from_at, to_at)`,
    rows: past.flatMap(({ device, offlineSince }): Cell[][] => {
      if (offlineSince !== undefined) return [[town, device.id, new Date(offlineSince), null]]
      if (!random.chance(0.05)) return []
      const from = at - random.range(2, 28) * day
      return [[town, device.id, new Date(from), new Date(Math.min(at - day, from + random.range(2, 40) * 3_600_000))]]
    }),
  })
  // The invented month was heard; what follows counts from the first moment the platform really listens.
  await tx.query(`insert into sensing.listening (town, from_at, to_at) values ('-', $1, $2) on conflict do nothing`, [
    new Date(at - 60 * day),
    now,
  ])
  await alarms.store()
}

function* readingRows(town: string, devices: readonly DemoDevice[], now: number, told: (past: Past) => void): Generator<Cell[]> {
  const seen = new Map<string, number>()
  for (const device of devices) {
    const index = seen.get(device.kind) ?? 0
    seen.set(device.kind, index + 1)
    const past = pastOf(device, index, now)
    told(past)
    for (const { at, seq, values } of past.readings) {
      const moment = new Date(at)
      yield [town, device.id, moment, seq, past.keep, moment, 0, JSON.stringify(values)]
    }
  }
}
