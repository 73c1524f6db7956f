import { z } from 'zod'

/** The newest value of one field. */
export const LiveValue = z.object({ field: z.string(), title: z.string(), unit: z.string(), value: z.number(), at: z.int() })
export type LiveValue = z.infer<typeof LiveValue>
