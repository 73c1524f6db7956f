import type { QueryClient } from '@tanstack/react-query'

/** Renews everything the organisation pages show: units, posts, people and roles hang together. */
export async function orgChanged(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ predicate: ({ queryKey: [at] }) => typeof at === 'string' && at.startsWith('GET /org/') })
}
