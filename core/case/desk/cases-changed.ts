import type { QueryClient } from '@tanstack/react-query'

// What an act cannot change: who I am, the organisation, the ground.
const still = /^GET \/(?:session|org|areas|map|places|processes)/

/** After an act everything the desk shows about work is read again; what is on the screen stays until the answer comes. */
export async function casesChanged(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ predicate: ({ queryKey: [at] }) => typeof at === 'string' && at.startsWith('GET /') && !still.test(at) })
}
