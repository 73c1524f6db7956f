import type { QueryClient } from '@tanstack/react-query'

/** After an act: everything the desk shows about cases is read again; what is on the screen stays until the answer comes. */
export async function casesChanged(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ predicate: ({ queryKey: [at] }) => typeof at === 'string' && /^GET \/(?:cases|incidents)/.test(at) })
}
