import { rolePermissions } from '#core/org/contract.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { serviceFaults } from '../faults.ts'
import { matterGrants, matterPermissions } from './matter/permissions.ts'
import { matterRoutes } from './matter/routes.ts'

/** 审批服务 4.1–4.4. */
export const serviceModule: ServerModule = {
  name: 'service',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: matterPermissions,
  faults: serviceFaults,
  routes: matterRoutes,
  contributes: [rolePermissions.of(...matterGrants)],
}
