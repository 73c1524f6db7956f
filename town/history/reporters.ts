import { type Actor, publicActor } from '#core/org/contract.ts'
import { machineActor } from '#core/org/server/index.ts'
import type { Channel } from '#modules/incident/contract.ts'
import type { PastReporter } from '#modules/incident/server/index.ts'
import type { Random } from '#town/geometry/index.ts'
import { seededId } from '#town/people/index.ts'
import { timedId } from './ids.ts'
import type { Staff } from './staff.ts'
import type { Tale } from './tell.ts'

/** Share of tellers who leave a name and a phone, by door; others only told. */
const named: Readonly<Partial<Record<Channel, number>>> = {
  hotline: 0.94,
  public: 0.62,
  phone: 0.88,
  counter: 0.95,
  police: 0.7,
  enterprise: 1,
  upper: 0.3,
}

/**
 * Who told: invented, with a phone that cannot ring.
 * @param invent gives invented names, none twice
 */
export function reporterOf(tale: Tale, at: number, number: string, invent: () => string, random: Random): PastReporter | undefined {
  const share = named[tale.channel]
  const external = tale.channel === 'hotline' ? { external: { system: '12345', number: `RX${number.slice(2)}` } } : {}
  if (share === undefined || (!random.chance(share) && tale.channel !== 'hotline')) return undefined
  const known = random.chance(share)
  return {
    id: timedId(at, random),
    at,
    words: tale.description,
    ...(known
      ? { name: invent(), phone: `1540${String(random.int(100_000, 9_999_999)).padStart(7, '0')}`, callBack: random.chance(0.93) }
      : {}),
    ...external,
  }
}

export interface Door {
  readonly actor: Actor
  readonly terminal: string
}

/** Through whose hands a report came in. */
export function doorOf(town: string, channel: Channel, areaCode: string, at: number, staff: Staff, random: Random): Door {
  const machine = (key: string, name: string): Door => ({ actor: machineActor(town, seededId(`machine/${key}`), name, []), terminal: name })
  switch (channel) {
    case 'grid':
      return { actor: staff.gridWorker(areaCode) ?? staff.on('grid-worker', at, random), terminal: '手机' }
    case 'public':
      return { actor: publicActor(town), terminal: '公众网页' }
    case 'counter':
      return { actor: staff.on('counter', at, random), terminal: '' }
    case 'hotline':
      return machine('12345', '12345热线平台')
    case 'camera':
      return machine('vision', '视频识别平台')
    case 'device':
      return machine('sensing', '物联感知平台')
    default:
      return { actor: staff.on('dispatcher', at, random), terminal: '' }
  }
}
