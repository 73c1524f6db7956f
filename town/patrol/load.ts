import type { Position } from '#core/area/contract.ts'
import { encodeChunk } from '#modules/patrol/contract.ts'
import { type MoverPoints, recordPoints } from '#modules/patrol/server/index.ts'
import { type Cell, copyRows } from '#platform/server/copy-rows.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Random, makeRandom } from '#town/geometry/index.ts'
import type { PatrolVehicle, Substitute } from '../people/town-people.ts'
import { seededId } from '../people/seeded-id.ts'
import { clockIn } from './clock-in.ts'
import { loadStandIns } from '../grid/load.ts'
import { homesOf } from './movement.ts'
import { loadRounds } from './rounds.ts'
import { type RoadNet, readRoadNet } from './roads.ts'
import { type Walker, byBike, byCar, makeWalker, onFoot } from './walker.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const CHINA = 8 * HOUR
const midnight = (at: number): number => Math.floor((at + CHINA) / DAY) * DAY - CHINA

export interface FieldWork {
  readonly town: string
  readonly vehicles: readonly PatrolVehicle[]
  readonly substitutes: readonly Substitute[]
  /** Epoch milliseconds. */
  readonly now: number
}

/** Chunks of a walk sampled every ten seconds, as rows of the track table. */
function* walkRows(town: string, id: string, walker: Walker, from: number, to: number): Generator<Cell[]> {
  for (let hour = Math.floor(from / HOUR) * HOUR; hour < to; hour += HOUR) {
    const points = []
    for (let at = Math.max(hour, Math.ceil(from / 60_000) * 60_000); at < Math.min(hour + HOUR, to); at += 10_000) {
      walker.step(10)
      if (!walker.resting || at % 60_000 === 0) points.push({ at, lng: walker.at[0], lat: walker.at[1], accuracy: 6, mocked: false })
    }
    if (points.length > 0) yield [town, id, new Date(hour), Buffer.from(encodeChunk(points))]
  }
}

interface Driven {
  readonly rows: Cell[][]
  readonly at: Map<string, Position>
}

/** Vehicles, a fortnight of trips with both kilometres, the trips of today going on, today's tracks; people where they are now. */
export async function loadFieldWork(tx: Tx, platform: Platform, { town, vehicles, substitutes, now }: FieldWork): Promise<void> {
  const random = makeRandom('四河镇巡查')
  const net = await readRoadNet(tx, town)
  const home = await homesOf(tx, town, now)
  await loadVehicles(tx, town, vehicles, now, random)
  const today = driveToday(town, vehicles, net, home, now, random)
  const members = await clockIn(tx, town, now)
  const begun = Math.max(midnight(now) + 8 * HOUR, now - 9 * HOUR)
  const walked: Cell[][] = []
  const batches: MoverPoints[] = []
  const trodden: Position[] = []
  members.forEach(({ personId, areas }, k) => {
    const walker = makeWalker(net, home(areas), home(areas), k % 2 ? onFoot : byBike, random.fork(personId))
    // Everybody has a place; the day's walk of every eighth is kept too, enough to replay.
    if (k % 8 === 0 && begun < now - HOUR / 2) walked.push(...walkRows(town, personId, walker, begun, now - 120_000))
    else walker.step(random.int(60, 900))
    for (let n = 0; n < 30; n++) {
      walker.step(60)
      trodden.push(walker.at)
    }
    batches.push({
      sort: 'person',
      id: personId,
      points: [{ at: now - random.int(5, 200) * 1000, lng: walker.at[0], lat: walker.at[1], accuracy: random.int(4, 15), mocked: false }],
    })
  })
  await copyRows(tx, { target: 'patrol.track (town, mover_id, begins, points)', rows: [...today.rows, ...walked] })
  for (const [id, at] of today.at)
    batches.push({ sort: 'vehicle', id, points: [{ at: now - 20_000, lng: at[0], lat: at[1], accuracy: 5, mocked: false }] })
  await recordPoints(tx, town, batches)
  await loadStandIns(tx, town, substitutes, now)
  await loadRounds(tx, platform, town, now, trodden)
}

const PURPOSES = ['例行巡查', '主干道市容巡查', '河道岸线巡查', '集贸市场周边秩序', '夜间渣土运输检查', '学校周边护学']
const TRIP_DAYS = 14

async function loadVehicles(tx: Tx, town: string, vehicles: readonly PatrolVehicle[], now: number, random: Random): Promise<void> {
  const trips: Cell[][] = []
  const odometers = vehicles.map((_, k) => 4200 + k * 317)
  for (let back = TRIP_DAYS; back >= 1; back--) {
    const start = midnight(now) - back * DAY
    vehicles.forEach(({ id, crew }, k) => {
      for (const [from, hours] of [
        [8.2, 3],
        [13.5, 3.6],
      ] as const) {
        if (random.chance(0.12)) continue
        const metres = random.int(14_000, 46_000)
        const gap = random.chance(0.3) ? random.int(200, 2600) : 0
        // An odometer turns whole tenths and drives where no signal is; one reading in twenty is wrong.
        const driven =
          Math.round(((metres + gap) / 1000) * (random.chance(0.05) ? random.range(1.2, 1.4) : random.range(0.99, 1.05)) * 10) / 10
        const before = odometers[k]!
        odometers[k] = Math.round((before + driven) * 10) / 10
        const at = start + from * HOUR + random.int(0, 1500) * 1000
        trips.push([
          town,
          seededId(`trip/${id}/${back}/${from}`),
          id,
          new Date(at),
          new Date(at + hours * HOUR),
          crew[0]!,
          crew,
          random.pick(PURPOSES),
          before,
          odometers[k]!,
          metres,
          gap,
        ])
      }
    })
  }
  await copyRows(tx, {
    target: 'patrol.vehicle (town, id, name, plate, unit_id, areas, odometer)',
    rows: vehicles.map(({ id, name, plate, unitId, villageCodes }, k): Cell[] => [
      town,
      id,
      name,
      plate,
      unitId,
      villageCodes,
      odometers[k]!,
    ]),
  })
  await copyRows(tx, {
    target:
      'patrol.trip (town, id, vehicle_id, started_at, ended_at, driver_id, crew, purpose, odometer_from, odometer_to, track_metres, gap_metres)',
    rows: trips,
  })
  const out = vehicles.slice(0, outAt(now))
  await tx.query(
    `insert into patrol.trip (town, id, vehicle_id, started_at, driver_id, crew, purpose, odometer_from)
     select $1, x.id, v.id, x.at, x.driver, x.crew, '例行巡查', v.odometer from jsonb_to_recordset($2::jsonb) as x (id uuid, vehicle uuid, at timestamptz, driver uuid, crew uuid[])
     join patrol.vehicle v on v.town = $1 and v.id = x.vehicle`,
    [
      town,
      JSON.stringify(
        out.map(({ id, crew }) => ({
          id: seededId(`trip/${id}/now`),
          vehicle: id,
          at: new Date(departed(now)).toISOString(),
          driver: crew[0],
          crew,
        })),
      ),
    ],
  )
  await tx.query(
    `insert into patrol.mover (town, sort, id, name, post_title, unit_id, kind, on_duty, since)
     select $1, 'vehicle', v.id, v.name, v.plate, v.unit_id, 'vehicle', t.id is not null, coalesce(t.started_at, $2) from patrol.vehicle v
     left join patrol.trip t on t.town = v.town and t.vehicle_id = v.id and t.ended_at is null where v.town = $1`,
    [town, new Date(now)],
  )
}

const hourOf = (at: number): number => (at - midnight(at)) / HOUR
/** How many vehicles are out: all by day but the one being mended, half in the evening, four at night. */
function outAt(now: number): number {
  const hour = hourOf(now)
  if (hour >= 8 && hour < 18) return 16
  return hour >= 18 && hour < 21.5 ? 8 : 4
}
const departed = (now: number): number => Math.max(midnight(now), now - 2.5 * HOUR)

function driveToday(
  town: string,
  vehicles: readonly PatrolVehicle[],
  net: RoadNet,
  home: (areas: readonly string[]) => Position,
  now: number,
  random: Random,
): Driven {
  const driven: Driven = { rows: [], at: new Map() }
  for (const { id, villageCodes } of vehicles.slice(0, outAt(now))) {
    const walker = makeWalker(net, home(villageCodes), home(villageCodes), byCar, random.fork(id))
    for (const row of walkRows(town, id, walker, departed(now), now - 60_000)) driven.rows.push(row)
    driven.at.set(id, walker.at)
  }
  return driven
}
