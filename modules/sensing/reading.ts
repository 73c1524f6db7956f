import { z } from 'zod'
import { LiveValue } from './live-value.ts'

/** One message of a device after its format was read: numbers by field. */
export const Reading = z.object({
  at: z.int(),
  seq: z.int(),
  values: z.record(z.string(), z.number()),
  /** Arrived more than a minute after newer ones or over the lateness limit: kept, raises no alarm. */
  late: z.boolean(),
  /** Its clock was ahead: the moment of arrival stands instead. */
  skewed: z.boolean(),
})
export type Reading = z.infer<typeof Reading>

/** A stretch of time of one field: what a chart draws as a band with a line. A stretch without readings is absent: a gap. */
export const Bucket = z.object({ at: z.int(), min: z.number(), max: z.number(), avg: z.number(), n: z.int() })
export type Bucket = z.infer<typeof Bucket>

export const HistoryQuery = z.object({
  field: z.string().max(40).default(''),
  /** Epoch milliseconds. */
  from: z.coerce.number().int().default(0),
  to: z.coerce.number().int().default(0),
  /** How many buckets at most; the answer says how long each is. */
  points: z.coerce.number().int().min(10).max(2000).default(400),
})
export type HistoryQuery = z.infer<typeof HistoryQuery>

export const History = z.object({
  field: z.string(),
  unit: z.string(),
  /** Milliseconds of one bucket. */
  step: z.int(),
  /** No reading for longer than this is a gap: a line must not cross it. Milliseconds. */
  gap: z.int(),
  buckets: z.array(Bucket),
  /** Raw readings counted. */
  count: z.int(),
  /** Raised in this stretch, to be drawn over the curve. */
  alarms: z.array(z.object({ id: z.string(), title: z.string(), onset: z.int(), end: z.int().optional() })),
})
export type History = z.infer<typeof History>

/** Something unusual in a curve: for a person to look at, never dispatched (异常提示). */
export const Hint = z.object({
  from: z.int(),
  to: z.int(),
  /** How far from the usual of this hour of the week, in robust deviations. */
  score: z.number(),
  value: z.number(),
  usual: z.number(),
  words: z.string(),
})
export type Hint = z.infer<typeof Hint>

/** The newest values of one device. */
export const LatestOf = z.object({ id: z.string(), seenAt: z.int().optional(), online: z.boolean(), live: z.array(LiveValue) })
export type LatestOf = z.infer<typeof LatestOf>
