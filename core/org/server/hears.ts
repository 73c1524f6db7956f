import { type Hears, earsHear } from '#platform/server/index.ts'
import type { Actor } from '../actor.ts'

/** The live stream's ears: my person, my units, my areas; desk roles with town-wide reading hear every area. */
export const actorHears: Hears = (principal, audience) => {
  // `authenticate` of this module made every principal of a request, so it is an Actor.
  const actor = principal as Actor
  const wholeTown = [...actor.reach.entries()].some(
    ([permission, reach]) => permission.endsWith('.case.read') && !permission.startsWith('case.') && reach.includes('town'),
  )
  return earsHear({ person: actor.personId || undefined, units: actor.unitIds, areas: actor.areas, wholeTown }, audience)
}
