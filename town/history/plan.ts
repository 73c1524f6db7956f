import { HOUR } from '#core/calendar/contract.ts'
import type { Random } from '#town/geometry/index.ts'
import { type Fate, drawFate } from './fate.ts'
import { busyness, planDays } from './rhythm.ts'
import type { Spot } from './spots.ts'
import { type Tale, invent, retell } from './tell.ts'
import type { SpotKind } from './wording/index.ts'

/** One report to come in the history. */
export interface Plan {
  readonly at: number
  readonly tale: Tale
  readonly fate: Fate
  readonly random: Random
  /** The same problem told before; `merge` says whether the desk joined them. */
  readonly first: Plan | undefined
  readonly merge: boolean
}

export interface PlanOptions {
  readonly now: number
  readonly days: number
  /** From here on photos are demanded. */
  readonly photosFrom: number
  readonly random: Random
  readonly spotOf: (kind: SpotKind, random: Random) => Spot
}

/** Something to see in every queue on the first day: how many, and how the fate is bent to get there. */
const held: readonly (readonly [step: string, count: number, bend: Partial<Fate>])[] = [
  ['ruling', 3, { intake: 'dispatch', returns: 2 }],
  ['extension', 3, { intake: 'dispatch', extension: 'granted', returns: 0 }],
  ['escalated', 2, { intake: 'dispatch', escalate: true, returns: 0 }],
  ['voiding', 2, { intake: 'void' }],
  ['check', 4, { intake: 'check' }],
  ['shelved', 3, { intake: 'dispatch', shelve: true, returns: 0 }],
  ['callback', 6, { intake: 'dispatch', returns: 0, pace: 0.1, reworks: 0 }],
  ['verification', 4, { intake: 'dispatch', returns: 0, pace: 0.2 }],
]

/** All reports of the last days up to now, in the order they came. */
export function planReports({ now, days, photosFrom, random, spotOf }: PlanOptions): Plan[] {
  const plans: Plan[] = []
  for (const { times, storm, from } of planDays(now, days, random)) {
    for (const [i, at] of times.entries()) {
      const own = random.fork(`report ${Math.round((now - from) / (24 * HOUR))}/${i}`)
      const tale = invent(spotOf, storm, own)
      const first: Plan = {
        at,
        tale,
        fate: drawFate(tale, own, { storm, photos: at > photosFrom }),
        random: own,
        first: undefined,
        merge: false,
      }
      plans.push(first, ...repeats(first, storm, now))
    }
  }
  return [...plans, ...heldPlans({ now, photosFrom, random, spotOf })].sort((a, b) => a.at - b.at)
}

/** Others who tell of the same thing within a day. */
function repeats(first: Plan, storm: boolean, now: number): Plan[] {
  const { random, tale, fate } = first
  const machine = tale.channel === 'camera' || tale.channel === 'device'
  if (machine || fate.intake === 'void' || fate.intake === 'check-false' || !random.chance(storm ? 0.11 : 0.05)) return []
  return Array.from(
    {
      length: random.weighted([
        [1, 8],
        [2, 2],
        [3, storm ? 2 : 0],
      ] as const),
    },
    (_, i) => {
      const own = random.fork(`again ${i}`)
      const at = first.at + Math.floor((0.2 + own.next() ** 2 * 22) * HOUR)
      const again = retell(tale, own)
      return {
        at,
        tale: again,
        fate: { ...drawFate(again, own, { storm, photos: false }), intake: 'dispatch' as const },
        random: own,
        first,
        merge: own.chance(0.74),
      }
    },
  ).filter(({ at }) => at < now - 60_000 && busyness(at) > 0.05)
}

function heldPlans({ now, photosFrom, random, spotOf }: Omit<PlanOptions, 'days'>): Plan[] {
  return held.flatMap(([hold, count, bend]) =>
    Array.from({ length: count }, (_, i): Plan => {
      const own = random.fork(`held ${hold} ${i}`)
      const at = now - Math.floor(own.range(28, 100) * HOUR)
      // Only told by people with a phone: machines are neither called back nor argued about.
      const tale = { ...retell(invent(spotOf, false, own), own), channel: 'hotline' as const }
      const fate = { ...drawFate(tale, own, { storm: false, photos: at > photosFrom }), outcome: 'solved' as const, ...bend, hold }
      return { at, tale, fate, random: own, first: undefined, merge: false }
    }),
  )
}
