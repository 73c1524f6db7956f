import { z } from 'zod'
import { Position } from '#core/area/contract.ts'
import { Point } from '#core/case/contract.ts'
import { Id } from '#platform/contract/id.ts'

export const Instant = z.iso.datetime({ offset: true, error: '时间应带时区，如 2026-11-22T09:00:00+08:00' })

export const MoverSort = z.enum(['person', 'vehicle'])
export type MoverSort = z.infer<typeof MoverSort>

/** What somebody out in the town does; the legend of the layer. */
export const MoverKind = z.enum(['grid', 'enforcement', 'handler', 'station', 'centre'])
export type MoverKind = z.infer<typeof MoverKind>
export const moverKindTitles: Readonly<Record<MoverKind, string>> = {
  grid: '网格员',
  enforcement: '执法队员',
  handler: '处置人员',
  station: '村社区',
  centre: '中心人员',
}

/** What a post's holder is shown as. The 158 of the field are told apart by their post (features.md 71). */
export function moverKindOf(post: { readonly role: string; readonly title: string }): MoverKind {
  if (post.title.includes('执法') || post.title.includes('中队')) return 'enforcement'
  if (post.role === 'grid-worker') return 'grid'
  if (post.role === 'village') return 'station'
  return post.role === 'handler' ? 'handler' : 'centre'
}

/** One fix as a phone or tracker sends it. */
export const SentPoint = z.object({
  at: Instant,
  place: Point,
  /** Metres. */
  accuracy: z.number().min(0).max(1_000_000).optional(),
  /** Metres a second. */
  speed: z.number().min(0).max(1000).optional(),
  /** Degrees from north, clockwise. */
  heading: z.number().min(0).max(360).optional(),
  /** The phone says the position is simulated: kept and flagged. */
  mocked: z.boolean().optional(),
})
export type SentPoint = z.infer<typeof SentPoint>

export const PositionBatch = z.object({
  /** The phone's own clock as it sends: ours minus this is its skew, taken off every point. */
  sentAt: Instant,
  /** A crew's phone may speak for the vehicle it sits in. */
  vehicleId: Id.optional(),
  points: z.array(SentPoint).min(1, '至少一个位置').max(2000, '一次最多 2000 个位置'),
})

/** What became of a batch; nothing is dropped in silence. */
export const BatchReceipt = z.object({
  accepted: z.int(),
  /** Outside duty or trip: not recorded, as promised. */
  offDuty: z.int(),
  /** In the future or older than what is kept. */
  outOfTime: z.int(),
  serverTime: Instant,
  skewMs: z.int(),
  /** What the phone should do next: how often to send, in seconds. */
  everySeconds: z.int(),
})
export type BatchReceipt = z.infer<typeof BatchReceipt>

export const LastKnown = z.object({
  at: Instant,
  place: Position,
  accuracy: z.number(),
  mocked: z.boolean(),
  stale: z.boolean(),
  areaCode: z.string(),
})

export const DutyView = z.object({
  on: z.boolean(),
  since: Instant.optional(),
  /** When the duty ends by itself if nobody does. */
  endsBy: Instant.optional(),
  last: LastKnown.optional(),
  everySeconds: z.int(),
  staleMinutes: z.int(),
  serverTime: Instant,
})
export type DutyView = z.infer<typeof DutyView>

/** One line of "谁看过我的位置". */
export const LookView = z.object({
  id: Id,
  viewer: z.string(),
  viewerPost: z.string(),
  /** Whether it was me alone or everybody on the map. */
  everybody: z.boolean(),
  what: z.string(),
  at: Instant,
  until: Instant,
  times: z.int(),
})
export type LookView = z.infer<typeof LookView>

/** A drawn track: `[lng, lat, epoch seconds]` for each point of each unbroken run. */
export const TrackView = z.object({
  id: Id,
  name: z.string(),
  from: Instant,
  to: Instant,
  segments: z.array(z.array(z.tuple([z.number(), z.number(), z.int()]))),
  gaps: z.array(z.object({ from: z.int(), to: z.int(), metres: z.number() })),
  metres: z.number(),
  gapMetres: z.number(),
  points: z.int(),
  mocked: z.int(),
  dropped: z.object({ repeats: z.int(), jumps: z.int(), coarse: z.int() }),
})
export type TrackView = z.infer<typeof TrackView>
