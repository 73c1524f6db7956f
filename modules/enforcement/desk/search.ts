import { call } from '#platform/client/call.ts'
import type { SearchHit } from '#platform/client/desk-module.ts'
import { listPenalties } from '../penalty.ts'

/** Penalty cases by number, cause, organisation or address. */
export async function findPenalties(words: string, signal: AbortSignal): Promise<SearchHit[]> {
  const { rows } = await call(listPenalties, { query: { q: words, limit: 5 } }, { signal })
  return rows.map(({ id, number, title, party, stepTitle }) => ({
    path: `/cases/${id}`,
    title,
    remark: `${number} · ${party} · ${stepTitle}`,
  }))
}
