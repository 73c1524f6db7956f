import { rolePermissions } from '#core/org/contract.ts'
import { screenPanels } from '#core/org/server/index.ts'
import { mapLayers, nearbyFinders } from '#core/area/server/index.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { patrolFaults } from '../faults.ts'
import { patrolPermissions, patrolRolePermissions } from '../permissions.ts'
import { endForgottenDuty } from './duty.ts'
import { peopleLayer, peopleNearby, vehiclesLayer, vehiclesNearby } from './layers.ts'
import { positionRoutes } from './position-routes.ts'
import { findingsPanel, forcePanel, roundsPanel } from './panels.ts'
import { coverRests, planRounds } from './plans.ts'
import { responseRoutes } from './response.ts'
import { forgetTracks } from './retention.ts'
import { roundsLayer } from './round-layer.ts'
import { roundRoutes } from './round-routes.ts'
import { closeRounds } from './rounds.ts'
import { startTerminals } from './terminal/door.ts'
import { vehicleRoutes } from './vehicle-routes.ts'

export { type MoverPoints, type NewPoint, recordPoints } from './record.ts'
export { readPoints, trackView } from './tracks.ts'
export { makeAllRounds } from './plans.ts'

/** 巡查走访 2.2: positions, vehicles, objects and checklists, plans, rounds, visits. */
export const patrolModule: ServerModule = {
  name: 'patrol',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: patrolPermissions,
  faults: patrolFaults,
  routes: [...positionRoutes, ...vehicleRoutes, ...roundRoutes, ...responseRoutes],
  handlers: [coverRests],
  services: { mqtt: startTerminals },
  jobs: [endForgottenDuty, forgetTracks, planRounds, closeRounds],
  contributes: [
    rolePermissions.of(...patrolRolePermissions),
    mapLayers.of(peopleLayer, vehiclesLayer, roundsLayer),
    screenPanels.of(forcePanel, roundsPanel, findingsPanel),
    nearbyFinders.of(peopleNearby, vehiclesNearby),
  ],
}
