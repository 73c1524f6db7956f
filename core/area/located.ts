import { z } from 'zod'
import { AreaRef } from './area.ts'
import { Position } from './shape.ts'

/** The closest border, for a point that no grid holds. */
export const NearestBorder = z.object({
  area: AreaRef,
  /** Great-circle metres to the border. */
  metres: z.number(),
  at: Position,
})
export type NearestBorder = z.infer<typeof NearestBorder>

/**
 * Every tier and overlay a point lies in on a day. The basic tiers are always one chain (a micro-grid's own grid, that grid's own
 * village): data decides, not the last digit of a coordinate.
 */
export const Located = z.object({
  on: z.iso.date(),
  town: AreaRef.optional(),
  village: AreaRef.optional(),
  grid: AreaRef.optional(),
  micro: AreaRef.optional(),
  professional: z.array(AreaRef),
  police: z.array(AreaRef),
  /** True when no basic tier holds the point. */
  outside: z.boolean(),
  /** Present when no grid holds the point: outside the town, or in a gap. */
  nearest: NearestBorder.optional(),
})
export type Located = z.infer<typeof Located>
