import { getLocator } from '#core/area/server/index.ts'
import { bearingBetween } from '#core/area/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import type { MoverSort } from '../position.ts'
import { type TrackPoint, decodeChunk, encodeChunk, mergePoints } from '../track/chunk.ts'
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

const MINUTE = 60_000
const minuteOf = (at: number): number => Math.floor(at / MINUTE) * MINUTE

interface Chunk {
  readonly id: string
  readonly minute: number
  points: TrackPoint[]
}

/**
 * Keeps the points of some movers: the last known place of each, and what the distance gate lets through of each minute as a chunk. Set by set, so
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
    for (const [minute, group] of Map.groupBy(points, ({ at }) => minuteOf(at))) chunks.push({ id: batch.id, minute, points: group })
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

async function writeChunks(tx: Tx, town: string, chunks: readonly Chunk[]): Promise<void> {
  if (chunks.length === 0) return
  const minutes = chunks.map(({ minute }) => new Date(minute))
  const rows = await tx.query<{ mover_id: string; minute: Date; points: Buffer }>(
    `select t.mover_id, t.minute, t.points from unnest($2::uuid[], $3::timestamptz[]) as c (id, minute)
     join patrol.track t on t.town = $1 and t.mover_id = c.id and t.minute = c.minute`,
    [town, chunks.map(({ id }) => id), minutes],
  )
  const known = new Map(rows.map((row) => [`${row.mover_id}/${row.minute.getTime()}`, row.points]))
  for (const chunk of chunks) {
    const before = known.get(`${chunk.id}/${chunk.minute}`)
    // Gated within the minute only, so that the same batch again, or one sent late, leaves the same chunk; reading gates the whole.
    chunk.points = gatePoints(mergePoints(before ? decodeChunk(before) : [], chunk.points))
  }
  await tx.query(
    `insert into patrol.track (town, mover_id, minute, points)
     select $1, c.id, c.minute, c.points from unnest($2::uuid[], $3::timestamptz[], $4::bytea[]) as c (id, minute, points)
     on conflict (town, mover_id, minute) do update set points = excluded.points`,
    [town, chunks.map(({ id }) => id), minutes, chunks.map(({ points }) => Buffer.from(encodeChunk(points)))],
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
