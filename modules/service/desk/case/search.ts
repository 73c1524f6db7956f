import { call } from '#platform/client/call.ts'
import type { SearchHit } from '#platform/client/desk-module.ts'
import { listServiceCases } from '../../case.ts'

/** Service cases for the header's search. */
export async function findServiceCases(words: string, signal: AbortSignal): Promise<SearchHit[]> {
  const { rows } = await call(listServiceCases, { query: { q: words, limit: 6 } }, { signal })
  return rows.map(({ id, number, matterName, applicant, stepTitle }) => ({
    path: `/cases/${id}`,
    title: `${matterName} · ${applicant}`,
    remark: `${number} ${stepTitle}`,
  }))
}
