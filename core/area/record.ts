import { z } from 'zod'
import { Area, AreaCode, Tier } from './area.ts'

/** Who answers for one area on a day. No telephone numbers: those are opened one by one, with a reason. */
export const Answering = z.object({
  code: AreaCode,
  name: z.string(),
  tier: Tier,
  people: z.array(z.object({ personId: z.string(), name: z.string(), postTitle: z.string(), unitName: z.string() })),
})
export type Answering = z.infer<typeof Answering>

/** The version an editor had before them: if another counts by now, two people have been at it. */
export const SeenVersion = z.object({ code: AreaCode, id: z.string().max(120), validTo: z.iso.date().optional() })
export type SeenVersion = z.infer<typeof SeenVersion>

/** One version of a code, with who made it so. */
export const AreaVersion = Area.extend({
  squareMetres: z.number(),
  changedAt: z.number(),
  /** Name of the person, or 系统. */
  changedBy: z.string(),
})
export type AreaVersion = z.infer<typeof AreaVersion>
