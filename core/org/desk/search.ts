import { call } from '#platform/client/call.ts'
import type { SearchHit } from '#platform/client/desk-module.ts'
import { listPeople, listUnits, unitKindTitles } from '../contract.ts'

/** People in service by name or account, with today's posts; no phone in a list of hits. */
export async function findPeople(words: string, signal: AbortSignal): Promise<SearchHit[]> {
  const { rows } = await call(listPeople, { query: { q: words, status: 'active', limit: 6 } }, { signal })
  return rows.map(({ id, name, posts }) => ({
    path: `/org/people/${id}`,
    title: name,
    remark: posts.length === 0 ? '今天没有岗位' : posts.join('；'),
  }))
}

/** Units by their name of today, short name or number. */
export async function findUnits(words: string, signal: AbortSignal): Promise<SearchHit[]> {
  const { rows } = await call(listUnits, { query: { q: words, limit: 6 } }, { signal })
  return rows.map(({ id, name, kind }) => ({ path: `/org/units?unit=${id}`, title: name, remark: unitKindTitles[kind] }))
}
