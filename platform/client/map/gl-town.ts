import type { FilterSpecification, Map as GlMap, MapGeoJSONFeature, PointLike } from 'maplibre-gl'
import { fontFamily } from '../theme.ts'
import { drawIcon } from './icons.ts'
import { groundStyle } from './ground-style.ts'
import type { LngLat, MapHit, PointLayer } from './map-point.ts'
import type { MapLibrary } from './map-library.ts'
import { PointFeed } from './point-feed.ts'
import { layerIds, pointLayers, pointSource, sourceOf } from './point-style.ts'
import type { ExtraBorder, TownMapProps } from './town-map-props.ts'

/** Still by wish of the page, of the address (`?still=1`) or of the person (reduced motion). */
export const isStill = (wish?: boolean): boolean =>
  wish === true || new URLSearchParams(location.search).get('still') === '1' || matchMedia('(prefers-reduced-motion: reduce)').matches

const PADDING = { top: 32, right: 32, bottom: 32, left: 32 }
/** How far from the pointer a thing still counts as met, in pixels: a finger is no needle. */
const REACH = 5

/** Makes the map in a box. @throws where WebGL 2 is missing */
export function makeTownMap(gl: MapLibrary, container: HTMLElement, props: TownMapProps): GlMap {
  const { ground, theme = 'night', base = 'town', view, pitch = 0, padding = PADDING, controls = true } = props
  const still = isStill(props.still)
  const [west, south, east, north] = ground.bounds ?? [118, 30, 122, 33]
  const map = new gl.Map({
    container,
    style: groundStyle(ground, theme, base, location.origin),
    attributionControl: false,
    localIdeographFontFamily: fontFamily,
    fadeDuration: still ? 0 : 150,
    maxPitch: 70,
    minZoom: 7.5,
    maxZoom: 19,
    // Only where a picture is taken or printed would this be needed always; `picture` draws a frame of its own instead.
    canvasContextAttributes: { antialias: true },
    ...(view
      ? { center: [...view.center], zoom: view.zoom, pitch: view.pitch, bearing: view.bearing }
      : { bounds: [west!, south!, east!, north!], fitBoundsOptions: { padding, pitch }, pitch }),
  })
  if (controls) {
    map.addControl(new gl.NavigationControl({ visualizePitch: true }), 'bottom-right')
    map.addControl(new gl.ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left')
  }
  // The event comes too late for the tile that asked: its points would stay away.
  map.setMissingStyleImageResolver((id) => {
    const icon = map.hasImage(id) ? undefined : drawIcon(id, theme)
    if (icon) map.addImage(id, icon.data, { pixelRatio: icon.pixelRatio })
  })
  return map
}

/** The layers of points on one map, kept equal to what the page gives. */
export class PointStack {
  readonly #map: GlMap
  readonly #theme: NonNullable<TownMapProps['theme']>
  readonly #still: boolean
  readonly #feeds = new Map<string, { feed: PointFeed; layer: PointLayer }>()

  constructor(map: GlMap, theme: NonNullable<TownMapProps['theme']>, still: boolean) {
    this.#map = map
    this.#theme = theme
    this.#still = still
  }

  set(layers: readonly PointLayer[]): void {
    for (const [key, { feed }] of this.#feeds) if (!layers.some((layer) => layer.key === key)) this.#remove(key, feed)
    for (const layer of layers) {
      const known = this.#feeds.get(layer.key)
      if (known?.layer.points === layer.points) continue
      const feed = known?.feed ?? this.#add(layer)
      this.#feeds.set(layer.key, { feed, layer })
      feed.set(layer.points)
    }
  }

  #add(layer: PointLayer): PointFeed {
    const source = sourceOf(layer.key)
    this.#map.addSource(source, pointSource(layer))
    for (const each of pointLayers(layer, this.#theme)) this.#map.addLayer(each)
    const made = this.#map.getSource(source)
    if (made?.type !== 'geojson') throw new Error(`no source ${source}`)
    return new PointFeed(made as never, layer.moving === true && !this.#still)
  }

  #remove(key: string, feed: PointFeed): void {
    feed.end()
    for (const id of Object.values(layerIds(key))) if (this.#map.getLayer(id)) this.#map.removeLayer(id)
    this.#map.removeSource(sourceOf(key))
    this.#feeds.delete(key)
  }

  end(): void {
    for (const { feed } of this.#feeds.values()) feed.end()
    this.#feeds.clear()
  }

  /** The topmost thing or heap near a pixel. */
  under({ x, y }: { readonly x: number; readonly y: number }): MapGeoJSONFeature | undefined {
    const layers = [...this.#feeds.keys()].flatMap((key) => Object.values(layerIds(key))).filter((id) => this.#map.getLayer(id))
    if (layers.length === 0) return undefined
    const box: [PointLike, PointLike] = [
      [x - REACH, y - REACH],
      [x + REACH, y + REACH],
    ]
    return this.#map.queryRenderedFeatures(box, { layers })[0]
  }
}

/** The thing a feature stands for; undefined for a heap. */
export function hitOf(feature: MapGeoJSONFeature | undefined): MapHit | undefined {
  if (feature?.geometry.type !== 'Point' || feature.properties['point_count'] !== undefined) return undefined
  const [lng = 0, lat = 0] = feature.geometry.coordinates
  const layer = feature.source.slice(sourceOf('').length)
  return { layer, id: String(feature.properties['id']), title: String(feature.properties['title']), at: [lng, lat] }
}

/** Opens a heap: flies to the zoom at which it falls apart. */
export async function openHeap(map: GlMap, feature: MapGeoJSONFeature, still: boolean): Promise<void> {
  const source = map.getSource(feature.source)
  if (feature.geometry.type !== 'Point' || !source || !('getClusterExpansionZoom' in source)) return
  const { getClusterExpansionZoom } = source as { getClusterExpansionZoom(id: number): Promise<number> }
  const zoom = await getClusterExpansionZoom.call(source, Number(feature.properties['cluster_id']))
  const [lng = 0, lat = 0] = feature.geometry.coordinates
  map.easeTo({ center: [lng, lat], zoom: Math.min(zoom + 0.2, 18), duration: still ? 0 : 500 })
}

const borderLayers: Readonly<Record<ExtraBorder, readonly string[]>> = {
  grid: ['grid', 'grid-name'],
  micro: ['micro', 'micro-name'],
  overlay: ['overlay', 'overlay-name', 'police-name'],
}

export function showBorders(map: GlMap, shown: readonly ExtraBorder[]): void {
  for (const [border, ids] of Object.entries(borderLayers))
    for (const id of ids)
      if (map.getLayer(id)) map.setLayoutProperty(id, 'visibility', shown.some((each) => each === border) ? 'visible' : 'none')
}

/** Draws one area's border strong; its tier is told by the length of its code and what the town has. */
export function markArea(map: GlMap, code: string | undefined): void {
  for (const layer of ['border', 'grid', 'micro', 'overlay']) {
    const id = layer === 'border' ? 'chosen-area' : `chosen-area-${layer}`
    if (!map.getLayer(id)) {
      const like = map.getLayer('chosen-area')
      if (!like) return
      map.addLayer({
        id,
        type: 'line',
        source: 'town',
        'source-layer': layer,
        paint: { 'line-color': String(map.getPaintProperty('chosen-area', 'line-color')), 'line-width': 3.5 },
      })
    }
    map.setFilter(id, ['==', ['get', 'code'], code ?? ''] satisfies FilterSpecification)
  }
}

export function shadeVillages(map: GlMap, heat: Readonly<Record<string, number>>): void {
  map.removeFeatureState({ source: 'town', sourceLayer: 'border' })
  for (const [id, value] of Object.entries(heat)) map.setFeatureState({ source: 'town', sourceLayer: 'border', id }, { heat: value })
}

/** A mark of ours on the map that is a DOM element: the ring round what is chosen, the ring of news. */
export function ringElement(kind: 'chosen' | 'news'): HTMLElement {
  const element = document.createElement('div')
  element.className = `town-ring town-ring-${kind}`
  element.setAttribute('aria-hidden', 'true')
  return element
}

export const mutable = ([lng, lat]: LngLat): [number, number] => [lng, lat]
