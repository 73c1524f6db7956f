import { hashSecret, storeShippedRules } from '#modules/sensing/server/index.ts'
import { type Cell, copyRows } from '#platform/server/copy-rows.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { makeRandom } from '#town/geometry/index.ts'
import type { Ground } from '../past/messages.ts'
import { demoDevices, demoSecret } from './demo-devices.ts'
import { type Past, pastOf } from './past.ts'
import { loadAlarms } from './past-alarms.ts'

const day = 86_400_000
const pgPoint = ([lng, lat]: readonly [number, number]): string => `(${lng},${lat})`

/** Loads the devices of the invented town, a thin month of their readings and what its rules make of them. */
export async function loadDevices(tx: Tx, platform: Platform, { town, ground }: { town: string; ground: Ground }): Promise<void> {
  const now = platform.now()
  const at = now.getTime()
  await storeShippedRules(tx, town, now)
  const devices = demoDevices(ground, town, at)
  // Here and not on a connection apart: this transaction may itself have made the schema's first rows.
  for (let back = 31; back >= -1; back--)
    await tx.query(`select sensing.make_day($1)`, [new Date(at - back * day + 8 * 3_600_000).toISOString().slice(0, 10)])
  const past = devices.map((device): Past => pastOf(device, at))
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
    target: `sensing.reading (town, device_id, at, seq, keep, received_at, flags, "values")`,
    rows: readingRows(town, past),
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
  await loadAlarms(tx, town, past, now)
}

function* readingRows(town: string, past: readonly Past[]): Generator<Cell[]> {
  for (const { device, keep, readings } of past)
    for (const { at, seq, values } of readings) {
      const moment = new Date(at)
      yield [town, device.id, moment, seq, keep, moment, 0, JSON.stringify(values)]
    }
}
