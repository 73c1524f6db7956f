import { rolePermissions } from '#core/org/contract.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { dispatchFaults } from '../faults.ts'
import { dutyRoutes } from './duty-routes.ts'
import { mapRoutes } from './map-routes.ts'
import { dispatchPermissions, dispatchRolePermissions } from './permissions.ts'
import { screenRoutes } from './screen-routes.ts'
import { seatRoutes } from './seat-routes.ts'

/** 指挥调度 1.2: one map, the seat, duty and plans, the wall. */
export const dispatchModule: ServerModule = {
  name: 'dispatch',
  permissions: dispatchPermissions,
  faults: dispatchFaults,
  routes: [...mapRoutes, ...seatRoutes, ...dutyRoutes, ...screenRoutes],
  contributes: [rolePermissions.of(...dispatchRolePermissions)],
}
