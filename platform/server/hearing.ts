import type { Principal } from '../contract/principal.ts'
import { registry } from '../contract/registry.ts'

/** Whether this reader may hear a fact told to these audiences: `*`, `u:<unit>`, `p:<person>`, `a:<area code>`. */
export type Hears = (actor: Principal, audience: readonly string[]) => boolean

/** Filled by the module that knows people, units and areas. Any one that says yes is enough. */
export const hearing = registry<Hears>('platform.hearing')

/**
 * Who may know *that* something happened, whatever it was and whomever it was told to: only its name, never what it says. A wall reads
 * its figures anew after such a word.
 */
export const overhearing = registry<(actor: Principal) => boolean>('platform.overhearing')

export interface Ears {
  readonly person?: string | undefined
  readonly units: readonly string[]
  /** Codes of the areas the reader works in. */
  readonly areas: readonly string[]
  /** The reader's reach is the whole town: every area is heard. */
  readonly wholeTown: boolean
}

/**
 * The usual rule. Area codes nest by prefix, and both directions hear: a village hears what happens in its grids, a
 * grid worker hears what is told to the village.
 */
export function earsHear(ears: Ears, audience: readonly string[]): boolean {
  return audience.some((entry) => {
    if (entry === '*') return true
    const rest = entry.slice(2)
    switch (entry.slice(0, 2)) {
      case 'p:':
        return rest === ears.person
      case 'u:':
        return ears.units.includes(rest)
      case 'a:':
        return ears.wholeTown || ears.areas.some((area) => rest.startsWith(area) || area.startsWith(rest))
      default:
        return false
    }
  })
}

/** What everyone signed in hears when no module says more. */
export const hearsAll: Hears = (_actor, audience) => audience.includes('*')
