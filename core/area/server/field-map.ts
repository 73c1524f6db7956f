import simplify from 'simplify-js'
import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import type { Area } from '../area.ts'
import { dayAt, isValidOn } from '../area.ts'
import type { FieldMap } from '../field-map.ts'
import { type Bbox, type Position, ringsOf } from '../shape.ts'
import { listAreas, readBaseMap } from './store.ts'

type Lines = readonly (readonly Position[])[]
interface Feature {
  readonly properties?: { readonly name?: string; readonly kind?: string }
  readonly geometry: { readonly type: string; readonly coordinates: unknown }
}

/** Around the own areas, degrees: about 600 m, so that a point just over the border can still be placed. */
const MARGIN = 0.006
/** Houses help to point at a door, but only a village's fit a phone. */
const MOST = { buildings: 3_000, places: 600, townPlaces: 1_500 }
/** Degrees: 3 m for what one walks by, 10 m where a phone holds the whole town. */
const FINE = 0.00003
const COARSE = 0.0001

const meets = (a: Bbox, b: Bbox): boolean => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
const around = (box: Bbox, by: number): Bbox => [box[0] - by, box[1] - by, box[2] + by, box[3] + by]
const joined = (boxes: readonly Bbox[]): Bbox => [
  Math.min(...boxes.map((b) => b[0])),
  Math.min(...boxes.map((b) => b[1])),
  Math.max(...boxes.map((b) => b[2])),
  Math.max(...boxes.map((b) => b[3])),
]

function boxOfLine(line: readonly Position[]): Bbox {
  const box: Bbox = [180, 90, -180, -90]
  for (const [lng, lat] of line) {
    box[0] = Math.min(box[0], lng)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lng)
    box[3] = Math.max(box[3], lat)
  }
  return box
}

/** Five decimals are a metre: all a screen shows, half the bytes. */
function thin(line: readonly Position[], tolerance: number): Position[] {
  const kept =
    tolerance > 0
      ? simplify(
          line.map(([x, y]) => ({ x, y })),
          tolerance,
        )
      : line.map(([x, y]) => ({ x, y }))
  return kept.map(({ x, y }): Position => [Math.round(x * 1e5) / 1e5, Math.round(y * 1e5) / 1e5])
}

/** Every run of positions in a geometry of any depth. */
function runs(coordinates: unknown): Position[][] {
  if (!Array.isArray(coordinates) || coordinates.length === 0) return []
  if (Array.isArray(coordinates[0]) && typeof coordinates[0][0] === 'number') return [coordinates as Position[]]
  return coordinates.flatMap(runs)
}

const featuresOf = (layer: unknown): readonly Feature[] =>
  layer !== null && typeof layer === 'object' && 'features' in layer && Array.isArray(layer.features) ? (layer.features as Feature[]) : []

const linesOf = (layer: unknown, box: Bbox, tolerance: number, line = false): Lines =>
  featuresOf(layer)
    .flatMap((f) => runs(f.geometry.coordinates))
    .filter((run) => meets(boxOfLine(run), box))
    .map((run) => thin(run, tolerance))
    .filter((run) => run.length >= (line ? 2 : 3))

const covers = (codes: readonly string[], area: Area): boolean => codes.some((code) => area.code.startsWith(code) || area.code === code)

/** The ground of one post. A post for the whole town gets all but the houses, thinned: a town of houses fits no phone. */
export async function fieldMapOf(tx: Tx, actor: Actor, now: Date): Promise<FieldMap> {
  const day = dayAt(now)
  const [all, base] = await Promise.all([listAreas(tx, actor.town), readBaseMap(tx, actor.town)])
  const areas = all.filter((a) => isValidOn(a, day) && !a.overlay)
  const codes = actor.areas.filter((code) => code.length > 9)
  const mine = codes.length > 0 ? areas.filter((a) => covers(codes, a)) : []
  const narrow = mine.length > 0
  const town = areas.filter((a) => a.tier === 'town')
  const own = joined(
    (narrow ? mine : town.length > 0 ? town : areas).map((a) => a.bbox).concat(areas.length ? [] : [[120.5, 30.9, 120.7, 31.1]]),
  )
  const box = around(own, MARGIN)
  const tiers = narrow ? ['village', 'grid', 'micro'] : ['village', 'grid']
  const drawn = areas.filter((a) => tiers.includes(a.tier) && meets(a.bbox, box))
  const ownIds = new Set(mine.map((a) => a.id))
  const grain = narrow ? FINE : COARSE
  const roads = featuresOf(base['roads']).flatMap((f) =>
    runs(f.geometry.coordinates).map((line) => ({
      name: f.properties?.name ?? '',
      main: f.properties?.kind !== 'street' && f.properties?.kind !== 'lane',
      line,
    })),
  )
  const places = await tx.query<{ name: string; point: Position }>(
    `select name, point from area.place_name where town = $1 and point <@ box(point($2::float8, $3::float8), point($4::float8, $5::float8)) order by length(name), name limit $6`,
    [actor.town, box[0], box[1], box[2], box[3], narrow ? MOST.places : MOST.townPlaces],
  )
  const rank = { town: 0, village: 1, professional: 2, police: 2, grid: 3, micro: 4 }
  return {
    own,
    box,
    areas: drawn
      .toSorted((a, b) => rank[a.tier] - rank[b.tier])
      .map((a) => ({
        code: a.code,
        name: a.name,
        tier: a.tier,
        mine: ownIds.has(a.id),
        rings: ringsOf(a.geometry).map((r) => thin(r, grain)),
      })),
    water: [...linesOf(base['rivers'], box, grain), ...linesOf(base['lakes'], box, grain)].map((l) => [...l]),
    canals: linesOf(base['canals'], box, grain, true).map((l) => [...l]),
    roads: roads.filter((r) => meets(boxOfLine(r.line), box)).map((r) => ({ ...r, line: thin(r.line, grain) })),
    buildings: narrow
      ? linesOf(base['buildings'], box, 0)
          .slice(0, MOST.buildings)
          .map((l) => [...l])
      : [],
    places: places.map(({ name, point }) => ({ name, point: thin([point], 0)[0]! })),
  }
}
