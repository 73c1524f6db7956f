import { z } from 'zod'
import { Id, newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { namesOf } from '#core/org/server/index.ts'
import { failPatrol } from '../faults.ts'
import type { Vehicle, VehicleDraft } from '../vehicle.ts'

const Cursor = z.tuple([z.string(), Id])
type Draft = z.output<typeof VehicleDraft>

interface Row {
  id: string
  name: string
  plate: string
  unit_id: string | null
  areas: string[]
  odometer: number | null
  active: boolean
  version: number
  trip_id: string | null
  last_at: Date | null
}

const select = `select v.id, v.name, v.plate, v.unit_id, v.areas, v.odometer, v.active, v.version, t.id as trip_id, m.at as last_at
  from patrol.vehicle v
  left join patrol.trip t on t.town = v.town and t.vehicle_id = v.id and t.ended_at is null
  left join patrol.mover m on m.town = v.town and m.sort = 'vehicle' and m.id = v.id
  where v.town = $1`

async function views(tx: Tx, town: string, rows: readonly Row[]): Promise<Vehicle[]> {
  const names = await namesOf(
    tx,
    town,
    rows.flatMap(({ unit_id }) => unit_id ?? []),
    [],
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    plate: row.plate,
    ...(row.unit_id ? { unitId: row.unit_id } : {}),
    unitName: row.unit_id ? names.unit(row.unit_id) : '',
    areas: row.areas,
    ...(row.odometer === null ? {} : { odometer: row.odometer }),
    active: row.active,
    version: row.version,
    out: row.trip_id !== null,
    ...(row.trip_id ? { tripId: row.trip_id } : {}),
    ...(row.last_at ? { lastAt: row.last_at.toISOString() } : {}),
  }))
}

/** The vehicles by name. */
export async function listVehicleRows(tx: Tx, town: string, { after, limit }: { after?: string | undefined; limit: number }) {
  const cursor = readAfter(Cursor, after)
  const rows = await tx.query<Row>(`${select} and ($2::text is null or (v.name, v.id) > ($2, $3::uuid)) order by v.name, v.id limit $4`, [
    town,
    cursor?.[0] ?? null,
    cursor?.[1] ?? null,
    limit + 1,
  ])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: await views(tx, town, shown),
    ...(rows.length > limit && last ? { next: writeCursor([last.name, last.id]) } : {}),
  }
}

/** @throws Fault patrol.vehicle-unknown */
export async function getVehicle(tx: Tx, town: string, id: string): Promise<Vehicle> {
  const [row] = await views(tx, town, await tx.query<Row>(`${select} and v.id = $2`, [town, id]))
  if (!row) throw failPatrol('patrol.vehicle-unknown')
  return row
}

async function refuseTaken(tx: Tx, town: string, plate: string, id: string | undefined): Promise<void> {
  const taken = await tx.query(`select 1 as ok from patrol.vehicle where town = $1 and plate = $2 and id is distinct from $3::uuid`, [
    town,
    plate,
    id ?? null,
  ])
  if (taken.length > 0)
    throw failPlatform('platform.conflict', { detail: '这个车牌已登记', fields: [{ path: 'plate', message: '这个车牌已登记' }] })
}

export async function addVehicle(tx: Tx, town: string, draft: Draft): Promise<Vehicle> {
  await refuseTaken(tx, town, draft.plate, undefined)
  const id = newId()
  await tx.query(
    `insert into patrol.vehicle (town, id, name, plate, unit_id, areas, odometer, active) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [town, id, draft.name, draft.plate, draft.unitId ?? null, draft.areas, draft.odometer ?? null, draft.active],
  )
  return getVehicle(tx, town, id)
}

/** @throws Fault patrol.vehicle-unknown, platform.conflict when somebody else saved in between */
export async function changeVehicle(tx: Tx, town: string, id: string, draft: Draft & { version: number }): Promise<Vehicle> {
  const before = await getVehicle(tx, town, id)
  await refuseTaken(tx, town, draft.plate, id)
  const done = await tx.query(
    `update patrol.vehicle set name = $3, plate = $4, unit_id = $5, areas = $6, odometer = coalesce($7, odometer), active = $8, version = version + 1
     where town = $1 and id = $2 and version = $9 returning 1 as ok`,
    [town, id, draft.name, draft.plate, draft.unitId ?? null, draft.areas, draft.odometer ?? null, draft.active, draft.version],
  )
  if (done.length === 0) throw failPlatform('platform.conflict', { extra: { current: before } })
  return getVehicle(tx, town, id)
}
