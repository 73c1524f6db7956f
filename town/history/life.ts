import { type Limit, type TownCalendar, HOUR, addLimit } from '#core/calendar/contract.ts'
import type { CaseFile, CaseState } from '#core/case/contract.ts'
import type { PastRules } from '#core/case/server/index.ts'
import type { Located } from '#core/area/contract.ts'
import type { Actor } from '#core/org/contract.ts'
import type { ClassCatalogue } from '#modules/incident/contract.ts'
import type { PastIncident } from '#modules/incident/server/index.ts'
import type { Position, Random } from '#town/geometry/index.ts'
import type { Fate } from './fate.ts'
import type { Staff } from './staff.ts'
import type { Tale } from './tell.ts'

/** What every life is lived in. */
export interface World {
  readonly rules: PastRules
  readonly calendar: TownCalendar
  readonly staff: Staff
  readonly systemActor: Actor
  /** The class catalogue in force at an instant: the town began to demand photos only lately. */
  readonly catalogueAt: (at: number) => ClassCatalogue
  readonly locate: (position: Position, at: number) => Located
  /** A picture of a problem before or after it was dealt with. */
  readonly photo: (code: string, side: 'before' | 'after', at: number) => CaseFile
  readonly now: number
}

export interface Life {
  readonly world: World
  readonly incident: PastIncident
  readonly tale: Tale
  readonly fate: Fate
  readonly random: Random
  /** The incident this one is merged into, when its fate says so. */
  readonly main: PastIncident | undefined
  /** What will be done about it, in the unit's words. */
  readonly fix: string
  /** Everybody who acted so far. */
  readonly actors: Map<string, Actor>
  /** When its last act was done. */
  at: number
}

/** One act of a life, not done yet. */
export interface Step {
  readonly action: string
  readonly actor: Actor
  readonly at: number
  readonly input?: Readonly<Record<string, unknown>>
  readonly terminal?: string
  readonly located?: Located
}
export type Steps = Generator<Step, void, void>

export const stateOf = (life: Life): CaseState => life.incident.past.state
export const areaOf = (life: Life): string => {
  const { areaCode } = stateOf(life).data
  return typeof areaCode === 'string' ? areaCode : ''
}

/** Log-normal around a median: most things go quickly, a few take long. */
export function around(median: number, spread: number, random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  return median * Math.exp(spread * normal)
}

const odd = (random: Random): number => random.int(5, 230) * 1000

/** An instant some share of a limit after a start, in the limit's own unit; never before the last act. */
export function afterShare(life: Life, start: number, limit: Limit, share: number): number {
  const at = addLimit(life.world.calendar, start, { n: limit.n * share, unit: limit.unit }) + odd(life.random)
  return Math.max(at, life.at + odd(life.random))
}

/** So many working hours after the last act; round the clock where it is urgent. */
export function afterHours(life: Life, hours: number): number {
  const urgent = stateOf(life).data['grade'] === 'I' || stateOf(life).data['grade'] === 'II'
  if (urgent) return life.at + Math.round(hours * 0.5 * HOUR) + odd(life.random)
  return addLimit(life.world.calendar, life.at, { n: hours, unit: 'working-hour' }) + odd(life.random)
}

/** So many minutes of the clock after the last act. */
export const afterMinutes = (life: Life, minutes: number): number => life.at + Math.round(minutes * 60_000) + life.random.int(0, 50_000)
