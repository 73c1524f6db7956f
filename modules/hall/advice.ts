import { z } from 'zod'
import { Id } from '#platform/contract/id.ts'

/** What became of a tidal advice: followed, refused with a reason, or its cause went away. */
export const AdviceOutcome = z.enum(['followed', 'refused', 'lapsed'])
export type AdviceOutcome = z.infer<typeof AdviceOutcome>
export const outcomeTitles: Readonly<Record<AdviceOutcome, string>> = {
  followed: '已照办',
  refused: '未照办',
  lapsed: '情况已变，自动撤回',
}

/** 潮汐提示: what the rule advised, to whom, why, and what came of it. */
export const Advice = z.object({
  id: Id,
  kind: z.enum(['open', 'close']),
  counter: z.object({ id: Id, number: z.int(), title: z.string() }),
  told: z.array(z.string()),
  /** The viewer is one of them. */
  mine: z.boolean(),
  at: z.iso.datetime(),
  why: z.string(),
  endedAt: z.iso.datetime().optional(),
  outcome: AdviceOutcome.optional(),
  endedBy: z.string().optional(),
  reason: z.string().optional(),
})
export type Advice = z.infer<typeof Advice>
