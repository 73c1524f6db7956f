import type { LayerPoint, Tone } from '#core/area/contract.ts'
import { type MapLayerEntry, packPoints } from '#modules/dispatch/contract.ts'

/** The load the map is promised for: issue 3 §1. */
export const amounts = { device: 10_000, incident: 2_000, people: 400, vehicles: 17 } as const
type Key = keyof typeof amounts

const tones: Readonly<Record<Key, readonly Tone[]>> = {
  device: ['good', 'good', 'good', 'low', 'quiet', 'urgent', 'late'],
  incident: ['critical', 'urgent', 'normal', 'normal', 'normal', 'low', 'good'],
  people: ['good', 'officer'],
  vehicles: ['officer'],
}
const groups: Readonly<Record<Key, MapLayerEntry['group']>> = { device: 'device', incident: 'case', people: 'people', vehicles: 'people' }

/** A fixed sequence in [0, 1): the same points on every machine. */
function sequence(seed: number): () => number {
  let state = seed
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
}

const isMoving = (key: Key): boolean => key === 'people' || key === 'vehicles'

/** The layers as `GET /map/layers` lists them. */
export const entries = (): MapLayerEntry[] =>
  Object.entries(amounts).map(([name, total]) => {
    const key = name as Key
    const kinds = tones[key].map((tone, i) => ({ key: `k${i}`, title: `类别${i}`, tone }))
    const byKind = Object.fromEntries(kinds.map((kind) => [kind.key, Math.ceil(total / kinds.length)]))
    return {
      key: `bench.${key}`,
      title: name,
      group: groups[key],
      kinds,
      source: '合成',
      dated: false,
      moving: isMoving(key),
      shown: true,
      total,
      byKind,
    }
  })

/** One layer's points after so many updates: movers walk a few metres in each, the others stay. */
export function pointsOf(key: string, update: number, [west, south, east, north]: readonly number[]) {
  const name = key.replace('bench.', '') as Key
  const random = sequence(amounts[name])
  const [width, height] = [east! - west!, north! - south!]
  const points = Array.from({ length: amounts[name] }, (_, i): LayerPoint => {
    // Half of everything lies in the built-up middle, as in a town.
    const near = random() < 0.5 ? 0.25 : 0.9
    const [x, y] = [0.5 + (random() - 0.5) * near, 0.5 + (random() - 0.5) * near]
    const turn = update * 0.35 + i
    const step = isMoving(name) ? 0.0006 : 0
    const kind = Math.floor(random() * tones[name].length)
    return {
      id: `${name}-${i}`,
      at: [west! + x * width + Math.cos(turn) * step, south! + y * height + Math.sin(turn) * step],
      title: `${name} ${i}`,
      kind: `k${kind}`,
      tone: tones[name][kind]!,
      ...(isMoving(name) ? { seenAt: 1_790_000_000_000 + update * 4_000, heading: Math.round((turn * 57) % 360) } : {}),
    }
  })
  return { key, at: new Date().toISOString(), total: points.length, byKind: {}, points: packPoints(points) }
}
