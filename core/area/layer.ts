import { z } from 'zod'
import { Position } from './shape.ts'

/** How a thing on the map is drawn; the same words and colours everywhere (design.md §2). Never the only carrier of meaning: `kind` has a title. */
export const Tone = z.enum(['critical', 'urgent', 'normal', 'low', 'good', 'late', 'officer', 'quiet'])
export type Tone = z.infer<typeof Tone>

/** One thing with a place. Kept small: ten thousand of them travel at once. */
export const LayerPoint = z.object({
  id: z.string(),
  at: Position,
  title: z.string(),
  /** One of the layer's kinds: its legend and filter. */
  kind: z.string(),
  tone: Tone,
  /** When the place was last known, epoch milliseconds; movers only. */
  seenAt: z.int().optional(),
  /** Older than its limit: drawn grey, and says so. */
  stale: z.boolean().optional(),
  /** Degrees from north, clockwise. */
  heading: z.number().optional(),
})
export type LayerPoint = z.infer<typeof LayerPoint>

/** A line of a layer's legend, which is also its filter. */
export const LayerKind = z.object({ key: z.string(), title: z.string(), tone: Tone })
export type LayerKind = z.infer<typeof LayerKind>

export const layerGroups = {
  case: '事件',
  people: '力量',
  device: '感知设备',
  video: '视频',
  place: '场所',
  enterprise: '企业',
} as const
export const LayerGroup = z.enum(['case', 'people', 'device', 'video', 'place', 'enterprise'])
export type LayerGroup = z.infer<typeof LayerGroup>

/** What the map's list of layers shows before anything is loaded. */
export const LayerView = z.object({
  key: z.string(),
  title: z.string(),
  group: LayerGroup,
  kinds: z.array(LayerKind),
  /** Where the facts come from, in the town's words: shown beside the count. */
  source: z.string(),
  /** Whether it can show an earlier moment (时间轴). */
  dated: z.boolean(),
  /** Its things move: drawn gliding, read again every few seconds. */
  moving: z.boolean(),
  /** Switched on when a map is opened for the first time. */
  shown: z.boolean(),
  /** Names of facts after which it is worth reading again; left out: every minute, movers every few seconds. */
  facts: z.array(z.string()).optional(),
})
export type LayerView = z.infer<typeof LayerView>

/** What a click on a point opens: facts as label and value, a page behind them. */
export const LayerCard = z.object({
  id: z.string(),
  title: z.string(),
  at: Position,
  kind: z.string(),
  tone: Tone,
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
  /** The desk page of the thing. */
  href: z.string().optional(),
  /** A case that is drawn: what the seat opens beside the map. */
  caseId: z.string().optional(),
  /** A person that may be called, messaged, sent. */
  personId: z.string().optional(),
})
export type LayerCard = z.infer<typeof LayerCard>

/** Something near a place that can be sent there or looked through. */
export const Nearby = z.object({
  id: z.string(),
  title: z.string(),
  remark: z.string(),
  at: Position,
  /** Metres, straight line. */
  distance: z.number(),
  /** Degrees from north, from the place to the thing. */
  bearing: z.number(),
  seenAt: z.int().optional(),
  stale: z.boolean().optional(),
  /** Cases already in hand, where that is known. */
  busy: z.int().optional(),
  personId: z.string().optional(),
  unitId: z.string().optional(),
  href: z.string().optional(),
})
export type Nearby = z.infer<typeof Nearby>
