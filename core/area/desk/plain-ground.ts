import type { PlainGround } from '#platform/client/map/TownMapGl.tsx'
import { call } from '#platform/client/call.ts'
import type { Position } from '../contract.ts'
import { readBaseMapLayers, readOutline } from '../contract.ts'

interface Feature {
  readonly properties?: Readonly<Record<string, unknown>>
  readonly geometry?: { readonly type?: string; readonly coordinates?: unknown }
}
const featuresOf = (collection: unknown): Feature[] =>
  collection !== null && typeof collection === 'object' && 'features' in collection && Array.isArray(collection.features)
    ? (collection.features as Feature[])
    : []

/** The outer rings or the line of a feature of our own base map. */
function ringsOf({ geometry }: Feature): Position[][] {
  const coordinates = geometry?.coordinates as Position[] | Position[][] | Position[][][] | undefined
  if (!coordinates) return []
  if (geometry?.type === 'LineString') return [coordinates as Position[]]
  if (geometry?.type === 'Polygon') return (coordinates as Position[][]).slice(0, 1)
  if (geometry?.type === 'MultiPolygon') return (coordinates as Position[][][]).flatMap((rings) => rings.slice(0, 1))
  return []
}

/** Lakes, rivers, main roads and villages as plain lines: what a machine without WebGL can draw at once. */
export async function readPlainGround(): Promise<PlainGround> {
  const [{ layers }, { areas }] = await Promise.all([call(readBaseMapLayers, {}), call(readOutline, {})])
  const of = (test: RegExp, wanted: (feature: Feature) => boolean = () => true): Position[][] =>
    Object.entries(layers).flatMap(([kind, collection]) => (test.test(kind) ? featuresOf(collection).filter(wanted).flatMap(ringsOf) : []))
  return {
    areas: areas.filter(({ tier }) => tier === 'village').map(({ name, code, geometry }) => ({ name, code, rings: ringsOf({ geometry }) })),
    waters: of(/^(?:lakes?|rivers?)$/iu, ({ geometry }) => String(geometry?.type).endsWith('Polygon')),
    roads: of(/road/iu, ({ properties }) => ['expressway', 'trunk', 'county'].includes(String(properties?.['kind']))),
  }
}
