import { useCallback, useMemo } from 'react'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useNow } from '#platform/client/time.ts'
import { useUrl } from '#platform/client/use-url.ts'
import type { Position, Tier } from '../contract.ts'
import { dayAt, readAreas, readBaseMapLayers, Tier as TierValue } from '../contract.ts'
import { shownAtFirst } from './tier-looks.ts'

export type AreaTab = 'list' | 'check' | 'planned' | 'import'

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
  const place = url.get('point')
  const point = useMemo(() => pointOf(place), [place])
  const { set } = url
  const setPoint = useCallback(
    (at: Position | undefined) => set(at ? { code: undefined, point: at.join(',') } : { point: undefined }),
    [set],
  )
  return {
    at,
    today,
    tiers,
    code: url.get('code'),
    tab: (tab === 'check' || tab === 'planned' || tab === 'import' ? tab : 'list') as AreaTab,
    point,
    setPoint,
    set,
    read,
    base: base.data?.layers,
    /** The map waits for its ground: a map built twice costs a WebGL context and a second. */
    ready: !base.isPending && !read.isPending,
  }
}

/** `120.64,30.97` → a position; nothing for anything else. */
function pointOf(text: string | undefined): Position | undefined {
  const [lng, lat] = (text ?? '').split(',').map(Number)
  if (lng === undefined || lat === undefined || text === undefined) return undefined
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : undefined
}
