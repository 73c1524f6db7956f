import type { FeatureCollection } from 'geojson'
import type { LayerSpecification, Map as GlMap, StyleSpecification } from 'maplibre-gl'
import { miniStyle } from '#platform/client/desk/map-style.ts'
import type { Area, Shape, Tier } from '../contract.ts'
import { tierLooks, tierOrder } from './tier-looks.ts'

const empty: FeatureCollection = { type: 'FeatureCollection', features: [] }

export const collectionOf = (areas: readonly Pick<Area, 'code' | 'name' | 'tier' | 'geometry'>[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: areas.map(({ code, name, tier, geometry }) => ({ type: 'Feature', properties: { code, name, tier }, geometry })),
})

export const shapesOf = (shapes: readonly Shape[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: shapes.map((geometry) => ({ type: 'Feature', properties: {}, geometry })),
})

function tierLayers(tier: Tier): LayerSpecification[] {
  const { color, width, dash } = tierLooks[tier]
  const filter = ['==', ['get', 'tier'], tier] as never
  return [
    {
      id: `tier-${tier}`,
      type: 'line',
      source: 'tiers',
      filter,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': color, 'line-width': width, ...(dash ? { 'line-dasharray': [...dash] } : {}) },
    },
  ]
}

function nameLayer(tier: Tier): LayerSpecification {
  return {
    id: `name-${tier}`,
    type: 'symbol',
    source: 'tiers',
    filter: ['==', ['get', 'tier'], tier] as never,
    minzoom: { town: 0, village: 10, grid: 12.5, micro: 14.5, professional: 12, police: 11 }[tier],
    layout: {
      'text-field': ['get', 'name'],
      'text-size': tier === 'village' || tier === 'town' ? 13 : 11.5,
      visibility: tier === 'town' ? 'none' : 'visible',
    },
    paint: { 'text-color': tierLooks[tier].color, 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 },
  }
}

/** The ground with all tiers over it, and what is chosen, found wrong, or being drawn over those. */
export function areaStyle(base: Readonly<Record<string, unknown>> | undefined): StyleSpecification {
  const ground = miniStyle(base, [])
  const layers: LayerSpecification[] = [
    ...ground.layers.filter(({ id }) => id !== 'area-line' && id !== 'area-name'),
    ...tierOrder.flatMap(tierLayers),
    { id: 'chosen-fill', type: 'fill', source: 'chosen', paint: { 'fill-color': '#1c66c9', 'fill-opacity': 0.18 } },
    { id: 'chosen-line', type: 'line', source: 'chosen', paint: { 'line-color': '#0d47a1', 'line-width': 3 } },
    { id: 'marks-fill', type: 'fill', source: 'marks', paint: { 'fill-color': '#c2152a', 'fill-opacity': 0.35 } },
    { id: 'marks-line', type: 'line', source: 'marks', paint: { 'line-color': '#c2152a', 'line-width': 2.5 } },
    ...tierOrder.map(nameLayer),
    { id: 'drag-line', type: 'line', source: 'drag', paint: { 'line-color': '#c2152a', 'line-width': 2, 'line-dasharray': [2, 1] } },
    { id: 'knife', type: 'line', source: 'knife', paint: { 'line-color': '#c2152a', 'line-width': 2.5 } },
    {
      id: 'middles',
      type: 'circle',
      source: 'middles',
      minzoom: 13.5,
      paint: { 'circle-radius': 4, 'circle-color': '#ffffff', 'circle-stroke-color': '#1c66c9', 'circle-stroke-width': 1 },
    },
    {
      id: 'corners',
      type: 'circle',
      source: 'corners',
      paint: { 'circle-radius': 6, 'circle-color': '#1c66c9', 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 2 },
    },
  ]
  const drawn = Object.fromEntries(
    ['tiers', 'chosen', 'marks', 'drag', 'knife', 'middles', 'corners'].map((id) => [id, { type: 'geojson', data: empty } as const]),
  )
  const { areas: _, ...sources } = ground.sources
  return { ...ground, sources: { ...sources, ...drawn }, layers }
}

/** Gives a source of the style new data; nothing happens while the style is still loading. */
export function setData(map: GlMap, source: string, data: FeatureCollection): void {
  const found = map.getSource(source)
  if (found && 'setData' in found) (found as { setData(data: FeatureCollection): void }).setData(data)
}

export function showTiers(map: GlMap, tiers: readonly Tier[]): void {
  for (const tier of tierOrder) {
    const visible = tiers.includes(tier)
    map.setLayoutProperty(`tier-${tier}`, 'visibility', visible ? 'visible' : 'none')
    map.setLayoutProperty(`name-${tier}`, 'visibility', visible && tier !== 'town' ? 'visible' : 'none')
  }
}

export { empty as emptyCollection }
