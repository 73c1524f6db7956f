import { bigrams } from '#platform/contract/bigrams.ts'
import { type Locator, buildLocator } from '#core/area/server/index.ts'
import { kinds } from '#modules/sensing/server/index.ts'
import { makeRandom } from '#town/geometry/index.ts'
import { seededId } from '../people/seeded-id.ts'
import type { Ground } from '../past/messages.ts'
import { type Spot, besideCanals, besideRoads, choose, inBuildings } from './spots.ts'

/** A device of the invented town. */
export interface DemoDevice {
  readonly id: string
  readonly key: string
  readonly kind: string
  readonly name: string
  readonly component: string
  readonly place: readonly [number, number]
  readonly address: string
  readonly areaCode: string
  readonly areaName: string
  readonly ownerId: string | null
  readonly upkeepId: string | null
  readonly maker: string
  readonly model: string
  readonly installedOn: string
  readonly batteryOn: string | null
  readonly heartbeat: number
  readonly grams: readonly string[]
}

interface Plan {
  readonly kind: string
  readonly letter: string
  readonly count: number
  /** Roles of the responsibility list that own and keep it. */
  readonly owner: string
  readonly upkeep: string
  readonly names: readonly string[]
  readonly spots: (ground: Ground) => Spot[]
}

const shops = ['shop', 'works', 'public'] as const

/** 8 kinds, 7,288 devices (seed 000). How they are shared among the kinds is ours. */
const plans: readonly Plan[] = [
  {
    kind: 'manhole',
    letter: 'JG',
    count: 2200,
    owner: 'municipal',
    upkeep: 'municipal',
    names: ['雨水井盖', '污水井盖'],
    spots: (g) => besideRoads(g, 28, 2),
  },
  { kind: 'hydrant', letter: 'XH', count: 620, owner: 'supply', upkeep: 'fire', names: ['消火栓'], spots: (g) => besideRoads(g, 90, 7) },
  {
    kind: 'lamp',
    letter: 'LD',
    count: 3100,
    owner: 'municipal',
    upkeep: 'municipal',
    names: ['路灯'],
    spots: (g) => besideRoads(g, 26, -6),
  },
  {
    kind: 'water-level',
    letter: 'YW',
    count: 96,
    owner: 'municipal',
    upkeep: 'water',
    names: ['积水点'],
    spots: (g) => besideRoads(g, 400, 0),
  },
  {
    kind: 'smoke',
    letter: 'YG',
    count: 760,
    owner: 'safety',
    upkeep: 'fire',
    names: ['烟感'],
    spots: (g) => inBuildings(g, ['shop', 'public', 'house']),
  },
  {
    kind: 'electric',
    letter: 'YD',
    count: 420,
    owner: 'safety',
    upkeep: 'power',
    names: ['用电监测'],
    spots: (g) => inBuildings(g, shops),
  },
  {
    kind: 'water-quality',
    letter: 'SZ',
    count: 32,
    owner: 'environment',
    upkeep: 'environment',
    names: ['水质站'],
    spots: (g) => besideCanals(g, 500),
  },
  {
    kind: 'noise-dust',
    letter: 'ZC',
    count: 60,
    owner: 'environment',
    upkeep: 'environment',
    names: ['噪声扬尘点'],
    spots: (g) => inBuildings(g, ['works']),
  },
]

/** What a demo device signs in with; the demo is a demo, its passwords stand in the README. */
export const demoSecret = (key: string): string => `demo-${key.toLowerCase()}`

function areaOf(
  locator: Locator,
  at: readonly [number, number],
  town: string,
  day: string,
): { areaCode: string; areaName: string; village: string } | undefined {
  const located = locator.locate([at[0], at[1]], day)
  const lowest = located.micro ?? located.grid ?? located.village
  if (!lowest) return undefined
  const names = [located.village?.name, located.grid?.name].filter((n, i, all): n is string => Boolean(n) && all.indexOf(n) === i)
  return { areaCode: lowest.code, areaName: names.join(' · '), village: located.village?.name ?? town }
}

const dayBefore = (now: number, days: number): string => new Date(now - days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)

/** The ledger of the invented town: each device where such a thing stands, in the grid its place lies in. */
export function demoDevices(ground: Ground, town: string, now: number): DemoDevice[] {
  const locator = buildLocator(ground.areas)
  const unitOf = new Map(ground.bindings.map(({ role, unitId }) => [role, unitId]))
  const today = dayBefore(now, 0)
  return plans.flatMap(({ kind: key, letter, count, owner, upkeep, names, spots }) => {
    const kind = kinds.find((one) => one.key === key)!
    const random = makeRandom(`devices ${key}`)
    // Spots outside the town are left over; a fifth more than needed is enough.
    const chosen = choose(spots(ground), Math.ceil(count * 1.25), random)
    const devices: DemoDevice[] = []
    for (const { at, address } of chosen) {
      if (devices.length === count) break
      const area = areaOf(locator, at, town, today)
      if (!area) continue
      const number = String(devices.length + 1).padStart(5, '0')
      const place = [Math.round(at[0] * 1e6) / 1e6, Math.round(at[1] * 1e6) / 1e6] as const
      const name = `${area.village}${address.split(' ')[0] ?? ''}${random.pick(names)} ${number}`
      const component = `${town.slice(0, 6)}${kind.component}${String(devices.length + 1).padStart(6, '0')}`
      const code = `${letter}${number}`
      devices.push({
        id: seededId(`device/${code}`),
        key: code,
        kind: key,
        name,
        // Two kinds share a component class; the sequence tells them apart.
        component: key === 'smoke' ? `${component.slice(0, 10)}5${component.slice(11)}` : component,
        place,
        address: address || area.areaName.split(' · ').at(-1)!,
        areaCode: area.areaCode,
        areaName: area.areaName,
        ownerId: unitOf.get(owner) ?? unitOf.get('municipal') ?? null,
        upkeepId: unitOf.get(upkeep) ?? null,
        maker: '示例厂家',
        model: `${letter}-${random.pick(['100', '200', 'Pro'])}`,
        installedOn: dayBefore(now, random.int(120, 1500)),
        batteryOn: kind.battery ? dayBefore(now, random.int(30, 700)) : null,
        heartbeat: kind.heartbeat,
        grams: bigrams(`${name} ${code} ${component} ${address}`),
      })
    }
    return devices
  })
}
