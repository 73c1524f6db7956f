/** [lng, lat] in WGS-84. */
export type LngLat = readonly [number, number]
/** Mutable like GeoJSON's own types, so that a border goes to the map without a copy. */
export type Rings = [number, number][][]

/** A named border to draw. */
export interface MapArea {
  readonly name: string
  readonly geometry: { type: 'Polygon'; coordinates: Rings } | { type: 'MultiPolygon'; coordinates: Rings[] }
}

export interface MapMark {
  readonly id: string
  readonly point: LngLat
  readonly title: string
  /** The one the page is about is drawn as the meeting of four lines, others as rings. */
  readonly main?: boolean
}

export interface MiniMapProps {
  readonly id?: string
  /** Said to screen readers, who cannot see a map. */
  readonly label: string
  readonly height?: number
  readonly point?: LngLat | undefined
  /** Metres around the point. */
  readonly accuracy?: number | undefined
  readonly marks?: readonly MapMark[]
  /** Given: a click places the point. */
  readonly onPick?: ((point: LngLat) => void) | undefined
  /** Named GeoJSON collections from the platform's own endpoint. */
  readonly base: Readonly<Record<string, unknown>> | undefined
  readonly areas: readonly MapArea[]
}

export type Box = readonly [west: number, south: number, east: number, north: number]

const partsOf = ({ geometry }: MapArea): readonly Rings[] => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)

/** The outer rings of an area, for drawing. */
export const outlinesOf = (area: MapArea): readonly (readonly (readonly [number, number])[])[] =>
  partsOf(area).flatMap((rings) => rings.slice(0, 1))

/** The box around all areas; undefined when there are none. */
export function boxOf(areas: readonly MapArea[]): Box | undefined {
  let west = 180
  let south = 90
  let east = -180
  let north = -90
  for (const area of areas) {
    for (const ring of outlinesOf(area)) {
      for (const [lng, lat] of ring) {
        west = Math.min(west, lng)
        east = Math.max(east, lng)
        south = Math.min(south, lat)
        north = Math.max(north, lat)
      }
    }
  }
  return east < west ? undefined : [west, south, east, north]
}

/** A box some metres around a point. */
export function boxAt([lng, lat]: LngLat, metres: number): Box {
  const dy = metres / 111_320
  const dx = dy / Math.cos((lat * Math.PI) / 180)
  return [lng - dx, lat - dy, lng + dx, lat + dy]
}
