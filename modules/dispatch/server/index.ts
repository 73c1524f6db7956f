import { rolePermissions } from '#core/org/contract.ts'
import { overhearing } from '#platform/server/index.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { dispatchFaults } from '../faults.ts'
import { dutyRoutes } from './duty-routes.ts'
import { mapRoutes } from './map-routes.ts'
import { dispatchPermissions, dispatchRolePermissions } from './permissions.ts'
import { screenChanged } from '../screen-facts.ts'
import { screenRoutes } from './screen-routes.ts'
import { isDisplay } from './screen-actor.ts'
import { seatRoutes } from './seat-routes.ts'

/** 指挥调度 1.2: one map, the seat, duty and plans, the wall. */
export const dispatchModule: ServerModule = {
  name: 'dispatch',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: dispatchPermissions,
  faults: dispatchFaults,
  routes: [...mapRoutes, ...seatRoutes, ...dutyRoutes, ...screenRoutes],
  facts: [screenChanged],
  contributes: [overhearing.of(isDisplay), rolePermissions.of(...dispatchRolePermissions)],
}
