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

interface Held {
  readonly step: string
  readonly count: number
  /** Hours ago they came in. */
  readonly ago: readonly [number, number]
  readonly bend: Partial<Fate>
}

/** Something to see in every queue on the first day: how many, and how the fate is bent to get there. */
const held: readonly Held[] = [
  { step: 'acceptance', count: 12, ago: [0.05, 0.7], bend: {} },
  { step: 'dispatch', count: 5, ago: [0.6, 5], bend: { intake: 'accept' } },
  { step: 'ruling', count: 3, ago: [28, 100], bend: { intake: 'dispatch', returns: 2 } },
  { step: 'extension', count: 3, ago: [28, 100], bend: { intake: 'dispatch', extension: 'granted', returns: 0, crew: false } },
  { step: 'escalated', count: 2, ago: [28, 100], bend: { intake: 'dispatch', escalate: true, returns: 0 } },
  { step: 'voiding', count: 2, ago: [1, 30], bend: { intake: 'void' } },
  { step: 'check', count: 4, ago: [1, 20], bend: { intake: 'check' } },
  { step: 'shelved', count: 3, ago: [28, 100], bend: { intake: 'dispatch', shelve: true, returns: 0 } },
  { step: 'callback', count: 6, ago: [28, 100], bend: { intake: 'dispatch', returns: 0, pace: 0.1, reworks: 0 } },
  { step: 'verification', count: 4, ago: [28, 100], bend: { intake: 'dispatch', returns: 0, pace: 0.2 } },
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
  return held.flatMap(({ step, count, ago, bend }) => {
    let before: Tale | undefined
    return Array.from({ length: count }, (_, i): Plan => {
      const own = random.fork(`held ${step} ${i}`)
      const at = now - Math.floor(own.range(...ago) * HOUR)
      // Only told by people with a phone: machines are neither called back nor argued about. Every fourth new one tells of the same as the
      // one before: something for the dispatcher to join.
      const told = step === 'acceptance' && i % 4 === 3 && before ? before : invent(spotOf, false, own)
      before = told
      const tale = { ...retell(told, own), channel: 'hotline' as const }
      const fate = { ...drawFate(tale, own, { storm: false, photos: at > photosFrom }), outcome: 'solved' as const, ...bend, hold: step }
      return { at, tale, fate, random: own, first: undefined, merge: false }
    })
  })
}
