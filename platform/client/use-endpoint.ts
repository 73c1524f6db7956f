import type { QueryKey, UseQueryResult } from '@tanstack/react-query'
import { QueryClient, keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Endpoint, EndpointSpec, InputOf, ReplyOf } from '#platform/contract/endpoint.ts'
import { call } from './call.ts'
import { ProblemError } from './problem-error.ts'

/** Answers 4xx are answers: only silence and 5xx are worth a second try. */
const worthRetry = (count: number, error: Error): boolean =>
  count < 2 && !(error instanceof ProblemError && error.status >= 400 && error.status < 500)

/** One client per app. Live facts invalidate, so focus need not refetch; five seconds of freshness make `back` instant. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: worthRetry, staleTime: 5_000, gcTime: 600_000, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  })
}

/** The cache key of an endpoint, or of one of its calls. Prefixes match: `keyOf(listIncidents)` names all its pages. */
export function keyOf<E extends Endpoint<EndpointSpec>>(endpoint: E, input?: InputOf<E>): QueryKey {
  const at = `${endpoint.method} ${endpoint.path}`
  return input === undefined ? [at] : [at, input]
}

export interface UseEndpointOptions {
  readonly enabled?: boolean
  /** Keeps showing the last answer while another question's is on its way: lists must not flicker. */
  readonly keep?: boolean
  readonly staleTime?: number
  /** A POST that only reads (suggestions while typing). */
  readonly reads?: boolean
}

/** Reads an endpoint through the cache. */
export function useEndpoint<E extends Endpoint<EndpointSpec>>(
  endpoint: E,
  input: InputOf<E>,
  options: UseEndpointOptions = {},
): UseQueryResult<ReplyOf<E>, Error> {
  const { enabled, keep, staleTime, reads } = options
  return useQuery<ReplyOf<E>, Error>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, { signal, ...(reads === undefined ? {} : { reads }) }),
    ...(enabled === undefined ? {} : { enabled }),
    ...(staleTime === undefined ? {} : { staleTime }),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  })
}
