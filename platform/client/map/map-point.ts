import type { Tone } from './tones.ts'

/** [lng, lat], WGS-84. */
export type LngLat = readonly [number, number]
export type MapBox = readonly [west: number, south: number, east: number, north: number]

/** One thing on the map; the shape of `LayerPoint` in `core/area/layer.ts`. */
export interface MapPoint {
  readonly id: string
  readonly at: LngLat
  readonly title: string
  readonly kind: string
  readonly tone: Tone
  readonly seenAt?: number | undefined
  readonly stale?: boolean | undefined
  readonly heading?: number | undefined
}

/** What a layer's things look like before their tone colours them. */
export type Glyph = 'case' | 'people' | 'vehicle' | 'device' | 'video' | 'place' | 'enterprise'

/** A layer to draw. `points` is compared by identity: give the same array while nothing changed. */
export interface PointLayer {
  readonly key: string
  readonly glyph: Glyph
  readonly points: readonly MapPoint[]
  /** Gathered into counted circles below z15; default true, movers never. */
  readonly cluster?: boolean
  /** Size of its marks beside the usual one; default 1. A wall makes the ordinary small, so that the pressing stand out. */
  readonly size?: number
  /** Its things move: they glide to where they were last seen. */
  readonly moving?: boolean
  /** Titles beside the points: of critical ones only (default), of all when there is room, of none. */
  readonly titles?: 'critical' | 'all' | 'none'
}

/** What was met under the pointer. */
export interface MapHit {
  readonly layer: string
  readonly id: string
  readonly title: string
  readonly at: LngLat
}

/** The town's own ground: the reply of `GET /map/ground`. */
export interface MapGround {
  readonly version: string
  readonly bounds?: MapBox | readonly number[] | undefined
  readonly minZoom: number
  readonly maxZoom: number
  readonly outline: readonly (readonly LngLat[])[]
  readonly edge: readonly (readonly LngLat[])[]
  readonly raster?:
    | { readonly title: string; readonly attribution: string; readonly maxZoom: number; readonly labels: boolean; readonly version: number }
    | undefined
}

export interface MapView {
  readonly center: LngLat
  readonly zoom: number
  readonly pitch: number
  readonly bearing: number
}
