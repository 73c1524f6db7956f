import { useEffect, useMemo, useRef, useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/client/call.ts'
import { useEveryBatch, useLiveUp } from '#platform/client/live.ts'
import { ProblemError } from '#platform/client/problem-error.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import type { Theme } from '#platform/contract/panel.ts'
import { openDisplay, readPanels, readScreen, readScreenMap } from '../../screen-endpoints.ts'
import type { PanelHead, PanelReply, ScreenView } from '../../screen-record.ts'

/** Read again after so long whatever happens: clocks run out without a fact. */
const AGAIN_MS = 30_000
/** The first news is followed at once, a storm of them once a second. */
const AT_ONCE_MS = 50
const GAP_MS = 1_000

// A wall has nobody who presses 重试: it goes on asking by itself, slower and slower up to ten seconds, and never counts as activity.
const stubborn = {
  // A refusal is an answer; only silence is asked again.
  retry: (_count: number, error: Error) => !(error instanceof ProblemError && error.status >= 400 && error.status < 500),
  retryDelay: (count: number) => Math.min(1_000 * 2 ** count, 10_000),
  networkMode: 'always',
  refetchIntervalInBackground: true,
} as const
const quietly = { background: true } as const

/** Lets a display in by the secret behind `#`, once; then the address is clean. Resolves with the words of a refusal. */
async function enter(): Promise<string | undefined> {
  const token = location.hash.slice(1)
  if (!token.startsWith('sihe_')) return undefined
  try {
    await call(openDisplay, { body: { token } })
    history.replaceState(null, '', location.pathname + location.search)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : '这块大屏打不开'
  }
}

/** The wall's arrangement, read anew when somebody saves another. */
export function useScreen(): { readonly view: ScreenView | undefined; readonly refused: string | undefined } {
  const entered = useQuery({
    queryKey: ['screen-enter'],
    queryFn: async () => ({ refused: await enter() }),
    staleTime: Infinity,
    gcTime: Infinity,
  })
  const link = entered.data?.refused
  const { data, error } = useQuery({
    queryKey: keyOf(readScreen),
    queryFn: ({ signal }) => call(readScreen, {}, { ...quietly, signal }),
    enabled: entered.isSuccess && link === undefined,
    refetchInterval: 60_000,
    ...stubborn,
  })
  return { view: data, refused: link ?? (data === undefined ? error?.message : undefined) }
}

export interface Figures {
  readonly panels: ReadonlyMap<string, PanelReply>
  /** When the server last answered; 0 before. */
  readonly at: number
  /** The last question got no answer. */
  readonly failing: boolean
}

/** The figures of some panels. */
export function useFigures(heads: readonly PanelHead[]): Figures {
  const keys = heads.map(({ key }) => key).join(',')
  const { data, dataUpdatedAt, failureCount } = useQuery({
    queryKey: [...keyOf(readPanels), keys],
    queryFn: ({ signal }) => call(readPanels, { query: { keys } }, { ...quietly, signal }),
    enabled: keys !== '',
    staleTime: 0,
    // What the other themes showed is not kept for hours.
    gcTime: 120_000,
    refetchInterval: AGAIN_MS,
    ...stubborn,
  })
  const panels = useMemo(() => new Map((data?.panels ?? []).map((panel) => [panel.key, panel])), [data])
  return { panels, at: dataUpdatedAt, failing: failureCount > 0 }
}

/** The points of a theme's map. */
export function useScreenMap(theme: Theme) {
  const { data } = useQuery({
    queryKey: [...keyOf(readScreenMap), theme],
    queryFn: ({ signal }) => call(readScreenMap, { query: { theme } }, { ...quietly, signal }),
    staleTime: 0,
    gcTime: 120_000,
    refetchInterval: 10_000,
    placeholderData: (before) => before,
    ...stubborn,
  })
  return data
}

/**
 * Follows the live line: after news that may change a figure, figures and map are read anew, at once and then at most once a second; after the
 * line has healed everything is. @returns whether the line stands
 */
export function useNews(beginnings: readonly string[]): boolean {
  const client = useQueryClient()
  const up = useLiveUp()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = useRef(0)
  const follow = (all: boolean): void => {
    if (timer.current !== undefined) return
    const wait = Math.max(AT_ONCE_MS, last.current + GAP_MS - Date.now())
    timer.current = setTimeout(() => {
      timer.current = undefined
      last.current = Date.now()
      for (const key of [readPanels, readScreenMap, ...(all ? [readScreen] : [])]) void client.invalidateQueries({ queryKey: keyOf(key) })
    }, wait)
  }
  useEveryBatch((facts) => {
    if (facts === undefined || facts.some(({ name }) => name === 'dispatch.screen-changed')) return follow(true)
    if (facts.some(({ name }) => beginnings.some((beginning) => name.startsWith(beginning)))) follow(false)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  // A pulled cable is told by the machine long before a waiting stream notices: ask at once, and once more when it is back.
  useEffect(() => {
    const ask = (): void => void client.invalidateQueries({ queryKey: keyOf(readPanels) })
    addEventListener('offline', ask)
    addEventListener('online', ask)
    return () => {
      removeEventListener('offline', ask)
      removeEventListener('online', ask)
    }
  }, [client])
  // The first time the line stands is no healing.
  const stood = useRef(false)
  useEffect(() => {
    if (up && stood.current) void client.invalidateQueries()
    stood.current ||= up
  }, [up, client])
  return up
}

/** The theme on the wall: chosen by hand or by the round, which waits two minutes after a hand. */
export function useRound(themes: readonly Theme[], seconds: number, still: boolean): readonly [Theme | undefined, (theme: Theme) => void] {
  const [chosen, setChosen] = useState<{ theme: Theme; at: number }>()
  const current = themes.find((theme) => theme === chosen?.theme) ?? themes[0]
  const byHand = chosen?.at ?? 0
  const list = themes.join(',')
  useEffect(() => {
    const all = list.split(',') as Theme[]
    if (seconds === 0 || still || all.length < 2 || current === undefined) return undefined
    const next = all[(all.indexOf(current) + 1) % all.length]!
    const wait = Math.max(seconds * 1_000, byHand + 120_000 - Date.now())
    const turn = setTimeout(() => setChosen({ theme: next, at: 0 }), wait)
    return () => clearTimeout(turn)
  }, [seconds, still, current, byHand, list])
  return [current, (theme) => setChosen({ theme, at: Date.now() })]
}
