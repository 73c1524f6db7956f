import { rolePermissions } from '#core/org/contract.ts'
import { confinements, screenPanels } from '#core/org/server/index.ts'
import { caseEffects, processes } from '#core/case/server/index.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { adviceMoved, queueMoved, ticketCalled, ticketServed } from '../facts.ts'
import { hallFaults } from '../faults.ts'
import { stuckProcess } from '../processes/stuck.ts'
import { dayJob } from './day-close.ts'
import { tidalJob } from './look.ts'
import { hallPanels } from './panels.ts'
import { hallGrants, hallPermissions } from './permissions.ts'
import { hallRoutes } from './routes.ts'
import { screenConfinement } from './screen.ts'
import { stuckEffects } from './stuck.ts'

export { storeSetting } from './settings.ts'
export { storeCounter } from './setups.ts'

/** 政务大厅 4.2. */
export const hallModule: ServerModule = {
  name: 'hall',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: hallPermissions,
  faults: hallFaults,
  routes: hallRoutes,
  facts: [ticketCalled, ticketServed, queueMoved, adviceMoved],
  jobs: [tidalJob, dayJob],
  contributes: [
    confinements.of(screenConfinement),
    rolePermissions.of(...hallGrants),
    screenPanels.of(...hallPanels),
    processes.of({ process: stuckProcess, readPermission: 'hall.stuck.read' }),
    caseEffects.of(...stuckEffects),
  ],
}
