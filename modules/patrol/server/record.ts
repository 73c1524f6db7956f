import { getLocator } from '#core/area/server/index.ts'
import { bearingBetween } from '#core/area/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import type { MoverSort } from '../position.ts'
import { type TrackPoint, decodeChunk, encodeChunk, lastOfChunk, lengthenChunk, mergePoints } from '../track/chunk.ts'
import { gatePoints } from '../track/gate.ts'

export interface NewPoint extends TrackPoint {
  readonly heading?: number | undefined
  readonly speed?: number | undefined
}

/** The points of one mover, already known to lie inside its duty or trip. */
export interface MoverPoints {
  readonly sort: MoverSort
  readonly id: string
  readonly points: readonly NewPoint[]
}

interface Last {
  sort: MoverSort
  id: string
  at: Date | null
  place: [number, number] | null
}

const HOUR = 3_600_000
/** Where the chunk of a moment begins. */
export const chunkStart = (at: number): number => Math.floor(at / HOUR) * HOUR

interface Chunk {
  readonly id: string
  readonly begins: number
  readonly points: readonly TrackPoint[]
}

/**
 * Keeps the points of some movers: the last known place of each, and what the distance gate lets through of each hour as a chunk. Set by set, so
 * that four hundred movers cost four statements. The same points again change nothing.
 * @returns how many points lie in the chunks now touched
 */
export async function recordPoints(tx: Tx, town: string, batches: readonly MoverPoints[]): Promise<number> {
  const given = batches.filter(({ points }) => points.length > 0)
  if (given.length === 0) return 0
  // Locked in one order, so that two batches of many movers never wait for each other in a ring.
  const lasts = await tx.query<Last>(
    `select sort, id, at, place from patrol.mover where town = $1 and id = any($2::uuid[]) order by sort, id for update`,
    [town, given.map(({ id }) => id)],
  )
  const known = new Map(lasts.map((last) => [`${last.sort}/${last.id}`, last]))
  const chunks: Chunk[] = []
  const moves: object[] = []
  const locator = await getLocator(tx, town)
  for (const batch of given) {
    const last = known.get(`${batch.sort}/${batch.id}`)
    if (!last) continue
    const points = batch.points.toSorted((a, b) => a.at - b.at)
    for (const [begins, group] of Map.groupBy(points, ({ at }) => chunkStart(at))) chunks.push({ id: batch.id, begins, points: group })
    const newest = points.at(-1)!
    if (last.at && newest.at <= last.at.getTime()) continue
    const located = locator.locate([newest.lng, newest.lat], newest.at)
    const before = points.at(-2) ?? (last.place ? { lng: last.place[0], lat: last.place[1] } : undefined)
    moves.push({
      sort: batch.sort,
      id: batch.id,
      at: new Date(newest.at).toISOString(),
      lng: newest.lng,
      lat: newest.lat,
      accuracy: newest.accuracy,
      mocked: newest.mocked,
      heading: newest.heading ?? (before ? bearingBetween([before.lng, before.lat], [newest.lng, newest.lat]) : null),
      speed: newest.speed ?? null,
      area: (located.micro ?? located.grid ?? located.village)?.code ?? '',
    })
  }
  await writeChunks(tx, town, chunks)
  await writeMoves(tx, town, moves)
  return chunks.reduce((sum, { points }) => sum + points.length, 0)
}

/** A chunk with a batch in it. The usual batch is newer than all that is there: the hour is lengthened, not unpacked. */
function joined(before: Uint8Array | undefined, added: readonly TrackPoint[]): Uint8Array {
  if (!before) return encodeChunk(gatePoints(mergePoints([], added)))
  const last = lastOfChunk(before)
  if (!last || added[0]!.at < last.at + 1000) return encodeChunk(gatePoints(mergePoints(decodeChunk(before), added)))
  return lengthenChunk(before, last, gatePoints(mergePoints([], added), last))
}

async function writeChunks(tx: Tx, town: string, chunks: readonly Chunk[]): Promise<void> {
  if (chunks.length === 0) return
  const hours = chunks.map(({ begins }) => new Date(begins))
  // One walk of the key each: as a plain join the planner may read millions of rows instead.
  const rows = await tx.query<{ mover_id: string; begins: Date; points: Buffer }>(
    `select t.mover_id, t.begins, t.points from unnest($2::uuid[], $3::timestamptz[]) as c (id, begins)
     cross join lateral (select * from patrol.track where town = $1 and mover_id = c.id and begins = c.begins limit 1) t`,
    [town, chunks.map(({ id }) => id), hours],
  )
  const known = new Map(rows.map((row) => [`${row.mover_id}/${row.begins.getTime()}`, row.points]))
  // Gated within the hour only, so that the same batch again, or one sent late, leaves the same chunk; reading gates the whole.
  const packed = chunks.map(({ id, begins, points }) => Buffer.from(joined(known.get(`${id}/${begins}`), points)))
  await tx.query(
    `insert into patrol.track (town, mover_id, begins, points)
     select $1, c.id, c.begins, c.points from unnest($2::uuid[], $3::timestamptz[], $4::bytea[]) as c (id, begins, points)
     on conflict (town, mover_id, begins) do update set points = excluded.points`,
    [town, chunks.map(({ id }) => id), hours, packed],
  )
}

async function writeMoves(tx: Tx, town: string, moves: readonly object[]): Promise<void> {
  if (moves.length === 0) return
  await tx.query(
    `update patrol.mover m set at = x.at, place = point(x.lng, x.lat), accuracy = x.accuracy, mocked = x.mocked, heading = x.heading, speed = x.speed, area_code = x.area
     from jsonb_to_recordset($2::jsonb) as x (sort text, id uuid, at timestamptz, lng float8, lat float8, accuracy real, mocked boolean, heading real, speed real, area text)
     where m.town = $1 and m.sort = x.sort and m.id = x.id`,
    [town, JSON.stringify(moves)],
  )
}
