import { keepPreviousData, useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useRef } from 'react'
import type { LayerPoint } from '#core/area/contract.ts'
import { call } from '#platform/client/call.ts'
import { useLive } from '#platform/client/live.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { type MapLayerEntry, listMapLayers, readMapLayer, unpackPoints } from '../../contract.ts'

/** A layer that is shown, with its points as they are drawn. */
export interface ShownLayer {
  readonly entry: MapLayerEntry
  readonly points: readonly LayerPoint[]
  readonly total: number
  readonly byKind: Readonly<Record<string, number>>
  /** The moment the answer is of, ISO. */
  readonly at: string | undefined
  readonly pending: boolean
  readonly failed: boolean
}

const none: readonly LayerPoint[] = []
const MOVERS_MS = 4_000
const OTHERS_MS = 60_000
/** A layer of thousands is not read anew for every fact of a busy minute. */
const BIG = 2_000
const BIG_PAUSE_MS = 10_000

async function read(key: string, at: string | undefined, signal: AbortSignal) {
  const { points, ...rest } = await call(readMapLayer, { params: { key }, query: at ? { at } : {} }, { signal, background: true })
  return { ...rest, points: unpackPoints(points) }
}

/** The layers this person may see, and the points of those switched on, kept true by live facts and by the clock. */
export function useMapLayers(on: readonly string[] | undefined, at: string | undefined) {
  const client = useQueryClient()
  const list = useEndpoint(listMapLayers, { query: at ? { at } : {} }, { keep: true, staleTime: 30_000 })
  const entries = useMemo(() => list.data?.layers ?? [], [list.data])
  const chosen = useMemo(() => entries.filter(({ key, shown }) => (on ? on.includes(key) : shown)), [entries, on])
  const answers = useQueries({
    queries: chosen.map((entry) => ({
      queryKey: [...keyOf(readMapLayer), entry.key, entry.dated ? (at ?? '') : ''],
      queryFn: ({ signal }: { signal: AbortSignal }) => read(entry.key, entry.dated ? at : undefined, signal),
      // Ten thousand points are replaced, not compared leaf by leaf.
      structuralSharing: false,
      placeholderData: keepPreviousData,
      staleTime: 3_000,
      ...(at === undefined ? { refetchInterval: entry.moving ? MOVERS_MS : entry.facts ? false : OTHERS_MS } : {}),
    })),
    combine: (results) =>
      results.map(({ data, isPending, isError }, i) => ({
        entry: chosen[i]!,
        points: data?.points ?? none,
        total: data?.total ?? 0,
        byKind: data?.byKind ?? chosen[i]!.byKind,
        at: data?.at,
        pending: isPending,
        failed: isError,
      })),
  })
  const lastBig = useRef(new Map<string, number>())
  const facts = useMemo(() => [...new Set(chosen.flatMap((entry) => entry.facts ?? []))], [chosen])
  const again = useCallback(
    (names: readonly string[]) => {
      if (at !== undefined) return
      const now = Date.now()
      for (const { entry, total } of answers) {
        const meant = names.length === 0 || entry.facts?.some((fact) => names.includes(fact))
        if (!meant || (total > BIG && now - (lastBig.current.get(entry.key) ?? 0) < BIG_PAUSE_MS)) continue
        lastBig.current.set(entry.key, now)
        void client.invalidateQueries({ queryKey: [...keyOf(readMapLayer), entry.key] })
      }
      void client.invalidateQueries({ queryKey: keyOf(listMapLayers) })
    },
    [answers, at, client],
  )
  useLive(facts, (heard) => again(heard.map(({ name }) => name)))
  return {
    entries,
    shown: answers as readonly ShownLayer[],
    nearby: list.data?.nearby ?? [],
    pending: list.isPending,
    error: list.error,
    busy: answers.some(({ pending }) => pending),
    refetch: list.refetch,
  }
}
