import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { InputOf } from '#platform/contract/endpoint.ts'
import type { listIncidents } from '../endpoints.ts'

export type ListQuery = NonNullable<InputOf<typeof listIncidents>['query']>
type Search = Readonly<Record<string, string | string[] | undefined>>

const texts = ['q', 'class', 'area', 'unit', 'from', 'to', 'indicator'] as const
const lists = ['step', 'grade', 'channel', 'result'] as const

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined
const many = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : value.split(',').filter(Boolean)

/** The list's question as the address says it; anything the server does not know is left out. */
export function queryOf(search: Search): ListQuery {
  const query: Record<string, unknown> = {}
  for (const key of texts) {
    const value = one(search[key])
    if (value !== undefined) query[key] = value
  }
  for (const key of lists) {
    const values = many(search[key])
    if (values.length > 0) query[key] = values
  }
  const state = one(search['state'])
  if (state === 'closed' || state === 'all') query['state'] = state
  if (one(search['mine']) !== undefined) query['mine'] = true
  if (one(search['late']) !== undefined) query['late'] = true
  if (one(search['plain']) !== undefined) query['plain'] = true
  if (one(search['sort']) === 'opened') query['sort'] = 'opened'
  return query
}

/** How many filters are on, beside the tab's own. */
export function filterCount(search: Search): number {
  return ['q', 'class', 'area', 'unit', 'from', 'grade', 'channel', 'result'].filter((key) => many(search[key]).length > 0).length
}

/** The filters of the page, held in its address: a link to a list is the list, and back brings it back. */
export function useUrlFilter(fixed: Search = {}) {
  const search: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const set = useCallback(
    (change: Search) => void navigate({ to: '.', search: ((before: Search) => ({ ...before, ...change })) as never, replace: true }),
    [navigate],
  )
  const replace = useCallback((next: Search) => void navigate({ to: '.', search: next as never, replace: true }), [navigate])
  const fixedText = JSON.stringify(fixed)
  const query = useMemo(() => queryOf({ ...search, ...(JSON.parse(fixedText) as Search) }), [search, fixedText])
  return { search, query, set, replace }
}
