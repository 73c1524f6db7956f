import { type SmallTown, ground, smallTown } from '#modules/incident/server/testing/small-town.ts'
import { newId } from '#platform/contract/id.ts'
import { patrolModule } from '../index.ts'

export { ground }
export type { SmallTown }

/** The small town of the incident module with patrols in it. */
export async function fieldTown(): Promise<SmallTown> {
  return smallTown([patrolModule])
}

/** Points along a street of the small town, one every ten seconds, some ten metres apart. */
export function walk(from: Date, count: number, { lng = 120.605, lat = 30.955, step = 0.0001, seconds = 10 } = {}) {
  return Array.from({ length: count }, (_, i) => ({
    at: new Date(from.getTime() + i * seconds * 1000).toISOString(),
    place: [lng + i * step, lat] as [number, number],
    accuracy: 8,
  }))
}

/** A vehicle of the small town. */
export const someVehicle = (n = 1) => ({ actionId: newId(), name: `巡查${n}车`, plate: `苏E·测试${n}`, odometer: 1000 })
