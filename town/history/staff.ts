import { DAY, HOUR } from '#core/calendar/contract.ts'
import type { Actor, RoleKey } from '#core/org/contract.ts'
import type { Random } from '#town/geometry/index.ts'
import type { TownPeople } from '#town/people/index.ts'
import { midnight } from './rhythm.ts'

/** The invented people as actors at their posts: who is on duty when. */
export interface Staff {
  /** Somebody of a role on duty at an instant; `not` are people who may not (the handler cannot verify). */
  on(role: RoleKey, at: number, random: Random, not?: readonly string[]): Actor
  /** Somebody who may act for a unit: a handler, or a station's own people. */
  of(unitId: string, random: Random): Actor
  /** Somebody whose own unit it is, whatever their role; undefined for a unit without posts. */
  member(unitId: string, random: Random): Actor | undefined
  /** The grid worker of an area, by the longest prefix of its code. */
  gridWorker(areaCode: string): Actor | undefined
  /** The unit of a role of the responsibility list; a station by the place. */
  unitFor(duty: string, areaCode: string, random: Random): string | undefined
  unitName(unitId: string): string
  station(areaCode: string): string | undefined
}

/** A chair with whoever sits on it. */
export interface Seat {
  readonly personId: string
  readonly name: string
  readonly postId: string
  readonly postTitle: string
  readonly unitId: string
  readonly role: string
  readonly areas: readonly string[]
}

/** What is known of the organisation: from the generator or from the database. */
export interface StaffRows {
  readonly seats: readonly Seat[]
  readonly units: readonly { readonly id: string; readonly code: string; readonly name: string; readonly parentId: string | null }[]
  /** Role of the responsibility list → unit. */
  readonly duties: ReadonlyMap<string, string>
  /** Village code → station. */
  readonly stations: ReadonlyMap<string, string>
}

const handling: readonly string[] = ['handler', 'village']

/** The generator's people as seats. */
export function rowsOfPeople(people: TownPeople): StaffRows {
  const persons = new Map(people.people.map((person) => [person.id, person]))
  const holders = new Map(people.appointments.map(({ personId, postId }) => [postId, personId]))
  return {
    seats: people.posts.map((post) => {
      const { id, name } = persons.get(holders.get(post.id)!)!
      return { personId: id, name, postId: post.id, postTitle: post.title, unitId: post.unitId, role: post.role, areas: post.areaCodes }
    }),
    units: people.units,
    duties: new Map(people.units.flatMap(({ dutyRole, villageCode, id }) => (dutyRole && !villageCode ? [[dutyRole, id] as const] : []))),
    stations: new Map(people.units.flatMap(({ villageCode, id }) => (villageCode ? [[villageCode, id] as const] : []))),
  }
}

export function makeStaff(town: string, { seats, units: unitRows, duties, stations }: StaffRows): Staff {
  const units = new Map(unitRows.map((unit) => [unit.id, unit]))
  const below = (unitId: string): string[] => [
    unitId,
    ...unitRows.filter(({ parentId }) => parentId === unitId).flatMap(({ id }) => below(id)),
  ]
  const actorAt = ({ personId, name, postId, postTitle, unitId, role, areas }: Seat): Actor => ({
    kind: 'person',
    town,
    subject: `person:${personId}`,
    signedIn: true,
    permissions: new Set(),
    reach: new Map(),
    personId,
    name,
    postId,
    postTitle,
    unitId,
    unitName: units.get(unitId)?.name ?? '',
    unitIds: below(unitId),
    roles: [role],
    areas,
  })
  const actors = seats.map(actorAt)
  const byRole = Map.groupBy(actors, ({ roles }) => roles[0]!)
  const byUnit = Map.groupBy(actors, ({ unitId }) => unitId)
  const workers = new Map(
    (byRole.get('grid-worker') ?? []).flatMap((actor) =>
      actor.areas.length === 1 && actor.areas[0]!.length === 15 ? [[actor.areas[0]!, actor] as const] : [],
    ),
  )
  const teams = unitRows.filter(({ code }) => /^enforcement-\d$/u.test(code)).map(({ id }) => id)
  const handlersOf = (unitId: string): Actor[] => (byUnit.get(unitId) ?? []).filter(({ roles }) => handling.includes(roles[0]!))

  return {
    on(role, at, random, not = []) {
      const all = byRole.get(role)!
      // Three shifts a day over groups of a third: the same few all through a shift, others the next.
      const size = Math.max(1, Math.ceil(all.length / 3))
      const shift = Math.floor((at - midnight(at)) / (8 * HOUR)) + Math.floor(at / DAY)
      const group = Array.from({ length: size }, (_, i) => all[(shift * size + i) % all.length]!)
      const free = (list: readonly Actor[]) => list.filter(({ personId }) => !not.includes(personId))
      const able = free(group)
      return random.pick(able.length > 0 ? able : free(all))
    },
    of(unitId, random) {
      const own = handlersOf(unitId)
      if (own.length === 0) throw new Error(`nobody handles for ${units.get(unitId)?.name}`)
      // The head seldom does it alone.
      return random.pick(own.length > 2 && random.chance(0.9) ? own.slice(1) : own)
    },
    member: (unitId, random) => {
      const own = byUnit.get(unitId)
      return own && random.pick(own)
    },
    gridWorker: (areaCode) => workers.get(areaCode.slice(0, 15)),
    unitFor(duty, areaCode, random) {
      if (duty === 'village') return stations.get(areaCode.slice(0, 12))
      // The bureau's teams each have their beats; a third of the orders still go to the bureau's own desk.
      if (duty === 'enforcement' && random.chance(0.66)) {
        const beat = teams.filter((id) => handlersOf(id).some(({ areas }) => areas.some((area) => areaCode.startsWith(area))))
        if (beat.length > 0) return random.pick(beat)
      }
      const unit = duties.get(duty)
      return unit && handlersOf(unit).length > 0 ? unit : undefined
    },
    unitName: (unitId) => units.get(unitId)?.name ?? '',
    station: (areaCode) => stations.get(areaCode.slice(0, 12)),
  }
}
