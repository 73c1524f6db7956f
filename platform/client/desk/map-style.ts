import type { Feature, FeatureCollection } from 'geojson'
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Box, LngLat, MapArea } from './map-shape.ts'
import { boxAt } from './map-shape.ts'

interface Paint {
  readonly test: RegExp
  readonly fill?: string
  readonly line?: string
  readonly width?: number
}

// What a base layer is called decides how it is drawn; an unknown name is drawn as a thin grey line.
const lightPaints: readonly Paint[] = [
  { test: /polder/i, fill: '#eef2e2' },
  { test: /field|farm|green|park/i, fill: '#e6efd6' },
  { test: /lake|surface|water(?!way)/i, fill: '#bfdcf5' },
  { test: /river|canal|waterway/i, fill: '#bfdcf5', line: '#9cc7ec', width: 2 },
  { test: /building|house/i, fill: '#dcd6cc' },
  { test: /road|street|lane/i, line: '#ffffff', width: 3 },
]

/** Whether a value from the wire is a GeoJSON collection we can draw. */
export function isCollection(value: unknown): value is FeatureCollection {
  return value !== null && typeof value === 'object' && 'type' in value && value.type === 'FeatureCollection'
}

const SIGHT_METRES = 3_000
const boxes = new WeakMap<Feature, Box>()

/** The box of a feature, measured once. Any depth of nesting: the leaves are positions. */
function measure(feature: Feature): Box {
  const known = boxes.get(feature)
  if (known) return known
  let box: [number, number, number, number] = [180, 90, -180, -90]
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return
    const [x, y] = part
    if (typeof x === 'number' && typeof y === 'number')
      box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]
    else part.forEach(visit)
  }
  if ('coordinates' in feature.geometry) visit(feature.geometry.coordinates)
  boxes.set(feature, box)
  return box
}

/** What of a collection lies in sight: a small map near one place need not tile the whole town. */
function near(collection: FeatureCollection, sight: Box): FeatureCollection {
  const features = collection.features.filter((feature) => {
    const [west, south, east, north] = measure(feature)
    return west <= sight[2] && east >= sight[0] && south <= sight[3] && north >= sight[1]
  })
  return { type: 'FeatureCollection', features }
}

const areaFeatures = (areas: readonly MapArea[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: areas.map(({ name, geometry }) => ({ type: 'Feature', properties: { name }, geometry })),
})

/**
 * The quiet style of small maps: ground, water, roads, borders, names of villages. No glyphs file: Chinese labels draw
 * from system fonts, and a style that named one would be asked from an outside host.
 */
export function miniStyle(
  base: Readonly<Record<string, unknown>> | undefined,
  areas: readonly MapArea[],
  around?: LngLat,
): StyleSpecification {
  const sight = around && boxAt(around, SIGHT_METRES)
  const sources: StyleSpecification['sources'] = { areas: { type: 'geojson', data: areaFeatures(areas) } }
  const fills: LayerSpecification[] = []
  const lines: LayerSpecification[] = []
  // The order of the paints is the order of the ground: polders lowest, roads on top, whatever order the wire has.
  const rank = (key: string): number =>
    (lightPaints.findIndex((paint) => paint.test.test(key)) + lightPaints.length + 1) % (lightPaints.length + 1)
  for (const [key, value] of Object.entries(base ?? {}).sort(([a], [b]) => rank(a) - rank(b))) {
    if (!isCollection(value)) continue
    sources[key] = { type: 'geojson', data: sight ? near(value, sight) : value }
    const { fill, line, width = 1 } = lightPaints.find((paint) => paint.test.test(key)) ?? { line: '#c9d3df' }
    const late = /building|house|lane/i.test(key)
    if (fill)
      fills.push({
        id: `${key}-fill`,
        type: 'fill',
        source: key,
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': fill },
        ...(late ? { minzoom: 13 } : {}),
      })
    if (!line) continue
    if (/road|street|lane/i.test(key)) {
      lines.push({
        id: `${key}-case`,
        type: 'line',
        source: key,
        paint: { 'line-color': '#c3ccd8', 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 1, 16, width + 5] },
      })
    }
    lines.push({
      id: `${key}-line`,
      type: 'line',
      source: key,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': line, 'line-width': ['interpolate', ['linear'], ['zoom'], 10, width / 3, 16, width + 3] },
    })
  }
  return {
    version: 8,
    sources,
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#f2f0ea' } },
      ...fills,
      ...lines,
      { id: 'area-line', type: 'line', source: 'areas', paint: { 'line-color': '#7a8db0', 'line-width': 1.2, 'line-dasharray': [3, 2] } },
      {
        id: 'area-name',
        type: 'symbol',
        source: 'areas',
        layout: { 'text-field': ['get', 'name'], 'text-size': 12 },
        paint: { 'text-color': '#3d4c66', 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 },
      },
    ],
  }
}
