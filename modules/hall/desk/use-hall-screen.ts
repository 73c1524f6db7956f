import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/client/call.ts'
import { useLive, useLiveUp } from '#platform/client/live.ts'
import { ProblemError } from '#platform/client/problem-error.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { type HallScreen, openHallDisplay, readHallScreen } from '../contract.ts'

/** Lets the screen in by the secret behind `#`, once; then the address is clean. Resolves with the words of a refusal. */
async function enter(): Promise<string | undefined> {
  const token = location.hash.slice(1)
  if (!token.startsWith('sihe_')) return undefined
  try {
    await call(openHallDisplay, { body: { token } })
    history.replaceState(null, '', location.pathname + location.search)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : '这块大厅屏打不开'
  }
}

/** What hangs in the hall, read anew after every move of the line; nobody presses 重试 there, so it goes on asking by itself. */
export function useHallScreen(): { readonly screen: HallScreen | undefined; readonly refused: string | undefined; readonly live: boolean } {
  const client = useQueryClient()
  const up = useLiveUp()
  const entered = useQuery({
    queryKey: ['hall-screen-enter'],
    queryFn: async () => ({ refused: await enter() }),
    staleTime: Infinity,
    gcTime: Infinity,
  })
  const link = entered.data?.refused
  const { data, error, failureCount } = useQuery({
    queryKey: keyOf(readHallScreen),
    queryFn: ({ signal }) => call(readHallScreen, {}, { background: true, signal }),
    enabled: entered.isSuccess && link === undefined,
    staleTime: 0,
    refetchInterval: 20_000,
    refetchIntervalInBackground: true,
    networkMode: 'always',
    retry: (_count, fault) => !(fault instanceof ProblemError && fault.status >= 400 && fault.status < 500),
    retryDelay: (count) => Math.min(1_000 * 2 ** count, 10_000),
  })
  useLive(['hall.queue-moved', 'hall.ticket-called'], () => void client.invalidateQueries({ queryKey: keyOf(readHallScreen) }), 200)
  return { screen: data, refused: link ?? (data === undefined ? error?.message : undefined), live: up && failureCount === 0 }
}
