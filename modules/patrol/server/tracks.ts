import { addDays } from '#core/calendar/contract.ts'
import { dayAt } from '#core/area/contract.ts'
import type { Actor } from '#core/org/contract.ts'
import { personNames } from '#core/org/server/index.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { TrackView } from '../position.ts'
import { type TrackPoint, decodeChunk, mergePoints } from '../track/chunk.ts'
import { cleanTrack } from '../track/clean.ts'
import { gatePoints } from '../track/gate.ts'
import { thinTrack } from '../track/line.ts'
import { noteLook } from './looks.ts'
import { chunkStart } from './record.ts'

/** The kept points of a mover in [from, to], in order of time: one walk of the primary key. */
export async function readPoints(tx: Tx, town: string, moverId: string, from: Date, to: Date): Promise<TrackPoint[]> {
  const rows = await tx.query<{ points: Buffer }>(
    `select points from patrol.track where town = $1 and mover_id = $2 and begins >= $3 and begins <= $4 order by begins`,
    [town, moverId, new Date(chunkStart(from.getTime())), to],
  )
  const points = rows.flatMap(({ points: chunk }) => decodeChunk(chunk)).filter(({ at }) => at >= from.getTime() && at <= to.getTime())
  // Chunks of a minute, as they were kept before, may overlap an hour's.
  return gatePoints(mergePoints([], points))
}

/** A track cleaned, measured and thinned for drawing. */
export function trackView(mover: { id: string; name: string }, from: Date, to: Date, points: readonly TrackPoint[]): TrackView {
  const clean = cleanTrack(points)
  return {
    ...mover,
    from: from.toISOString(),
    to: to.toISOString(),
    segments: thinTrack(clean).map((segment) =>
      segment.map(({ lng, lat, at }): [number, number, number] => [lng, lat, Math.round(at / 1000)]),
    ),
    gaps: clean.gaps.map((gap) => ({ from: gap.from, to: gap.to, metres: Math.round(gap.metres) })),
    metres: Math.round(clean.length),
    gapMetres: Math.round(clean.bridged),
    points: points.length,
    mocked: points.filter(({ mocked }) => mocked).length,
    dropped: clean.dropped,
  }
}

/** Midnight to midnight in China. */
export function spanOfDay(day: string): { from: Date; to: Date } {
  return { from: new Date(`${day}T00:00:00+08:00`), to: new Date(Date.parse(`${addDays(day, 1)}T00:00:00+08:00`) - 1) }
}

/**
 * One person's day. Whoever is not that person leaves a trace they can read.
 * @throws Fault platform.not-found for nobody of this town
 */
export async function personTrack(tx: Tx, actor: Actor, personId: string, day: string | undefined, now: Date): Promise<TrackView> {
  const name = (await personNames(tx, actor.town, [personId])).get(personId)
  if (name === undefined) throw failPlatform('platform.not-found', { detail: '没有这个人' })
  const { from, to } = spanOfDay(day ?? dayAt(now))
  await noteLook(tx, actor, `回放 ${day ?? dayAt(now)} 的轨迹`, personId, now)
  return trackView({ id: personId, name }, from, to, await readPoints(tx, actor.town, personId, from, to))
}
