import { Suspense, useEffect, useMemo, useRef } from 'react'
import { type PointLayer, type TownMapHandle, TownMapGl } from '#core/area/desk/index.tsx'
import { LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'

type Points = PointLayer['points']

/** All a seat's map shows, as plain data: it also travels to the map's own window. */
export interface SeatMapState {
  readonly cases: Points
  readonly people: Points
  readonly cameras: Points
  readonly resources: Points
  readonly chosen: readonly [number, number] | undefined
  readonly news: readonly { readonly id: string; readonly at: readonly [number, number] }[]
}

interface SeatMapProps {
  readonly state: SeatMapState
  readonly pick: (id: string) => void
}

/** The town with the queue's cases, and what is near the chosen one. */
export function SeatMap({ state, pick }: SeatMapProps) {
  const handle = useRef<TownMapHandle>(undefined)
  const { cases, people, cameras, resources, chosen, news } = state
  const layers = useMemo<PointLayer[]>(
    () => [
      { key: 'cases', glyph: 'case', points: cases },
      { key: 'resources', glyph: 'place', points: resources, cluster: false, titles: 'all' },
      { key: 'cameras', glyph: 'video', points: cameras, cluster: false, titles: 'all' },
      { key: 'people', glyph: 'people', points: people, moving: true, titles: 'all' },
    ],
    [cases, people, cameras, resources],
  )
  const at = chosen?.join()
  useEffect(() => {
    const [lng, lat] = at?.split(',').map(Number) ?? []
    if (lng !== undefined && lat !== undefined) handle.current?.flyTo([lng, lat], 15)
  }, [at])
  return (
    <Suspense fallback={<LoadingSkeleton rows={8} />}>
      <TownMapGl
        label="坐席地图"
        theme={document.documentElement.dataset['theme'] === 'dark' ? 'night' : 'day'}
        layers={layers}
        chosen={chosen}
        news={news}
        onPick={(hit) => hit.layer === 'cases' && pick(hit.id)}
        onReady={(ready) => {
          handle.current = ready
          if (chosen) ready.flyTo(chosen, 15)
        }}
      />
    </Suspense>
  )
}
