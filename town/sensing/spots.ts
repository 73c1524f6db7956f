import type { Ground } from '../past/messages.ts'
import type { Random } from '#town/geometry/index.ts'

type At = readonly [number, number]

/** Where a thing stands and what an official would call the place. */
export interface Spot {
  readonly at: At
  readonly address: string
}

const METRE = 1 / 111_195

const lengthOf = (a: At, b: At): number => Math.hypot((b[0] - a[0]) * Math.cos((a[1] * Math.PI) / 180), b[1] - a[1]) / METRE

/** A place some metres beside a line, every so many metres along it. */
function along(line: readonly At[], every: number, aside: number): At[] {
  const spots: At[] = []
  let left = every / 2
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!]
    const length = lengthOf(a, b)
    if (length === 0) continue
    for (; left < length; left += every) {
      const part = left / length
      const [dx, dy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
      spots.push([a[0] + (b[0] - a[0]) * part - dy * aside, a[1] + (b[1] - a[1]) * part + dx * aside])
    }
    left -= length
  }
  return spots
}

interface Line {
  readonly name: string
  readonly kind: string
  readonly points: readonly At[]
}

function linesOf(ground: Ground, layer: string): Line[] {
  return (ground.baseMap[layer]?.features ?? []).flatMap(({ geometry, properties }) =>
    geometry.type === 'LineString'
      ? [
          {
            name: String(properties['name'] ?? ''),
            kind: String(properties['kind'] ?? ''),
            points: geometry.coordinates.map(([lng = 0, lat = 0]): At => [lng, lat]),
          },
        ]
      : [],
  )
}

/** Spots along the town's roads, `aside` metres off the middle. */
export function besideRoads(ground: Ground, every: number, aside: number): Spot[] {
  // Nobody walks on the motorway.
  const roads = linesOf(ground, 'roads').filter(({ name }) => !name.endsWith('高速'))
  return roads.flatMap(({ name, points }) =>
    along(points, every, aside).map((at, i) => ({ at, address: name ? `${name} ${i * 2 + 1} 号旁` : '' })),
  )
}

/** Spots on the canals' banks. */
export function besideCanals(ground: Ground, every: number): Spot[] {
  return [...linesOf(ground, 'canals'), ...linesOf(ground, 'river-lines')].flatMap(({ name, points }) =>
    along(points, every, 6).map((at) => ({ at, address: name ? `${name}岸边` : '河道岸边' })),
  )
}

/** One spot in each building of some uses. */
export function inBuildings(ground: Ground, uses: readonly string[]): Spot[] {
  return (ground.baseMap['buildings']?.features ?? []).flatMap(({ geometry, properties }) => {
    if (geometry.type !== 'MultiPolygon' || !uses.includes(String(properties['use']))) return []
    return geometry.coordinates.flatMap((polygon) => {
      const ring = polygon[0] ?? []
      const n = ring.length - 1
      if (n < 3) return []
      const sum = ring.slice(0, n).reduce<[number, number]>((at, [x, y]) => [at[0] + x / n, at[1] + y / n], [0, 0])
      return [{ at: sum, address: '' }]
    })
  })
}

/** So many of them, spread over all; the same at every run. A town smaller than its devices sets a second one a few metres on. */
export function choose(spots: readonly Spot[], count: number, random: Random): Spot[] {
  const shuffled = random.shuffle(spots)
  return Array.from({ length: count }, (_, i) => {
    const spot = shuffled[i % shuffled.length]!
    const again = Math.floor(i / shuffled.length)
    return again === 0 ? spot : { ...spot, at: [spot.at[0] + again * 5 * METRE, spot.at[1]] }
  })
}
