import { z } from 'zod'
import { fact } from '#platform/contract/fact.ts'

/** A number is called to a window, or called again. Said aloud in the hall, so everybody may hear it; no more than that is in it. */
export const ticketCalled = fact(
  'hall.ticket-called',
  z.object({ number: z.string(), counter: z.int(), title: z.string(), calls: z.int() }),
)

/** The line or a window changed: who shows them reads them anew. */
export const queueMoved = fact('hall.queue-moved', z.object({}))

/** The service of a number began or ended at a window; for a module that keeps what was handed in there. */
export const ticketServed = fact(
  'hall.ticket-served',
  z.object({
    ticketId: z.uuid(),
    number: z.string(),
    domain: z.string(),
    counter: z.int(),
    personId: z.uuid(),
    state: z.enum(['serving', 'done']),
  }),
)

/** The tidal rule advised, or an advice ended. */
export const adviceMoved = fact('hall.advice-moved', z.object({}))
