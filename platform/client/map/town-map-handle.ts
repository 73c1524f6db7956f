import type * as MapLibre from 'maplibre-gl'
import type { MapLibrary } from './map-library.ts'
import { mutable } from './gl-town.ts'
import type { TownMapHandle, TownMapProps } from './town-map-props.ts'

interface Living {
  readonly map: MapLibre.Map
  readonly gl: MapLibrary
  readonly still: boolean
  readonly props: TownMapProps
}

const FLY_MS = 900

/** What a page may do to a living map. */
export function handleOf({ map, gl, still, props }: Living): TownMapHandle {
  const fit: TownMapHandle['fit'] = ([west, south, east, north], maxZoom = 16) =>
    void map.fitBounds([west, south, east, north], {
      padding: props.padding ?? 48,
      maxZoom,
      pitch: map.getPitch(),
      bearing: map.getBearing(),
      duration: still ? 0 : FLY_MS,
    })
  return {
    map,
    gl,
    flyTo: (at, zoom = 16) => {
      const center = mutable(at)
      if (still) map.jumpTo({ center, zoom: Math.max(zoom, map.getZoom()) })
      else map.flyTo({ center, zoom: Math.max(zoom, map.getZoom()), duration: FLY_MS, essential: false })
    },
    fit,
    home: () => {
      const [west, south, east, north] = props.ground.bounds ?? []
      if (north !== undefined) fit([west!, south!, east!, north])
    },
    picture: () =>
      // A frame is kept only until the browser has shown it: the picture is taken in the moment it is drawn.
      new Promise((resolve) => {
        map.once('render', () => resolve(map.getCanvas().toDataURL('image/png')))
        map.triggerRepaint()
      }),
  }
}
