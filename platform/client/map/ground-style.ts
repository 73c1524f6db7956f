import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { expression } from './expression.ts'
import type { GroundPaint } from './ground-paint.ts'
import { groundPaints } from './ground-paint.ts'
import type { LngLat, MapGround } from './map-point.ts'
import type { MapTheme } from './tones.ts'

const SOURCE = 'town'
/** From this width in metres a waterway is a river on the map: it glows, and is named from far away. */
const WIDE = 40
/** `[zoom, value]` pairs on a curve that doubles with the scale. */
const byZoom = (...stops: readonly number[]): ExpressionSpecification =>
  expression(['interpolate', ['exponential', 1.6], ['zoom'], ...stops])
const fade = (...stops: readonly number[]): ExpressionSpecification => expression(['interpolate', ['linear'], ['zoom'], ...stops])
const by = (key: string, table: Readonly<Record<string, unknown>>, otherwise: unknown): ExpressionSpecification =>
  expression(['match', ['get', key], ...Object.entries(table).flat(), otherwise])
/** Metres → pixels at a zoom and this latitude: water and roads are drawn as wide as they are. */
const metres = (least: number, most: number): ExpressionSpecification =>
  expression([
    'interpolate',
    ['exponential', 2],
    ['zoom'],
    9,
    ['max', least, ['*', ['coalesce', ['get', 'width'], 8], 0.008]],
    18,
    ['min', most, ['*', ['coalesce', ['get', 'width'], 8], 1.96]],
  ])

function waters(p: GroundPaint): LayerSpecification[] {
  const flowing = expression(['!=', ['get', 'source'], 'lakes'])
  const line = { source: SOURCE, 'source-layer': 'waterway', layout: { 'line-cap': 'round', 'line-join': 'round' } } as const
  return [
    { id: 'lake', type: 'fill', source: SOURCE, 'source-layer': 'water', filter: ['!', flowing], paint: { 'fill-color': p.lake } },
    {
      id: 'shore',
      type: 'line',
      source: SOURCE,
      'source-layer': 'water',
      filter: ['!', flowing],
      paint: { 'line-color': p.shore, 'line-width': fade(9, 0.6, 14, 1.4), 'line-opacity': 0.7 },
    },
    {
      id: 'river-glow',
      type: 'line',
      ...line,
      filter: ['>=', ['coalesce', ['get', 'width'], 0], WIDE],
      paint: {
        'line-color': p.riverGlow,
        'line-opacity': 0.34,
        'line-width': byZoom(9, 7, 12, 14, 15, 40),
        'line-blur': byZoom(9, 6, 15, 30),
      },
    },
    {
      id: 'canal',
      type: 'line',
      ...line,
      paint: { 'line-color': p.river, 'line-width': metres(0.4, 80), 'line-opacity': fade(9, 0.45, 12, 0.8) },
    },
    { id: 'river', type: 'fill', source: SOURCE, 'source-layer': 'water', filter: flowing, paint: { 'fill-color': p.river } },
    {
      id: 'river-thread',
      type: 'line',
      ...line,
      filter: ['>=', ['coalesce', ['get', 'width'], 0], WIDE],
      paint: { 'line-color': p.riverThread, 'line-width': byZoom(9, 0.7, 13, 1.4, 16, 2.4), 'line-opacity': 0.75 },
    },
  ]
}

function roads(p: GroundPaint): LayerSpecification[] {
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const
  const big = expression(['match', ['get', 'kind'], ['expressway', 'trunk', 'county'], true, false])
  const colour = by('kind', p.roads, p.roads.street)
  const width = (extra: number) =>
    expression([
      'interpolate',
      ['exponential', 1.7],
      ['zoom'],
      9,
      ['+', by('kind', { expressway: 1.4, trunk: 1.2, county: 0.8, street: 0.3, lane: 0.2 }, 0.3), extra * 0.4],
      12,
      ['+', by('kind', { expressway: 3, trunk: 2.4, county: 1.7, street: 1, lane: 0.6 }, 1), extra],
      17,
      ['+', by('kind', { expressway: 30, trunk: 24, county: 17, street: 12, lane: 6 }, 10), extra * 2],
    ])
  const road = { type: 'line', source: SOURCE, 'source-layer': 'road', layout } as const
  const lane = { type: 'line', source: SOURCE, 'source-layer': 'lane', layout, minzoom: 12 } as const
  return [
    { id: 'lane', ...lane, paint: { 'line-color': p.roads.lane, 'line-width': width(0), 'line-opacity': fade(12, 0.3, 14, 0.9) } },
    { id: 'road-case', ...road, minzoom: 10, paint: { 'line-color': p.roadCase, 'line-width': width(2) } },
    {
      id: 'road',
      ...road,
      filter: ['!', big],
      paint: { 'line-color': colour, 'line-width': width(0), 'line-opacity': fade(9, 0.35, 12.5, 1) },
    },
    {
      id: 'road-big',
      ...road,
      filter: big,
      paint: { 'line-color': colour, 'line-width': width(0), 'line-opacity': fade(8, 0.55, 11, 0.95) },
    },
  ]
}

function borders(p: GroundPaint): LayerSpecification[] {
  const village = expression(['==', ['get', 'tier'], 'village'])
  const heat = expression(['coalesce', ['feature-state', 'heat'], 0])
  const line = (
    id: string,
    layer: string,
    colour: string,
    width: ExpressionSpecification | number,
    dash?: number[],
  ): LayerSpecification => ({
    id,
    type: 'line',
    source: SOURCE,
    'source-layer': layer,
    layout: { 'line-join': 'round', visibility: layer === 'border' ? 'visible' : 'none' },
    ...(layer === 'border' ? { filter: village } : {}),
    paint: { 'line-color': colour, 'line-width': width, 'line-opacity': 0.55, ...(dash ? { 'line-dasharray': dash } : {}) },
  })
  return [
    {
      id: 'village-heat',
      type: 'fill',
      source: SOURCE,
      'source-layer': 'border',
      filter: village,
      paint: {
        'fill-color': ['interpolate', ['linear'], heat, 0, p.cool, 1, p.hot],
        'fill-opacity': ['interpolate', ['linear'], heat, 0, p.heat, 1, p.heat * 3],
      },
    },
    line('micro', 'micro', p.micro, 0.8, [2, 2.4]),
    line('grid', 'grid', p.grid, fade(11, 0.7, 15, 1.6), [4, 2]),
    line('village', 'border', p.village, fade(9, 0.7, 13, 1.5)),
    line('overlay', 'overlay', p.overlay, 1.8, [5, 3]),
  ]
}

function edges(p: GroundPaint): LayerSpecification[] {
  const join = { 'line-join': 'round' } as const
  return [
    { id: 'mask', type: 'fill', source: 'mask', paint: { 'fill-color': p.mask, 'fill-opacity': p.maskOpacity } },
    {
      id: 'edge-wide',
      type: 'line',
      source: 'edge',
      layout: join,
      paint: { 'line-color': p.edgeWide, 'line-width': 56, 'line-blur': 50, 'line-opacity': 0.26 * p.edgeGlow },
    },
    {
      id: 'edge-near',
      type: 'line',
      source: 'edge',
      layout: join,
      paint: { 'line-color': p.edgeNear, 'line-width': 9, 'line-blur': 8, 'line-opacity': 0.55 * p.edgeGlow },
    },
    { id: 'edge', type: 'line', source: 'outline', layout: join, paint: { 'line-color': p.edge, 'line-width': 1.8 } },
  ]
}

const buildings = (p: GroundPaint): LayerSpecification => ({
  id: 'building',
  type: 'fill-extrusion',
  source: SOURCE,
  'source-layer': 'building',
  minzoom: 11.5,
  paint: {
    'fill-extrusion-color': ['interpolate', ['linear'], ['coalesce', ['get', 'height'], 6], 3, p.lowHouse, 40, p.highHouse],
    'fill-extrusion-height': ['coalesce', ['get', 'height'], 6],
    'fill-extrusion-opacity': p.house,
    'fill-extrusion-vertical-gradient': true,
  },
})

function names(p: GroundPaint): LayerSpecification[] {
  const text = (colour: string) => ({ 'text-color': colour, 'text-halo-color': p.halo, 'text-halo-width': 1.6, 'text-halo-blur': 0.4 })
  const named = (
    id: string,
    tier: string,
    minzoom: number,
    size: ExpressionSpecification | number,
    colour: string,
  ): LayerSpecification => ({
    id,
    type: 'symbol',
    source: SOURCE,
    'source-layer': 'name',
    minzoom,
    filter: ['==', ['get', 'tier'], tier],
    layout: {
      'text-field': ['get', 'name'],
      'text-size': size,
      'text-padding': 6,
      'text-max-width': 8,
      visibility: tier === 'village' ? 'visible' : 'none',
    },
    paint: text(colour),
  })
  const along = (
    id: string,
    layer: string,
    minzoom: number,
    colour: string,
    only: readonly unknown[] = ['has', 'name'],
  ): LayerSpecification => ({
    id,
    type: 'symbol',
    source: SOURCE,
    'source-layer': layer,
    minzoom,
    filter: expression(['all', ['has', 'name'], only]),
    layout: {
      'symbol-placement': 'line',
      'text-field': ['get', 'name'],
      'text-size': 12,
      'symbol-spacing': 320,
      'text-letter-spacing': 0.14,
    },
    paint: text(colour),
  })
  return [
    {
      id: 'place-name',
      type: 'symbol',
      source: SOURCE,
      'source-layer': 'place',
      minzoom: 14.5,
      filter: ['!', ['in', ['get', 'kind'], ['literal', ['road']]]],
      layout: { 'text-field': ['get', 'name'], 'text-size': 12, 'text-padding': 14, 'text-optional': true },
      paint: text(p.faintName),
    },
    along('road-name', 'road', 13.5, p.faintName),
    along('canal-name', 'waterway', 13.5, p.waterName, ['<', ['coalesce', ['get', 'width'], 0], WIDE]),
    along('river-name', 'waterway', 10.5, p.waterName, ['>=', ['coalesce', ['get', 'width'], 0], WIDE]),
    named('micro-name', 'micro', 15, 12, p.faintName),
    named('grid-name', 'grid', 12.5, 12, p.faintName),
    named('overlay-name', 'professional', 13, 12, p.overlay),
    named('police-name', 'police', 11, 12, p.overlay),
    named('village-name', 'village', 9.5, fade(9.5, 12, 12, 13, 15, 16), p.name),
  ]
}

const world: LngLat[] = [
  [-179, -85],
  [179, -85],
  [179, 85],
  [-179, 85],
  [-179, -85],
]
type Ring = readonly LngLat[]
const writable = (rings: readonly Ring[]): [number, number][][] => rings.map((ring) => ring.map(([x, y]) => [x, y]))
const lines = (rings: readonly Ring[]): StyleSpecification['sources'][string] => ({
  type: 'geojson',
  // A stroke of 56 px must not be cut at tile borders.
  buffer: 512,
  tolerance: 0.2,
  data: { type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates: writable(rings) } },
})

/** Layers of another provider's raster base map under the town's own lines and names. */
function raster(
  ground: MapGround,
  theme: MapTheme,
  origin: string,
): { sources: StyleSpecification['sources']; layers: LayerSpecification[] } {
  if (!ground.raster) return { sources: {}, layers: [] }
  const names = ground.raster.labels ? (['base', 'label'] as const) : (['base'] as const)
  const dark = { 'raster-saturation': -0.85, 'raster-brightness-max': 0.32, 'raster-contrast': 0.15, 'raster-hue-rotate': 190 }
  return {
    sources: Object.fromEntries(
      names.map((name) => [
        `raster-${name}`,
        {
          type: 'raster',
          tiles: [`${origin}/api/map/raster/${name}/{z}/{x}/{y}?v=${ground.raster!.version}`],
          tileSize: 256,
          maxzoom: ground.raster!.maxZoom,
        },
      ]),
    ),
    layers: names.map((name) => ({ id: `raster-${name}`, type: 'raster', source: `raster-${name}`, paint: theme === 'night' ? dark : {} })),
  }
}

/**
 * The town's ground as a MapLibre style (design.md §3). No `glyphs`: Chinese draws from system fonts, and nothing is asked of
 * another host. With `base: 'raster'` the town's setting for another provider's pictures replaces fields, water and roads.
 * @param origin of our own server; tiles are fetched by a worker, which knows no relative address
 */
export function groundStyle(ground: MapGround, theme: MapTheme, base: 'town' | 'raster', origin: string): StyleSpecification {
  const p = groundPaints[theme]
  const pictures = base === 'raster' ? raster(ground, theme, origin) : { sources: {}, layers: [] }
  const own = pictures.layers.length === 0
  const [west, south, east, north] = ground.bounds ?? [-180, -85, 180, 85]
  return {
    version: 8,
    light: { anchor: 'viewport', color: '#ffffff', intensity: 0.35, position: [1.2, 210, 40] },
    sources: {
      [SOURCE]: {
        type: 'vector',
        tiles: [`${origin}/api/map/tiles/{z}/{x}/{y}?v=${ground.version}`],
        minzoom: ground.minZoom,
        maxzoom: ground.maxZoom,
        bounds: [west! - 0.02, south! - 0.02, east! + 0.02, north! + 0.02],
        promoteId: { border: 'code', grid: 'code', micro: 'code', overlay: 'code' },
      },
      mask: {
        type: 'geojson',
        tolerance: 0.2,
        data: { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: writable([world, ...ground.outline]) } },
      },
      edge: lines(ground.edge),
      outline: lines(ground.outline),
      ...pictures.sources,
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': p.ground } },
      ...pictures.layers,
      ...(own
        ? ([
            {
              id: 'polder',
              type: 'fill',
              source: SOURCE,
              'source-layer': 'polder',
              paint: { 'fill-color': p.polder, 'fill-outline-color': p.polderLine },
            },
            {
              id: 'field',
              type: 'fill',
              source: SOURCE,
              'source-layer': 'field',
              minzoom: 11.5,
              paint: {
                'fill-color': by('kind', { paddy: p.paddy, vegetable: p.vegetable, mulberry: p.mulberry, pond: p.pond }, p.paddy),
                'fill-opacity': fade(11.5, 0, 12.5, 0.9),
              },
            },
            ...waters(p),
            ...roads(p),
          ] satisfies LayerSpecification[])
        : []),
      ...borders(p),
      ...edges(p),
      ...(own ? [buildings(p)] : []),
      {
        id: 'chosen-area',
        type: 'line',
        source: SOURCE,
        'source-layer': 'border',
        filter: ['==', ['get', 'code'], ''],
        paint: { 'line-color': p.edge, 'line-width': 3.5 },
      },
      ...names(p).filter(({ id }) => own || !ground.raster?.labels || id === 'village-name' || id === 'grid-name' || id === 'micro-name'),
    ],
  }
}
