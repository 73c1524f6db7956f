import type { Tx } from '#platform/server/database.ts'
import { type Day, dayOf } from '../day.ts'
import { personNames } from './members.ts'
import { unitNames } from './unit-rows.ts'

/** As long as a session: what is renamed in this process is forgotten at once (`forgetAll`), elsewhere after these seconds. */
const keepMs = 5_000
const most = 20_000
let kept = new Map<string, string>()
let keptSince = 0

/** Called with `forgetAll`. */
export function forgetNames(): void {
  kept = new Map()
}

function names(): Map<string, string> {
  const now = Date.now()
  if (now - keptSince > keepMs || kept.size > most) {
    kept = new Map()
    keptSince = now
  }
  return kept
}

export interface Names {
  /** Empty text for an id that is unknown. */
  readonly unit: (id: string) => string
  readonly person: (id: string) => string
}

/**
 * Names of units (as called on `day`, today by default) and people, looked up once for a whole list. Every page and every act asks for
 * the same few, so they are remembered for some seconds.
 */
export async function namesOf(
  tx: Tx,
  town: string,
  unitIds: readonly string[],
  personIds: readonly string[],
  day: Day = dayOf(new Date()),
): Promise<Names> {
  const known = names()
  const unitKey = (id: string): string => `${town}/${day}/${id}`
  const personKey = (id: string): string => `${town}/${id}`
  const [units, people] = await Promise.all([
    unitNames(
      tx,
      town,
      unitIds.filter((id) => !known.has(unitKey(id))),
      day,
    ),
    personNames(
      tx,
      town,
      personIds.filter((id) => !known.has(personKey(id))),
    ),
  ])
  for (const [id, name] of units) known.set(unitKey(id), name)
  for (const [id, name] of people) known.set(personKey(id), name)
  return { unit: (id) => known.get(unitKey(id)) ?? '', person: (id) => known.get(personKey(id)) ?? '' }
}
