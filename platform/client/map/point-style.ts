import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import { expression } from './expression.ts'
import type { Glyph, PointLayer } from './map-point.ts'
import { groundPaints } from './ground-paint.ts'
import type { MapTheme, Tone } from './tones.ts'
import { toneColours, toneOrder } from './tones.ts'

export const sourceOf = (key: string): string => `points:${key}`
/** The style's layers that can be clicked, by the source they belong to. */
export const layerIds = (key: string) =>
  ({ cluster: `cluster:${key}`, count: `count:${key}`, icon: `icon:${key}`, title: `title:${key}` }) as const

const empty: FeatureCollection = { type: 'FeatureCollection', features: [] }

const clustered = ({ cluster, moving }: PointLayer): boolean => cluster !== false && !moving

/** Tones a cluster counts: those somebody must act on. */
const counted = ['critical', 'late', 'urgent'] as const satisfies readonly Tone[]

/** The source of a layer: gathered within 46 px up to z14, with how many of its members are pressing. */
export function pointSource(layer: PointLayer): SourceSpecification {
  return {
    type: 'geojson',
    data: empty,
    promoteId: 'id',
    ...(clustered(layer)
      ? {
          cluster: true,
          clusterRadius: 46,
          clusterMaxZoom: 14,
          clusterProperties: Object.fromEntries(counted.map((tone) => [tone, ['+', ['case', ['==', ['get', 'tone'], tone], 1, 0]]])),
        }
      : {}),
  }
}

const worst = (theme: MapTheme, otherwise: string): ExpressionSpecification =>
  expression(['case', ...counted.flatMap((tone) => [['>', ['coalesce', ['get', tone], 0], 0], toneColours[theme][tone]]), otherwise])

const ranks = expression(['match', ['get', 'tone'], ...toneOrder.flatMap((tone, i) => [tone, toneOrder.length - i]), 0])

/** Round bubbles are counts; each kind of layer has its own ring, so that a heap of devices is no heap of cases. */
const ringOf: Readonly<Record<MapTheme, Readonly<Record<Glyph, string>>>> = {
  night: {
    case: '#ffd84d',
    people: '#3ddc97',
    vehicle: '#ffb454',
    device: '#3fd0e6',
    video: '#8ea6ff',
    place: '#9fc3d6',
    enterprise: '#c79bff',
  },
  day: {
    case: '#8a6800',
    people: '#0b7a4b',
    vehicle: '#8c4b00',
    device: '#04707f',
    video: '#3a4fc4',
    place: '#3f5d78',
    enterprise: '#6b2fa0',
  },
}

/** The layers that draw a point layer, from the back to the front. */
export function pointLayers(layer: PointLayer, theme: MapTheme): LayerSpecification[] {
  const { size = 1 } = layer
  const source = sourceOf(layer.key)
  const ids = layerIds(layer.key)
  const p = groundPaints[theme]
  const isCluster = expression(['has', 'point_count'])
  const single = expression(['!', ['has', 'point_count']])
  const ground = theme === 'night' ? '#061a28' : '#ffffff'
  const ring = worst(theme, ringOf[theme][layer.glyph])
  const clusters: LayerSpecification[] = [
    {
      id: ids.cluster,
      type: 'circle',
      source,
      filter: isCluster,
      paint: {
        'circle-color': ground,
        'circle-opacity': 0.86,
        'circle-radius': ['step', ['get', 'point_count'], 13, 10, 15, 100, 18, 1000, 22],
        'circle-stroke-width': 2,
        'circle-stroke-color': ring,
      },
    },
    {
      id: ids.count,
      type: 'symbol',
      source,
      filter: isCluster,
      layout: {
        'text-field': ['get', 'point_count_abbreviated'],
        'text-size': 12,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': theme === 'night' ? '#eaf8ff' : '#12233a' },
    },
  ]
  const titled: LayerSpecification[] =
    layer.titles === 'none'
      ? []
      : [
          {
            id: ids.title,
            type: 'symbol',
            source,
            ...(layer.titles === 'all'
              ? { filter: single, minzoom: 14 }
              : { filter: ['all', single, ['==', ['get', 'tone'], 'critical']], minzoom: 11 }),
            layout: {
              'text-field': ['get', 'title'],
              'text-size': 12,
              'text-anchor': 'bottom',
              'text-offset': [0, -1.2],
              'text-max-width': 12,
              'text-optional': true,
            },
            paint: {
              'text-color': layer.titles === 'all' ? p.name : toneColours[theme].critical,
              'text-halo-color': p.halo,
              'text-halo-width': 1.6,
            },
          },
        ]
  return [
    ...(clustered(layer) ? clusters : []),
    ...titled,
    {
      id: ids.icon,
      type: 'symbol',
      source,
      filter: single,
      layout: {
        'icon-image': ['concat', `${layer.glyph}-`, ['get', 'tone'], ['case', ['==', ['get', 'stale'], true], '-stale', '']],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.62 * size, 12, 0.8 * size, 15, size],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ranks,
        ...(layer.glyph === 'vehicle'
          ? { 'icon-rotate': ['coalesce', ['get', 'heading'], 0], 'icon-rotation-alignment': 'map' as const }
          : {}),
      },
    },
  ]
}
