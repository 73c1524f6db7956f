import type { Limit } from '#core/calendar/contract.ts'
import type { WhistleKind } from './processes/whistle.ts'

interface Limits {
  readonly limitSign: Limit
  readonly limitCheck: Limit
  readonly limitArrive: Limit
  readonly limitFinish: Limit
}
const clock = (n: number): Limit => ({ n, unit: 'clock-hour' })
const working = (n: number): Limit => ({ n, unit: 'working-day' })

/**
 * rules.md §3.2 [proposal]: checked within 10 min (应急) or 4 工作时; come within 30 min (应急), the next working day (执法), 3 工作日 (重点工作).
 * The sign-off and the end are ours; all of it 示例 until the town sets its own.
 */
export const limitsOf: Readonly<Record<WhistleKind, Limits>> = {
  emergency: { limitSign: clock(1 / 6), limitCheck: clock(1 / 6), limitArrive: clock(0.5), limitFinish: clock(24) },
  enforcement: { limitSign: clock(2), limitCheck: { n: 4, unit: 'working-hour' }, limitArrive: working(1), limitFinish: working(5) },
  'key-work': { limitSign: clock(4), limitCheck: { n: 4, unit: 'working-hour' }, limitArrive: working(3), limitFinish: working(15) },
}

/** 特急 for the emergency whistle, the rest ordinary: the case's urgency, 1 highest. */
export const urgencyOf: Readonly<Record<WhistleKind, number>> = { emergency: 1, enforcement: 2, 'key-work': 3 }
