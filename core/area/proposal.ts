import { z } from 'zod'
import { Area } from './area.ts'
import { Shape } from './shape.ts'

/** A proposal to put a boundary right. It is only a proposal: nobody's boundary changes without consent. */
export const Repair = z.object({
  /** Absent when refused. */
  shape: Shape.optional(),
  /** What would change, in words; empty when nothing is wrong. */
  changes: z.array(z.string()),
  squareMetresBefore: z.number(),
  squareMetresAfter: z.number(),
  /** Why it cannot be repaired here, with the place. */
  refused: z.string().optional(),
})
export type Repair = z.infer<typeof Repair>

/** An area read from a file, not yet kept. */
export const DraftArea = Area.omit({ id: true })
export type DraftArea = z.infer<typeof DraftArea>

export const Draft = z.object({
  /** Where in the file. */
  place: z.string(),
  /** `repairable`: may be kept only if somebody consents to the repair. */
  verdict: z.enum(['accepted', 'repairable', 'refused']),
  code: z.string(),
  name: z.string(),
  /** Why it is refused or needs repair, with the place on the ground. */
  reasons: z.array(z.string()),
  /** What was put right or left out without being asked: direction of rings, heights. */
  notes: z.array(z.string()),
  /** As it would be kept, repaired where need be; absent when refused. */
  area: DraftArea.optional(),
  repair: Repair.optional(),
})
export type Draft = z.infer<typeof Draft>
