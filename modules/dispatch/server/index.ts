import { rolePermissions } from '#core/org/contract.ts'
import { confinements, screenPanels } from '#core/org/server/index.ts'
import { overhearing } from '#platform/server/index.ts'
import { caseEffects, caseIntakes, casePreparations, processes } from '#core/case/server/index.ts'
import { nearbyFinders } from '#core/area/server/index.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { dispatchFaults } from '../faults.ts'
import { orderPanel, responsePanel } from './answers/panels.ts'
import { dutyRoutes } from './duty-routes.ts'
import { mapRoutes } from './map-routes.ts'
import { dispatchPermissions, dispatchRolePermissions } from './permissions.ts'
import { planEffects, planPreparations } from './plan-effects.ts'
import { planIntake } from './plan-intake.ts'
import { orderRoutes } from './order/routes.ts'
import { planRoutes } from './plan-routes.ts'
import { resourceFinder } from './resource-finder.ts'
import { activationProcess } from '../processes/plan-activation.ts'
import { orderProcess } from '../processes/field-order.ts'
import { taskProcess } from '../processes/plan-task.ts'
import { screenChanged } from '../screen-facts.ts'
import { screenRoutes } from './screen-routes.ts'
import { displayConfinement, isDisplay } from './screen-actor.ts'
import { seatRoutes } from './seat-routes.ts'

export { type SampleBinding, installSamples } from './plans.ts'
export { replaceDays } from './roster.ts'
export { beginShift } from './shifts.ts'

/** 指挥调度 1.2: one map, the seat, duty and plans, the wall. */
export const dispatchModule: ServerModule = {
  name: 'dispatch',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: dispatchPermissions,
  faults: dispatchFaults,
  routes: [...mapRoutes, ...seatRoutes, ...dutyRoutes, ...planRoutes, ...orderRoutes, ...screenRoutes],
  facts: [screenChanged],
  contributes: [
    overhearing.of(isDisplay),
    confinements.of(displayConfinement),
    rolePermissions.of(...dispatchRolePermissions),
    processes.of(
      { process: activationProcess, readPermission: 'dispatch.plan.read' },
      { process: taskProcess, readPermission: 'dispatch.task.read' },
      { process: orderProcess, readPermission: 'dispatch.task.read' },
    ),
    caseEffects.of(...planEffects),
    casePreparations.of(...planPreparations),
    caseIntakes.of(planIntake),
    nearbyFinders.of(resourceFinder),
    screenPanels.of(responsePanel, orderPanel),
  ],
}
