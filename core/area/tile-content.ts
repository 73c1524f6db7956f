import type { Area, Tier } from './area.ts'
import type { Position } from './shape.ts'
import { partsOf } from './shape.ts'
import { labelPoint } from './label-point.ts'

interface Feature {
  readonly type: 'Feature'
  readonly properties: Readonly<Record<string, string | number>>
  readonly geometry: unknown
}

/** One layer of the vector tiles, with the zoom from which it is worth its bytes. */
export interface TileLayer {
  readonly name: TileLayerName
  readonly minZoom: number
  readonly features: readonly Feature[]
}

export type TileLayerName =
  | 'field'
  | 'polder'
  | 'water'
  | 'waterway'
  | 'road'
  | 'lane'
  | 'building'
  | 'border'
  | 'grid'
  | 'micro'
  | 'overlay'
  | 'name'
  | 'place'

/** A named place as the tiles need it. */
export interface TilePlace {
  readonly name: string
  readonly kind: string
  readonly point: Position
}

interface Kind {
  readonly test: RegExp
  readonly shape: 'area' | 'line'
  readonly layer: TileLayerName
}

// What a base layer is called decides what it is; a town's own importer uses the same names in English or Chinese.
const kinds: readonly Kind[] = [
  { test: /polder|圩/iu, shape: 'area', layer: 'polder' },
  { test: /field|farm|green|park|田|林/iu, shape: 'area', layer: 'field' },
  { test: /building|house|建筑|房/iu, shape: 'area', layer: 'building' },
  { test: /road|street|lane|路|街/iu, shape: 'line', layer: 'road' },
  { test: /lake|river|canal|water|河|湖|荡|水/iu, shape: 'area', layer: 'water' },
  { test: /river|canal|water|河|渠/iu, shape: 'line', layer: 'waterway' },
]

const minZooms: Readonly<Record<TileLayerName, number>> = {
  water: 0,
  waterway: 0,
  border: 0,
  road: 8,
  polder: 10,
  field: 11.5,
  grid: 11,
  overlay: 11,
  lane: 12,
  building: 12,
  micro: 13,
  name: 0,
  place: 13,
}

const tierLayers: Readonly<Record<Tier, TileLayerName>> = {
  town: 'border',
  village: 'border',
  grid: 'grid',
  micro: 'micro',
  professional: 'overlay',
  police: 'overlay',
}

const isFeature = (value: unknown): value is Feature =>
  value !== null && typeof value === 'object' && 'type' in value && value.type === 'Feature' && 'geometry' in value

const featuresOf = (collection: unknown): Feature[] =>
  collection !== null && typeof collection === 'object' && 'features' in collection && Array.isArray(collection.features)
    ? collection.features.filter(isFeature)
    : []

const shapeOf = ({ geometry }: Feature): 'area' | 'line' | undefined => {
  const type = geometry !== null && typeof geometry === 'object' && 'type' in geometry ? String(geometry.type) : ''
  return type.endsWith('Polygon') ? 'area' : type.endsWith('LineString') ? 'line' : undefined
}

function layerOf(kind: string, feature: Feature): TileLayerName | undefined {
  const shape = shapeOf(feature)
  const found = kinds.find((each) => each.shape === shape && each.test.test(kind))?.layer
  return found === 'road' && feature.properties?.['kind'] === 'lane' ? 'lane' : found
}

const pointFeature = (at: Position, properties: Feature['properties']): Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: at },
})

/** A name is written once, in the widest part of its area: MapLibre would set a polygon's name anew in every tile. */
function names(areas: readonly Area[]): Feature[] {
  return areas
    .filter(({ tier }) => tier !== 'town')
    .map(({ code, name, tier, geometry }) => pointFeature(labelPoint(geometry), { code, name, tier }))
}

/** What the tiles of a town hold: ground, borders of the day, names. `areas` are those valid on the day. */
export function tileLayers(
  base: Readonly<Record<string, unknown>>,
  areas: readonly Area[],
  places: readonly TilePlace[],
): readonly TileLayer[] {
  const layers = new Map<TileLayerName, Feature[]>()
  const add = (name: TileLayerName, feature: Feature): void => void (layers.get(name)?.push(feature) ?? layers.set(name, [feature]))
  for (const [kind, collection] of Object.entries(base)) {
    for (const feature of featuresOf(collection)) {
      const layer = layerOf(kind, feature)
      if (layer)
        add(
          layer,
          layer === 'water' || layer === 'waterway' ? { ...feature, properties: { source: kind, ...feature.properties } } : feature,
        )
    }
  }
  for (const { code, name, tier, geometry } of areas) add(tierLayers[tier], { type: 'Feature', properties: { code, name, tier }, geometry })
  for (const feature of names(areas)) add('name', feature)
  for (const { name, kind, point } of places) add('place', pointFeature(point, { name, kind }))
  return [...layers].map(([name, features]) => ({ name, minZoom: minZooms[name], features }))
}

/** The outer rings of the town itself, for the edge and the mask. */
export const outlineOf = (areas: readonly Area[]): Position[][] =>
  areas.filter(({ tier }) => tier === 'town').flatMap(({ geometry }) => partsOf(geometry).flatMap((rings) => rings.slice(0, 1)))
