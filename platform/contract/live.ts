import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** One fact as a live reader gets it. */
export const LiveFact = z.object({
  /** Its place in the stream, `<transaction>.<number>`. */
  id: z.string(),
  name: z.string(),
  payload: z.unknown(),
  at: z.iso.datetime({ offset: true }),
})
export type LiveFact = z.infer<typeof LiveFact>

/**
 * What arrives on the stream:
 * - an unnamed message: JSON array of `LiveFact`, in order, its id is that of the last fact;
 * - `ready`: the stream has caught up; its id is the place to resume from even if nothing ever happened;
 * - `reset`: the place to resume from is gone or too far back; read everything afresh, then go on.
 */
export const liveEvents = { ready: 'ready', reset: 'reset' } as const

export const live = endpoint('GET /live', {
  summary: '实时消息（SSE）：断线后凭 Last-Event-ID 续传，不漏不重',
  allow: 'signed-in',
  wire: 'events',
  query: z.object({
    /** For readers that cannot set the `Last-Event-ID` header on a first connection. */
    after: z.string().max(60).optional(),
  }),
  reply: z.array(LiveFact),
})
