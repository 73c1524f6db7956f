import type { SearchHit } from '#platform/client/desk-module.ts'
import { call } from '#platform/client/call.ts'
import { listIncidents } from '../endpoints.ts'

/** Incidents for the header's search: open and closed, newest first. */
export async function findIncidents(words: string, signal: AbortSignal): Promise<SearchHit[]> {
  const { rows } = await call(listIncidents, { query: { q: words, state: 'all', sort: 'opened', limit: 8 } }, { signal })
  return rows.map((row) => ({
    path: `/cases/${row.id}`,
    title: `${row.number} ${row.title}`,
    remark: `${row.stepTitle} · ${row.areaName}`,
  }))
}
