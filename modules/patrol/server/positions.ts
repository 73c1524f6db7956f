import type { Actor } from '#core/org/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import type { z } from 'zod'
import { failPatrol } from '../faults.ts'
import type { BatchReceipt, MoverSort, PositionBatch, SentPoint } from '../position.ts'
import { type NewPoint, recordPoints } from './record.ts'
import { patrolSettings } from './settings.ts'

const HOUR = 3_600_000
/** Within this the phone's clock is right: a slow network is no wrong clock. */
const SKEW_TOLERANCE = 30_000
/** A phone that lost the line for a weekend may still send; older points say nothing any more. */
const OLDEST = 72 * HOUR

interface Span {
  started_at: Date
  ended_at: Date | null
}

/** How far a phone's clock is behind ours, in milliseconds; 0 where the network explains the difference. */
export function skewOf(sentAt: string, now: Date): number {
  const behind = now.getTime() - Date.parse(sentAt)
  return Math.abs(behind) <= SKEW_TOLERANCE ? 0 : behind
}

/** The points with our time on them. */
export function corrected(points: readonly SentPoint[], skew: number): NewPoint[] {
  return points.map((point) => ({
    at: Math.round((Date.parse(point.at) + skew) / 1000) * 1000,
    lng: point.place[0],
    lat: point.place[1],
    accuracy: point.accuracy ?? 0,
    mocked: point.mocked ?? false,
    heading: point.heading,
    speed: point.speed,
  }))
}

/** Which points may be kept: inside one of the spans, not in the future, not too old. */
export function sift(
  points: readonly NewPoint[],
  spans: readonly Span[],
  now: Date,
): { kept: NewPoint[]; offDuty: number; outOfTime: number } {
  const latest = now.getTime() + SKEW_TOLERANCE
  const timely = points.filter(({ at }) => at <= latest && at >= now.getTime() - OLDEST)
  const kept = timely.filter(({ at }) =>
    // The tap and the first fix may fall into one second.
    spans.some((span) => at >= span.started_at.getTime() - 1000 && (span.ended_at === null || at <= span.ended_at.getTime())),
  )
  return { kept, offDuty: timely.length - kept.length, outOfTime: points.length - timely.length }
}

const spansOf = {
  person: `select started_at, ended_at from patrol.duty where town = $1 and person_id = $2 and started_at <= $4 and (ended_at is null or ended_at >= $3) order by started_at desc limit 200`,
  vehicle: `select started_at, ended_at from patrol.trip where town = $1 and vehicle_id = $2 and started_at <= $4 and (ended_at is null or ended_at >= $3) order by started_at desc limit 200`,
} as const

export interface Sending {
  readonly town: string
  readonly sort: MoverSort
  readonly moverId: string
  readonly points: readonly SentPoint[]
  readonly sentAt: string
  readonly now: Date
}

/**
 * Keeps a batch of a person or a vehicle, as far as it falls into duty or trip.
 * @throws Fault patrol.not-on-duty, patrol.not-driving when nothing of it does
 */
export async function keepBatch(tx: Tx, { town, sort, moverId, points, sentAt, now }: Sending): Promise<BatchReceipt> {
  const settings = await patrolSettings(tx, town)
  const skew = skewOf(sentAt, now)
  const fixed = corrected(points, skew)
  const spans = await tx.query<Span>(spansOf[sort], [town, moverId, new Date(now.getTime() - OLDEST), now])
  const { kept, offDuty, outOfTime } = sift(fixed, spans, now)
  if (kept.length === 0 && offDuty > 0) throw failPatrol(sort === 'person' ? 'patrol.not-on-duty' : 'patrol.not-driving')
  await recordPoints(tx, town, [{ sort, id: moverId, points: kept }])
  if (sort === 'person' && skew !== 0) {
    await tx.query(`update patrol.duty set skew_ms = $3 where town = $1 and person_id = $2 and ended_at is null`, [
      town,
      moverId,
      Math.max(-2_000_000_000, Math.min(2_000_000_000, skew)),
    ])
  }
  return {
    accepted: kept.length,
    offDuty,
    outOfTime,
    serverTime: now.toISOString(),
    skewMs: skew,
    everySeconds: settings.everySeconds,
  }
}

/** A batch from a phone: its person's, and when they sit in a vehicle on a trip of theirs, that vehicle's too. */
export async function sendBatch(tx: Tx, actor: Actor, body: z.infer<typeof PositionBatch>, now: Date): Promise<BatchReceipt> {
  const { town, personId } = actor
  const receipt = await keepBatch(tx, { town, sort: 'person', moverId: personId, points: body.points, sentAt: body.sentAt, now })
  if (!body.vehicleId) return receipt
  const [vehicle] = await tx.query<{ mine: boolean | null }>(
    `select (select true from patrol.trip t where t.town = v.town and t.vehicle_id = v.id and t.crew @> array[$3::uuid] order by started_at desc limit 1) as mine
     from patrol.vehicle v where v.town = $1 and v.id = $2`,
    [town, body.vehicleId, personId],
  )
  if (!vehicle) throw failPatrol('patrol.vehicle-unknown')
  if (!vehicle.mine) throw failPatrol('patrol.not-driving', { detail: '您不在这辆车的车组里' })
  await keepBatch(tx, { town, sort: 'vehicle', moverId: body.vehicleId, points: body.points, sentAt: body.sentAt, now })
  return receipt
}
