import { z } from 'zod'
import { endpoint } from './endpoint.ts'

export const Health = z.object({
  status: z.literal('ok'),
  version: z.string(),
  town: z.string(),
  /** `embedded`: our own PostgreSQL; `server`: the town's. */
  database: z.enum(['embedded', 'server']),
  /** Seconds since the process started. */
  uptime: z.int().nonnegative(),
})
export type Health = z.infer<typeof Health>

export const health = endpoint('GET /health', {
  summary: '平台是否可用',
  allow: 'public',
  reply: Health,
  errors: ['platform.busy'],
})
