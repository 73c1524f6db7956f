import type { QueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { call } from '#platform/client/call.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { suggestFor } from '../endpoints.ts'
import type { IncidentDetail } from '../record.ts'

type Incident = z.infer<typeof IncidentDetail>

const fresh = 60_000

/** What the words suggest for a report nobody has classed yet. */
const askFor = ({ description, place }: Incident) => ({ body: { description, ...(place ? { place } : {}) } })
const isUnclassed = (incident: Incident): boolean => incident.classPath.length === 0

/** Class and unit suggested: from the responsibility list where the class is known, else from the words. */
export async function suggestionOf(client: QueryClient, incident: Incident) {
  if (!isUnclassed(incident)) return { suggestion: incident.suggestion, guessed: undefined }
  const ask = askFor(incident)
  const hints = await client.fetchQuery({
    queryKey: keyOf(suggestFor, ask),
    queryFn: () => call(suggestFor, ask, { reads: true }),
    staleTime: fresh,
  })
  return { suggestion: hints.unit ?? incident.suggestion, guessed: hints.classes[0] }
}

/** The same for a card on the page; asks only while an answer is of use. */
export function useSuggestion(incident: Incident | undefined, wanted: boolean) {
  const ask = incident ? askFor(incident) : { body: {} }
  const enabled = wanted && incident !== undefined && isUnclassed(incident)
  const hints = useEndpoint(suggestFor, ask, { enabled, staleTime: fresh, reads: true })
  return { suggestion: incident?.suggestion ?? hints.data?.unit, guessed: hints.data?.classes[0] }
}
