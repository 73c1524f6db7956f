import type { InfiniteData, QueryKey } from '@tanstack/react-query'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

interface OnePage<T> {
  readonly rows: readonly T[]
  readonly next?: string | undefined
}

/** Pages of a list by keyset, gathered; the key should begin with `keyOf(endpoint)` so that a save renews it. */
export function usePages<T>(key: QueryKey, read: (after: string | undefined, signal: AbortSignal) => Promise<OnePage<T>>) {
  const found = useInfiniteQuery<OnePage<T>, Error, InfiniteData<OnePage<T>, string | undefined>, QueryKey, string | undefined>({
    queryKey: key,
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(() => (found.data?.pages ?? []).flatMap((page) => page.rows), [found.data])
  return { ...found, rows }
}
