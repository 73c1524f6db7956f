import { z } from 'zod'
import type { Actor } from '#core/org/contract.ts'
import { namesOf, peopleAt } from '#core/org/server/index.ts'
import { dayAt } from '#core/area/contract.ts'
import { Id, newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { failPatrol } from '../faults.ts'
import { cleanTrack } from '../track/clean.ts'
import type { Trip } from '../vehicle.ts'
import { type Compared, compareKilometres } from '../kilometres.ts'
import { spanOfDay, readPoints, trackView } from './tracks.ts'
import { getVehicle } from './vehicles.ts'

const Cursor = z.tuple([z.iso.datetime(), Id])

interface Row {
  id: string
  vehicle_id: string
  name: string
  plate: string
  started_at: Date
  ended_at: Date | null
  driver_id: string
  crew: string[]
  purpose: string
  odometer_from: number
  odometer_to: number | null
  track_metres: number | null
  gap_metres: number | null
}

const select = `select t.id, t.vehicle_id, v.name, v.plate, t.started_at, t.ended_at, t.driver_id, t.crew, t.purpose, t.odometer_from, t.odometer_to, t.track_metres, t.gap_metres
  from patrol.trip t join patrol.vehicle v on v.town = t.town and v.id = t.vehicle_id where t.town = $1`

const km = (metres: number): number => Math.round(metres / 100) / 10

async function views(tx: Tx, town: string, rows: readonly Row[]): Promise<Trip[]> {
  const names = await namesOf(
    tx,
    town,
    [],
    rows.flatMap(({ crew, driver_id }) => [...crew, driver_id]),
  )
  return rows.map((row) => {
    const compared: Compared | undefined =
      row.odometer_to === null || row.track_metres === null
        ? undefined
        : compareKilometres(row.odometer_to - row.odometer_from, row.track_metres, row.gap_metres ?? 0)
    return {
      id: row.id,
      vehicleId: row.vehicle_id,
      vehicle: row.name,
      plate: row.plate,
      startedAt: row.started_at.toISOString(),
      ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
      driver: names.person(row.driver_id),
      crew: row.crew.map((personId) => ({ personId, name: names.person(personId) })),
      purpose: row.purpose,
      odometerFrom: row.odometer_from,
      ...(row.odometer_to === null
        ? {}
        : { odometerTo: row.odometer_to, odometerKm: Math.round((row.odometer_to - row.odometer_from) * 10) / 10 }),
      ...(row.track_metres === null ? {} : { trackKm: km(row.track_metres), gapKm: km(row.gap_metres ?? 0) }),
      ...(compared ? { differenceKm: compared.difference, differenceShare: compared.share, note: compared.words } : { note: '' }),
    }
  })
}

export interface TripAsk {
  readonly vehicleId?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly open?: boolean | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** Trips, the newest first; a crew member without the whole town's view sees their own. */
export async function listTripRows(tx: Tx, actor: Actor, ask: TripAsk) {
  const cursor = readAfter(Cursor, ask.after)
  const everything = actor.reach.get('patrol.vehicle.read')?.includes('town') ?? false
  const rows = await tx.query<Row>(
    `${select} and ($2::uuid is null or t.vehicle_id = $2) and ($3::timestamptz is null or t.started_at >= $3) and ($4::timestamptz is null or t.started_at <= $4)
       and ($5::boolean is null or (t.ended_at is null) = $5) and ($6::uuid is null or t.crew @> array[$6::uuid])
       and ($7::timestamptz is null or (t.started_at, t.id) < ($7, $8::uuid)) order by t.started_at desc, t.id desc limit $9`,
    [
      actor.town,
      ask.vehicleId ?? null,
      ask.from ? spanOfDay(ask.from).from : null,
      ask.to ? spanOfDay(ask.to).to : null,
      ask.open ?? null,
      everything ? null : actor.personId || '00000000-0000-0000-0000-000000000000',
      cursor?.[0] ?? null,
      cursor?.[1] ?? null,
      ask.limit + 1,
    ],
  )
  const shown = rows.slice(0, ask.limit)
  const last = shown.at(-1)
  return {
    rows: await views(tx, actor.town, shown),
    ...(rows.length > ask.limit && last ? { next: writeCursor([last.started_at.toISOString(), last.id]) } : {}),
  }
}

async function getRow(tx: Tx, town: string, id: string, lock = false): Promise<Row> {
  const [row] = await tx.query<Row>(`${select} and t.id = $2${lock ? ' for update of t' : ''}`, [town, id])
  if (!row) throw failPlatform('platform.not-found', { detail: '没有这趟出车记录' })
  return row
}

const getView = async (tx: Tx, town: string, id: string): Promise<Trip> => (await views(tx, town, [await getRow(tx, town, id)]))[0]!

export interface Departure {
  readonly actor: Actor
  readonly vehicleId: string
  readonly crew: readonly string[]
  readonly odometer: number
  readonly purpose: string
  readonly at?: string | undefined
  readonly now: Date
}

/**
 * A vehicle goes out; the asker drives. Its position counts from here.
 * @throws Fault patrol.vehicle-unknown, patrol.already-out, patrol.odometer-back
 */
export async function departTrip(tx: Tx, { actor, vehicleId, crew, odometer, purpose, at, now }: Departure): Promise<Trip> {
  const { town, personId } = actor
  const vehicle = await getVehicle(tx, town, vehicleId)
  if (vehicle.odometer !== undefined && odometer < vehicle.odometer)
    throw failPatrol('patrol.odometer-back', { fields: [{ path: 'odometer', message: `上次读数是 ${vehicle.odometer} 公里` }] })
  const everybody = [...new Set([personId, ...crew])]
  const known = await peopleAt(tx, town, { personIds: everybody, day: dayAt(now) })
  const strangers = crew.filter((id) => !known.some((member) => member.personId === id))
  if (strangers.length > 0)
    throw failPlatform('platform.invalid', { fields: [{ path: 'crew', message: '车组里有不在岗的人员，请重新选择' }] })
  const id = newId(now.getTime())
  const started = new Date(Math.min(at ? Date.parse(at) : now.getTime(), now.getTime()))
  const made = await tx.query(
    `insert into patrol.trip (town, id, vehicle_id, started_at, driver_id, crew, purpose, odometer_from) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (town, vehicle_id) where ended_at is null do nothing returning 1 as ok`,
    [town, id, vehicleId, started, personId, everybody, purpose, odometer],
  )
  if (made.length === 0) throw failPatrol('patrol.already-out')
  await tx.query(`update patrol.vehicle set odometer = $3 where town = $1 and id = $2`, [town, vehicleId, odometer])
  await tx.query(
    `insert into patrol.mover (town, sort, id, name, post_title, unit_id, kind, on_duty, since) values ($1, 'vehicle', $2, $3, $4, $5, 'vehicle', true, $6)
     on conflict (town, sort, id) do update set name = excluded.name, post_title = excluded.post_title, unit_id = excluded.unit_id, on_duty = true,
       since = excluded.since, at = null, place = null`,
    [town, vehicleId, vehicle.name, vehicle.plate, vehicle.unitId ?? null, started],
  )
  return getView(tx, town, id)
}

/**
 * A vehicle comes home: kilometres of the odometer beside those of the cleaned track. A second tap answers the trip as it ended.
 * @throws Fault platform.not-found, platform.forbidden for somebody who was not aboard, patrol.odometer-back
 */
export async function returnTrip(
  tx: Tx,
  { actor, id, odometer, at, now }: { actor: Actor; id: string; odometer: number; at?: string | undefined; now: Date },
): Promise<Trip> {
  const { town } = actor
  const row = await getRow(tx, town, id, true)
  const town_wide = actor.reach.get('patrol.vehicle.drive')?.includes('town') ?? false
  if (!town_wide && !row.crew.includes(actor.personId)) throw failPlatform('platform.forbidden', { detail: '只有车组人员可以收车' })
  if (row.ended_at) return getView(tx, town, id)
  if (odometer < row.odometer_from)
    throw failPatrol('patrol.odometer-back', { fields: [{ path: 'odometer', message: `出车时读数是 ${row.odometer_from} 公里` }] })
  const ended = new Date(Math.max(row.started_at.getTime(), Math.min(at ? Date.parse(at) : now.getTime(), now.getTime())))
  const clean = cleanTrack(await readPoints(tx, town, row.vehicle_id, row.started_at, ended))
  await tx.query(
    `update patrol.trip set ended_at = $3, odometer_to = $4, track_metres = $5, gap_metres = $6, track_note = $7 where town = $1 and id = $2`,
    [town, id, ended, odometer, clean.length, clean.bridged, JSON.stringify({ gaps: clean.gaps.length, ...clean.dropped })],
  )
  await tx.query(`update patrol.vehicle set odometer = $3 where town = $1 and id = $2`, [town, row.vehicle_id, odometer])
  await tx.query(`update patrol.mover set on_duty = false, since = $3 where town = $1 and sort = 'vehicle' and id = $2`, [
    town,
    row.vehicle_id,
    ended,
  ])
  return getView(tx, town, id)
}

/** Where a trip went. */
export async function tripTrack(tx: Tx, actor: Actor, id: string, now: Date) {
  const row = await getRow(tx, actor.town, id)
  const everything = actor.reach.get('patrol.vehicle.read')?.includes('town') ?? false
  if (!everything && !row.crew.includes(actor.personId)) throw failPlatform('platform.not-found', { detail: '没有这趟出车记录' })
  const to = row.ended_at ?? now
  return trackView({ id, name: row.name }, row.started_at, to, await readPoints(tx, actor.town, row.vehicle_id, row.started_at, to))
}

/** Sums over a stretch of days. */
export async function vehicleFigures(tx: Tx, town: string, from: string | undefined, to: string | undefined) {
  const [trips] = await tx.query<{ n: number; track: number | null; odometer: number | null; compared: number | null }>(
    `select count(*) as n, sum(track_metres + gap_metres) as track, sum(odometer_to - odometer_from) as odometer,
       sum((odometer_to - odometer_from) - (track_metres + gap_metres) / 1000) filter (where track_metres is not null) as compared
     from patrol.trip where town = $1 and ($2::timestamptz is null or started_at >= $2) and ($3::timestamptz is null or started_at <= $3)`,
    [town, from ? spanOfDay(from).from : null, to ? spanOfDay(to).to : null],
  )
  const [vehicles] = await tx.query<{ n: number; out: number }>(
    `select count(*) as n, (select count(*) from patrol.trip where town = $1 and ended_at is null) as out from patrol.vehicle where town = $1 and active`,
    [town],
  )
  const one = (value: number | null | undefined): number => Math.round(Number(value ?? 0) * 10) / 10
  return {
    vehicles: vehicles?.n ?? 0,
    out: vehicles?.out ?? 0,
    trips: trips?.n ?? 0,
    trackKm: one((trips?.track ?? 0) / 1000),
    odometerKm: one(trips?.odometer),
    differenceKm: one(trips?.compared),
  }
}
