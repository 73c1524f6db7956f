import { useEffect, useState } from 'react'
import { TownMapGl, type TownMapHandle } from '#core/area/desk/index.tsx'
import type { TrackView } from '../contract.ts'

type LngLat = readonly [number, number]
interface TrackMapProps {
  readonly label: string
  readonly track?: TrackView | undefined
  /** Where the mover is at the shown moment. */
  readonly at?: LngLat | undefined
  /** `[lng, lat, passes]` of trodden ground. */
  readonly cells?: readonly (readonly [number, number, number])[] | undefined
}

/** How often ground was trodden, and its colour; by one hue, so that it reads in black and white. */
export const heatSteps = [
  { from: 1, color: '#9bd8c4', words: '1 次' },
  { from: 4, color: '#2f9e7a', words: '4 次' },
  { from: 12, color: '#0b5e44', words: '12 次以上' },
] as const

const empty = { type: 'FeatureCollection' as const, features: [] }
const HALF_LNG = 0.000525
const HALF_LAT = 0.00045

const linesOf = (track: TrackView | undefined) => ({
  type: 'FeatureCollection' as const,
  features: (track?.segments ?? []).map((segment) => ({
    type: 'Feature' as const,
    properties: {},
    geometry: { type: 'LineString' as const, coordinates: segment.map(([lng, lat]): [number, number] => [lng, lat]) },
  })),
})
/** The straight line over each silence, drawn broken: nobody saw it. */
const gapsOf = (track: TrackView | undefined) => {
  const segments = track?.segments ?? []
  return {
    type: 'FeatureCollection' as const,
    features: segments.slice(1).flatMap((segment, i) => {
      const from = segments[i]?.at(-1)
      const to = segment[0]
      return from && to
        ? [
            {
              type: 'Feature' as const,
              properties: {},
              geometry: {
                type: 'LineString' as const,
                coordinates: [[from[0], from[1]] as [number, number], [to[0], to[1]] as [number, number]],
              },
            },
          ]
        : []
    }),
  }
}
const squaresOf = (cells: TrackMapProps['cells']) => ({
  type: 'FeatureCollection' as const,
  features: (cells ?? []).map(([lng, lat, n]) => ({
    type: 'Feature' as const,
    properties: { n },
    geometry: {
      type: 'Polygon' as const,
      coordinates: [
        [
          [lng - HALF_LNG, lat - HALF_LAT],
          [lng + HALF_LNG, lat - HALF_LAT],
          [lng + HALF_LNG, lat + HALF_LAT],
          [lng - HALF_LNG, lat + HALF_LAT],
          [lng - HALF_LNG, lat - HALF_LAT],
        ] as [number, number][],
      ],
    },
  })),
})

function addLayers({ map }: TownMapHandle): void {
  if (!map || map.getSource('patrol-track')) return
  map.addSource('patrol-cells', { type: 'geojson', data: empty })
  map.addSource('patrol-track', { type: 'geojson', data: empty })
  map.addSource('patrol-gaps', { type: 'geojson', data: empty })
  map.addLayer({
    id: 'patrol-cells',
    type: 'fill',
    source: 'patrol-cells',
    paint: {
      'fill-color': ['interpolate', ['linear'], ['get', 'n'], ...heatSteps.flatMap(({ from, color }) => [from, color])] as never,
      'fill-opacity': 0.6,
    },
  })
  map.addLayer({
    id: 'patrol-track',
    type: 'line',
    source: 'patrol-track',
    paint: { 'line-color': '#1557c0', 'line-width': 3.5 },
    layout: { 'line-join': 'round' },
  })
  map.addLayer({
    id: 'patrol-gaps',
    type: 'line',
    source: 'patrol-gaps',
    paint: { 'line-color': '#ad4600', 'line-width': 2, 'line-dasharray': [2, 2] },
  })
}

/** The town with a track, its gaps and the trodden ground over it. Without WebGL the place of the moment is drawn alone. */
export function TrackMap({ label, track, at, cells }: TrackMapProps) {
  const [handle, setHandle] = useState<TownMapHandle>()
  useEffect(() => {
    const map = handle?.map
    if (!map) return
    // The handle is given after the style is there; `isStyleLoaded` would also wait for tiles, and `idle` may never come.
    addLayers(handle)
    const set = (id: string, data: unknown): void => {
      const source = map.getSource(id)
      if (source && 'setData' in source && typeof source.setData === 'function') source.setData(data)
    }
    set('patrol-track', linesOf(track))
    set('patrol-gaps', gapsOf(track))
    set('patrol-cells', squaresOf(cells))
  }, [handle, track, cells])
  useEffect(() => {
    const points = track?.segments.flat() ?? []
    if (!handle || points.length === 0) return
    const lngs = points.map(([lng]) => lng)
    const lats = points.map(([, lat]) => lat)
    handle.fit([Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)], 15)
  }, [handle, track])
  return <TownMapGl label={label} theme="day" borders={['grid']} controls onReady={setHandle} {...(at ? { chosen: at } : {})} />
}
