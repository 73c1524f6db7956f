import type { InfiniteData } from '@tanstack/react-query'
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { z } from 'zod'
import { call } from '#platform/client/call.ts'
import { useLive } from '#platform/client/live.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { countIncidents, listIncidents } from '../endpoints.ts'
import type { IncidentPage, IncidentRow } from '../record.ts'
import type { ListQuery } from './url-filter.ts'

export type Row = z.infer<typeof IncidentRow>
type PageOf = z.infer<typeof IncidentPage>

const PAGE = 60

/**
 * The pages of a list by keyset. News does not move what somebody is reading: `stale` counts the changes until they ask
 * for them, or until `calm()` says nothing would jump (at the top, nothing ticked).
 */
export function useIncidentList(query: ListQuery, calm: () => boolean) {
  const client = useQueryClient()
  const [stale, setStale] = useState(0)
  const key = useMemo(() => [...keyOf(listIncidents), 'pages', query], [query])
  const found = useInfiniteQuery<PageOf, Error, InfiniteData<PageOf, string | undefined>, typeof key, string | undefined>({
    queryKey: key,
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) => call(listIncidents, { query: { ...query, limit: PAGE, after: pageParam } }, { signal }),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const { refetch } = found
  const refresh = useCallback(() => {
    setStale(0)
    void refetch()
  }, [refetch])
  useLive(['case.acted', 'case.clock-alarmed'], (facts) => {
    void client.invalidateQueries({ queryKey: keyOf(countIncidents) })
    if (calm()) refresh()
    else setStale((count) => count + Math.max(1, facts.length))
  })
  const rows: Row[] = useMemo(() => {
    // A case that moved between two pages while they were read would stand there twice.
    const seen = new Set<string>()
    return (found.data?.pages ?? []).flatMap((page) => page.rows).filter((row) => !seen.has(row.id) && seen.add(row.id))
  }, [found.data])
  return { ...found, rows, stale, refresh }
}
