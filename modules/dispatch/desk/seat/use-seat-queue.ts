import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { z } from 'zod'
import { call } from '#platform/client/call.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { type SeatTab, countSeatQueue, readSeatQueue } from '../../seat/endpoints.ts'

export type Tab = z.infer<typeof SeatTab>
export const tabTitles: Readonly<Record<Tab, string>> = { todo: '待办', urgent: '紧急', late: '超时', all: '全部' }

/** The queue of one tab, with the counts of all. */
export function useSeatQueue() {
  const url = useUrl()
  const client = useQueryClient()
  const asked = url.get('tab')
  const tab = (Object.keys(tabTitles) as Tab[]).find((one) => one === asked) ?? 'todo'
  const list = usePages([...keyOf(readSeatQueue), tab], (after, signal) =>
    call(readSeatQueue, { query: { tab, limit: 60, ...(after ? { after } : {}) } }, { signal, background: true }),
  )
  const counts = useEndpoint(countSeatQueue, {}, { keep: true }).data
  const refresh = useCallback(() => {
    void client.invalidateQueries({ queryKey: keyOf(readSeatQueue) })
    void client.invalidateQueries({ queryKey: keyOf(countSeatQueue) })
  }, [client])
  const setTab = (next: Tab): void => url.set({ tab: next === 'todo' ? undefined : next, case: undefined })
  return { tab, setTab, list, counts, refresh }
}
