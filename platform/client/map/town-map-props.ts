import type * as MapLibre from 'maplibre-gl'
import type { LngLat, MapBox, MapGround, MapHit, MapView, PointLayer } from './map-point.ts'
import type { MapTheme } from './tones.ts'

/** Which borders are drawn beside town and villages. */
export type ExtraBorder = 'grid' | 'micro' | 'overlay'

/** What a page may do to a living map. Given again whenever the map was made anew (day ↔ night). */
export interface TownMapHandle {
  /** For what this component does not do: measuring, drawing, another page's layers. Undefined on the drawn fallback. */
  readonly map: MapLibre.Map | undefined
  readonly gl: typeof MapLibre | undefined
  readonly flyTo: (at: LngLat, zoom?: number) => void
  readonly fit: (box: MapBox, maxZoom?: number) => void
  /** The whole town again. */
  readonly home: () => void
  /** The picture as it is seen, without the page's controls; undefined on the drawn fallback. */
  readonly picture: () => Promise<string | undefined>
}

export interface TownMapProps {
  readonly ground: MapGround
  /** Names of areas and their shapes for the machine without WebGL; read only when that is needed. */
  readonly plainGround?: () => Promise<PlainGround>
  readonly label: string
  readonly theme?: MapTheme
  readonly base?: 'town' | 'raster'
  readonly layers?: readonly PointLayer[]
  readonly borders?: readonly ExtraBorder[]
  /** 0…1 by village code: the shade of the village. */
  readonly heat?: Readonly<Record<string, number>>
  /** Highlighted area by code. */
  readonly chosenArea?: string | undefined
  /** The thing whose card is open: a ring is drawn around it. */
  readonly chosen?: LngLat | undefined
  /** Places where something just happened: a ring runs out once for each new id. Keep them few. */
  readonly news?: readonly { readonly id: string; readonly at: LngLat }[]
  /** Where the map begins; left out: the whole town. */
  readonly view?: MapView | undefined
  /** Degrees of tilt at the beginning: the wall uses 48–62. */
  readonly pitch?: number
  /** Pixels covered by panels at each side: the town is fitted into what is left. */
  readonly padding?: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number }
  /** No motion at all; `?still=1` and reduced motion say the same. */
  readonly still?: boolean
  readonly controls?: boolean
  /** Clicks go to `onGround` whatever lies under them: while measuring, drawing, placing. */
  readonly placing?: boolean
  readonly onPick?: (hit: MapHit) => void
  readonly onGround?: (at: LngLat) => void
  readonly onHover?: (hit: MapHit | undefined) => void
  readonly onView?: (view: MapView, byHand: boolean) => void
  readonly onReady?: (handle: TownMapHandle) => void
}

/** Enough of the town to draw it without WebGL. */
export interface PlainGround {
  readonly areas: readonly { readonly name: string; readonly code: string; readonly rings: readonly (readonly LngLat[])[] }[]
  readonly waters: readonly (readonly LngLat[])[]
  readonly roads: readonly (readonly LngLat[])[]
}
