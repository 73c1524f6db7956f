import type { Map as GlMap } from 'maplibre-gl'
import type { MapView } from './map-point.ts'

/** Where a living map looks just now. */
export function viewOf(map: GlMap): MapView {
  const { lng, lat } = map.getCenter()
  return { center: [lng, lat], zoom: map.getZoom(), pitch: map.getPitch(), bearing: map.getBearing() }
}
