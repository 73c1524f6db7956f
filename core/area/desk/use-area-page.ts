import { useMemo } from 'react'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useNow } from '#platform/client/time.ts'
import { useUrl } from '#platform/client/use-url.ts'
import type { Tier } from '../contract.ts'
import { dayAt, readAreas, readBaseMapLayers, Tier as TierValue } from '../contract.ts'
import { shownAtFirst } from './tier-looks.ts'

export type AreaTab = 'list' | 'check' | 'import'

/** What the address holds: day, tiers, chosen area, tab; and the borders of that day. */
export function useAreaPage() {
  const url = useUrl()
  const today = dayAt(useNow())
  const at = url.get('at') ?? today
  const text = url.get('tiers')
  const tiers = useMemo<readonly Tier[]>(
    () => (text === undefined ? shownAtFirst : text.split('.').flatMap((tier) => TierValue.safeParse(tier).data ?? [])),
    [text],
  )
  const read = useEndpoint(readAreas, { query: { at } }, { keep: true, staleTime: 30_000 })
  const base = useEndpoint(readBaseMapLayers, {}, { staleTime: 3_600_000 })
  const tab = url.get('tab')
  return {
    at,
    today,
    tiers,
    code: url.get('code'),
    tab: (tab === 'check' || tab === 'import' ? tab : 'list') as AreaTab,
    set: url.set,
    read,
    base: base.data?.layers,
    /** The map waits for its ground: a map built twice costs a WebGL context and a second. */
    ready: !base.isPending && !read.isPending,
  }
}
