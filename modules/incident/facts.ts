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

/** Somebody out there needs help: an officer's emergency button, or a unit that cannot do it alone (请求支援). */
export const helpAsked = fact(
  'incident.help-asked',
  z.object({ caseId: Id, number: z.string(), title: z.string(), words: z.string(), by: z.string(), emergency: z.boolean() }),
)
