import {
  type Place,
  type Position,
  type Random,
  type TownGeometry,
  insideRing,
  makeAddressBook,
  toPosition,
  toSpot,
} from '#town/geometry/index.ts'
import type { SpotKind } from './wording/index.ts'

/** A place where things happen, with the words people use for it. */
export interface Spot {
  readonly position: Position
  readonly address: string
  /** A named place near by, if any. */
  readonly landmark: string | undefined
  readonly weight: number
}

const kindsOfPlace: Readonly<Partial<Record<Place['kind'], SpotKind>>> = {
  shop: 'shop',
  school: 'school',
  factory: 'factory',
  quarter: 'quarter',
  market: 'market',
  park: 'park',
  station: 'station',
  hamlet: 'hamlet',
  site: 'site',
  bridge: 'bridge',
}

/**
 * Spots by kind, some of them hot: real towns see a fifth of their places send most of the reports.
 * @returns a picker; the same random stream gives the same spot
 */
export function makeSpots(town: TownGeometry, random: Random): (kind: SpotKind, random: Random) => Spot {
  const book = makeAddressBook(town.roads, town.places)
  const named = town.places
    .filter(({ kind }) => kind !== 'road' && kind !== 'hamlet')
    .map((place) => ({ name: place.name, spot: toSpot(place.position) }))
  const communities = new Set(town.villages.filter(({ kind }) => kind === 'community').map(({ code }) => code))
  const landmarkAt = (position: Position): string | undefined => {
    const [x, y] = toSpot(position)
    return named.find(({ spot }) => Math.hypot(spot[0] - x, spot[1] - y) < 140)?.name
  }
  const rings = town.villages.map(({ code, geometry }) => ({ code, ring: geometry.coordinates[0]!.map(toSpot) }))
  const busy = (position: Position): number => {
    const spot = toSpot(position)
    const village = rings.find(({ ring }) => insideRing(spot, ring))
    return village ? (communities.has(village.code) ? 3 : 1) : 0
  }
  const pools = new Map<SpotKind, Spot[]>()
  const add = (kind: SpotKind, position: Position, address: string, landmark: string | undefined): void => {
    const weight = busy(position)
    if (weight === 0) return
    // A long tail: most spots seldom, some again and again.
    const heat = 1 / (0.16 + random.next())
    pools.set(kind, [...(pools.get(kind) ?? []), { position, address, landmark, weight: weight * heat }])
  }
  for (const place of town.places) {
    const kind = kindsOfPlace[place.kind]
    if (!kind) continue
    const address = place.address === place.name ? book.at(place.position).text : place.address
    add(kind, place.position, address, place.kind === 'hamlet' ? undefined : place.name)
  }
  for (const position of along(
    town.roads.filter(({ name, kind }) => name !== '' && kind !== 'expressway').map(({ geometry }) => geometry.coordinates),
    random,
    380,
  ))
    add('road', position, book.at(position).text, landmarkAt(position))
  for (const position of along(
    [...town.rivers, ...town.canals].map(({ geometry }) => geometry.coordinates),
    random,
    140,
  ))
    add('water', position, book.at(position).text, landmarkAt(position))
  for (const { geometry } of random.shuffle(town.fields).slice(0, 90)) {
    const position = geometry.coordinates[0]![0]!
    add('field', position, book.at(position).text, undefined)
  }
  const totals = new Map([...pools].map(([kind, spots]) => [kind, spots.reduce((sum, { weight }) => sum + weight, 0)]))
  return (kind, pick) => {
    let left = pick.next() * totals.get(kind)!
    const spots = pools.get(kind)!
    return spots.find(({ weight }) => (left -= weight) < 0) ?? spots.at(-1)!
  }
}

/** Points on lines, longer lines more of them. */
function along(lines: readonly Position[][], random: Random, count: number): Position[] {
  const segments = lines.flatMap((line) => line.slice(1).map((to, i) => ({ from: toSpot(line[i]!), to: toSpot(to) })))
  const lengths = segments.map(({ from, to }) => Math.hypot(to[0] - from[0], to[1] - from[1]))
  const total = lengths.reduce((sum, length) => sum + length, 0)
  return Array.from({ length: count }, () => {
    let left = random.next() * total
    const index = Math.max(
      0,
      lengths.findIndex((length) => (left -= length) < 0),
    )
    const { from, to } = segments[index]!
    const share = random.next()
    return toPosition([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share])
  })
}

/** A position up to so many metres off. */
export function jitter(position: Position, random: Random, metres: number): Position {
  const [x, y] = toSpot(position)
  const angle = random.range(0, Math.PI * 2)
  const distance = random.range(0, metres)
  const [lng, lat] = toPosition([x + Math.cos(angle) * distance, y + Math.sin(angle) * distance])
  return [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]
}
