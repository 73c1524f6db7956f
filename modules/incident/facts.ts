import { z } from 'zod'
import { Holder } from '#core/case/contract.ts'
import { fact } from '#platform/contract/fact.ts'
import { Id } from '#platform/contract/id.ts'

/** An incident was closed and its reporters are to be answered. */
export const incidentReplied = fact('incident.incident-replied', z.object({ caseId: Id, number: z.string(), result: z.string() }))

/** Somebody urged the holder (催办). */
export const incidentUrged = fact(
  'incident.incident-urged',
  z.object({ caseId: Id, number: z.string(), title: z.string(), words: z.string(), by: z.string(), holder: Holder }),
)
