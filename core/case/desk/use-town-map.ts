import { useMemo } from 'react'
import { readAreas, readBaseMapLayers } from '#core/area/contract.ts'
import type { MapArea } from '#platform/client/desk/MiniMap.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'

/** What every small map of the desk draws: the base layers and the village borders, read once an hour. */
export function useTownMap(): {
  readonly base: Readonly<Record<string, unknown>> | undefined
  readonly areas: readonly MapArea[]
  readonly ready: boolean
} {
  const base = useEndpoint(readBaseMapLayers, {}, { staleTime: 3_600_000 })
  const villages = useEndpoint(readAreas, { query: { tier: 'village' } }, { staleTime: 3_600_000 })
  return useMemo(
    () => ({
      base: base.data?.layers,
      areas: (villages.data?.areas ?? []).map(({ name, geometry }) => ({ name, geometry })),
      // Without a base map the borders alone are drawn; only an answer still on its way is waited for.
      ready: !base.isPending && !villages.isPending,
    }),
    [base.data, base.isPending, villages.data, villages.isPending],
  )
}
