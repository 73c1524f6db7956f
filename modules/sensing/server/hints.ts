import type { AnswerOf } from '#platform/contract/endpoint.ts'
import type { Tx } from '#platform/server/database.ts'
import { method, score, stretches, toSlots } from '../hints/seasonal.ts'
import { fieldTitle, fieldUnit } from '../kinds/kinds.ts'
import type { readHints } from '../reading-endpoints.ts'
import { checkSpan, history } from './history.ts'

const pastMs = 28 * 86_400_000
const spanMost = 92 * 86_400_000
const round = (value: number): number => Math.round(value * 100) / 100

/** Unusual stretches of one field, each with what it is compared to. At most a quarter of a year at once. */
export async function hintsFor(
  tx: Tx,
  town: string,
  device: { readonly id: string; readonly kind: string; readonly heartbeat: number },
  ask: { readonly field: string; readonly from: number; readonly to: number },
  now: number,
): Promise<AnswerOf<typeof readHints>> {
  checkSpan(ask.from, ask.to)
  const from = Math.max(ask.from, ask.to - spanMost)
  // Half hours of the span and the four weeks before it: six thousand buckets at most, never the readings.
  const { buckets } = await history(
    tx,
    town,
    device,
    { field: ask.field, from: from - pastMs, to: ask.to, points: Math.ceil((ask.to - from + pastMs) / 1_800_000) + 1 },
    now,
  )
  const scored = score(toSlots(buckets.map((bucket) => ({ at: bucket.at, value: bucket.avg }))))
  const title = fieldTitle(device.kind, ask.field)
  const unit = fieldUnit(device.kind, ask.field)
  return {
    hints: stretches(scored.filter((point) => point.at >= from)).map((one) => ({
      ...one,
      score: round(one.score),
      value: round(one.value),
      usual: round(one.usual),
      words: `${title} ${round(one.value)}${unit}，往常此时约 ${round(one.usual)}${unit}`,
    })),
    method,
    short: scored.every((point) => point.score === 0),
  }
}
