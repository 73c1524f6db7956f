import { z } from 'zod'

/** A calendar day `YYYY-MM-DD` in Asia/Shanghai. Spans of days are half open: `to` is the first day no longer covered. */
export const Day = z.iso
  .date({ error: '日期应为 年-月-日，如 2026-07-01' })
  .refine((day) => day >= '1949-10-01' && day < '2200-01-01', { error: '日期应在 1949-10-01 至 2199-12-31 之间' })
export type Day = z.infer<typeof Day>

/** The day in Asia/Shanghai (+08:00, no summer time) of an instant. */
export function dayOf(at: Date): Day {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** Whether a half-open span of days covers a day. */
export function covers(span: { from: Day; to: Day | null }, day: Day): boolean {
  return span.from <= day && (span.to === null || day < span.to)
}
