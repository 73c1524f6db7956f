import { z } from 'zod'
import { bigrams } from '#platform/contract/bigrams.ts'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import { codeAfter, unitNames } from '#core/org/server/index.ts'
import type { DeviceFilter, DeviceRow } from '../device.ts'
import type { countDevices as countEndpoint } from '../device-endpoints.ts'
import type { Online } from '../kind.ts'
import { fieldTitle, fieldUnit, kindOf, kinds } from '../kinds/kinds.ts'
import type { LiveValue } from '../live-value.ts'
import { Conditions } from './alarm/conditions.ts'
import type { Latest } from './readings.ts'

export const devicePermission = 'sensing.device.read'

/** Where a device says whose it is and where it lies. */
const scopeColumns = { unit: ['d.owner_id', 'd.upkeep_id'], area: 'd.area_code' } as const

export interface DeviceRecord {
  id: string
  key: string
  kind: string
  name: string
  component: string | null
  place: [number, number] | null
  address: string
  area_code: string
  area_name: string
  owner_id: string | null
  upkeep_id: string | null
  state: DeviceRow['state']
  online: Online
  offline_since: Date | null
  open_alarms: number
  version: number
  seen_at: Date | null
  latest: Latest | null
}

export const deviceColumns = `d.id, d.key, d.kind, d.name, d.component, d.place, d.address, d.area_code, d.area_name, d.owner_id, d.upkeep_id, d.state, d.online, d.offline_since,
  d.open_alarms, d.version, l.seen_at, l.latest`
export const deviceTables = `sensing.device d left join sensing.live l on l.town = d.town and l.device_id = d.id`

/** The filter and what the actor may see, over alias `d`. */
export function deviceConditions(actor: Actor, filter: Partial<DeviceFilter>): Conditions {
  const c = new Conditions()
  c.where('d.town = ?', actor.town)
  c.scope(actor, devicePermission, scopeColumns)
  if (filter.kind?.length) c.where('d.kind = any(?)', filter.kind)
  if (filter.state?.length) c.where('d.state = any(?)', filter.state)
  else c.where(`d.state <> 'retired'`)
  if (filter.online?.length) c.where('d.online = any(?)', filter.online)
  if (filter.area && filter.exactly) c.where('d.area_code = ?', filter.area)
  else if (filter.area) c.where('d.area_code >= ? and d.area_code < ?', filter.area, codeAfter(filter.area))
  if (filter.owner) c.where('d.owner_id = ?', filter.owner)
  if (filter.alarmed) c.where('d.open_alarms > 0')
  if (filter.q) {
    const grams = bigrams(filter.q)
    // Two characters and more by the index; then the words themselves, since grams may lie apart.
    if (grams.length > 0) c.where('d.grams @> ?', grams)
    c.where(`concat_ws(' ', d.name, d.key, d.component, d.address) ilike ?`, `%${filter.q.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`)
  }
  return c
}

export const liveOf = (kind: string, latest: Latest | null): LiveValue[] =>
  Object.entries(latest ?? {})
    .map(([field, [value, at]]) => ({ field, title: fieldTitle(kind, field), unit: fieldUnit(kind, field), value, at }))
    .toSorted((a, b) => orderOf(kind, a.field) - orderOf(kind, b.field))

function orderOf(kind: string, field: string): number {
  const { fields, main } = kindOf(kind)
  if (field === main) return -1
  const place = fields.findIndex((one) => one.key === field)
  return place < 0 ? fields.length : place
}

export function deviceRow(row: DeviceRecord, units: ReadonlyMap<string, string>): DeviceRow {
  const kind = kindOf(row.kind)
  const main = row.latest?.[kind.main]
  const battery = row.latest?.['battery']
  const unit = (id: string | null) => (id === null ? undefined : { id, name: units.get(id) ?? '' })
  const owner = unit(row.owner_id)
  const upkeep = unit(row.upkeep_id)
  return {
    id: row.id,
    key: row.key,
    kind: row.kind,
    kindTitle: kind.title,
    name: row.name,
    ...(row.component ? { component: row.component } : {}),
    ...(row.place ? { place: row.place } : {}),
    address: row.address,
    areaCode: row.area_code,
    areaName: row.area_name,
    ...(owner ? { owner } : {}),
    ...(upkeep ? { upkeep } : {}),
    state: row.state,
    online: row.online,
    ...(row.seen_at ? { seenAt: row.seen_at.toISOString() } : {}),
    ...(row.offline_since ? { offlineSince: row.offline_since.toISOString() } : {}),
    ...(main
      ? {
          main: {
            field: kind.main,
            title: fieldTitle(row.kind, kind.main),
            unit: fieldUnit(row.kind, kind.main),
            value: main[0],
            at: main[1],
          },
        }
      : {}),
    ...(battery ? { battery: battery[0] } : {}),
    openAlarms: row.open_alarms,
    version: row.version,
  }
}

export const namesOfUnits = async (tx: Tx, town: string, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> => {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  return wanted.length === 0 ? new Map() : unitNames(tx, town, wanted, dayOf(new Date()))
}

const Cursor = z.tuple([z.string()])

/** A page of the ledger, in the order of the keys. */
export async function listDevices(
  tx: Tx,
  actor: Actor,
  filter: Partial<DeviceFilter>,
  after: string | undefined,
  limit: number,
): Promise<{ rows: DeviceRow[]; next?: string }> {
  const c = deviceConditions(actor, filter)
  const cursor = readAfter(Cursor, after)
  if (cursor) c.where('d.key > ?', cursor[0])
  const found = await tx.query<DeviceRecord>(
    `select ${deviceColumns} from ${deviceTables} where ${c.text} order by d.key limit ${c.add(limit + 1)}`,
    c.values,
  )
  const rows = found.slice(0, limit)
  const units = await namesOfUnits(
    tx,
    actor.town,
    rows.flatMap((row) => [row.owner_id, row.upkeep_id]),
  )
  return {
    rows: rows.map((row) => deviceRow(row, units)),
    ...(found.length > limit ? { next: writeCursor([rows.at(-1)!.key]) } : {}),
  }
}

/** Counts of the same filter, by kind and by how they are heard. */
export async function countDevices(tx: Tx, actor: Actor, filter: Partial<DeviceFilter>): Promise<AnswerOf<typeof countEndpoint>> {
  const c = deviceConditions(actor, filter)
  const rows = await tx.query<{ kind: string; online: Online; n: number; alarmed: number }>(
    `select d.kind, d.online, count(*) as n, count(*) filter (where d.open_alarms > 0) as alarmed from sensing.device d where ${c.text} group by d.kind, d.online`,
    c.values,
  )
  const sum = (pick: (row: (typeof rows)[number]) => boolean, value: 'n' | 'alarmed' = 'n') =>
    rows.filter(pick).reduce((total, row) => total + row[value], 0)
  return {
    total: sum(() => true),
    online: {
      online: sum((r) => r.online === 'online'),
      offline: sum((r) => r.online === 'offline'),
      faulty: sum((r) => r.online === 'faulty'),
      never: sum((r) => r.online === 'never'),
    },
    kinds: kinds
      .filter((kind) => rows.some((row) => row.kind === kind.key))
      .map((kind) => ({
        key: kind.key,
        title: kind.title,
        total: sum((r) => r.kind === kind.key),
        online: sum((r) => r.kind === kind.key && (r.online === 'online' || r.online === 'faulty')),
        alarmed: sum((r) => r.kind === kind.key, 'alarmed'),
      })),
  }
}
