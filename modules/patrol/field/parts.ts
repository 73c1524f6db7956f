import { dayAt } from '#core/area/contract.ts'
import type { PackagePart } from '#platform/client/field-module.ts'
import { call } from '#platform/client/call.ts'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import {
  type Checklist,
  type PatrolObject,
  type RoundDetail,
  listChecklists,
  listObjects,
  listRounds,
  listTrips,
  listVehicles,
  readChecklist,
  readDuty,
  readRound,
} from '../contract.ts'

const round = ['patrol.round.do']

export type DutyHeld = ReplyOf<typeof readDuty>
export const dutyPart: PackagePart<DutyHeld> = {
  key: 'patrol.duty',
  title: '上岗状态',
  needs: ['patrol.duty.do'],
  everyMinutes: 5,
  pull: () => call(readDuty, {}),
}

export interface RoundsHeld {
  readonly rounds: readonly RoundDetail[]
  readonly checklists: readonly Checklist[]
  /** Lists a round under way began with, of which a newer one was published since. */
  readonly older: readonly Checklist[]
  readonly objects: readonly PatrolObject[]
}

/** The versions begun rounds still ask that are no longer the published ones. */
export function olderLists(
  rounds: readonly RoundDetail[],
  published: readonly Pick<Checklist, 'id' | 'version'>[],
): { readonly id: string; readonly version: number }[] {
  const now = new Map(published.map(({ id, version }) => [id, version]))
  const asked = rounds.filter(({ round }) => round.state === 'running').flatMap(({ stops }) => stops)
  const wanted = asked.filter((stop) => now.get(stop.checklistId) !== stop.version)
  return [...new Map(wanted.map(({ checklistId: id, version }) => [`${id} ${version}`, { id, version }])).values()]
}

/** The list that counts for an object: of the round it is seen in, else the published one. Undefined when the device has not got it. */
export function listFor(held: RoundsHeld, object: PatrolObject, roundId: string | undefined): Checklist | undefined {
  const stop = held.rounds.find(({ round }) => round.id === roundId)?.stops.find(({ objectId }) => objectId === object.id)
  const fits = (list: Checklist): boolean => list.id === object.checklistId && (stop === undefined || list.version === stop.version)
  return held.checklists.find(fits) ?? (held.older ?? []).find(fits)
}

/** Everything a round needs without a line: today's rounds with their places, every list, the objects of my area that are due first. */
export const roundsPart: PackagePart<RoundsHeld> = {
  key: 'patrol.rounds',
  title: '今天的巡查、清单和对象',
  needs: round,
  everyMinutes: 15,
  // The end of a round brings its kilometres and its ground.
  renewAfter: ['patrol.round'],
  pull: async () => {
    const today = dayAt(Date.now())
    const [mine, lists, objects] = await Promise.all([
      call(listRounds, { query: { mine: 'true', day: today, limit: 20 } }),
      call(listChecklists, { query: { limit: 200 } }),
      call(listObjects, { query: { limit: 200 } }),
    ])
    const rounds = await Promise.all(mine.rows.map(({ id }) => call(readRound, { params: { id } })))
    const older = await Promise.all(
      olderLists(rounds, lists.rows).map(({ id, version }) => call(readChecklist, { params: { id, version } })),
    )
    return { rounds, checklists: lists.rows, older, objects: objects.rows }
  },
}

export interface VehiclesHeld {
  readonly vehicles: ReplyOf<typeof listVehicles>['rows']
  readonly trips: ReplyOf<typeof listTrips>['rows']
  /** Mine that ended, the newest first: what the dial and the track said. */
  readonly past: ReplyOf<typeof listTrips>['rows']
}
export const vehiclesPart: PackagePart<VehiclesHeld> = {
  key: 'patrol.vehicles',
  title: '车辆与在外车次',
  needs: ['patrol.vehicle.drive'],
  everyMinutes: 30,
  renewAfter: ['patrol.depart', 'patrol.return'],
  pull: async () => {
    const [vehicles, trips, past] = await Promise.all([
      call(listVehicles, { query: { limit: 100 } }),
      call(listTrips, { query: { open: 'true', limit: 50 } }),
      call(listTrips, { query: { open: 'false', limit: 10 } }),
    ])
    return { vehicles: vehicles.rows, trips: trips.rows, past: past.rows }
  },
}
