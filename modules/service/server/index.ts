import { rolePermissions } from '#core/org/contract.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { serviceFaults } from '../faults.ts'
import { serviceCases } from './case/index.ts'
import { matterGrants, matterPermissions } from './matter/permissions.ts'
import { matterRoutes } from './matter/routes.ts'

export { rateCase } from './case/ratings.ts'
export { take as takeCase } from './case/take.ts'

/** 审批服务 4.1–4.4. */
export const serviceModule: ServerModule = {
  name: 'service',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: { ...matterPermissions, ...serviceCases.permissions },
  faults: serviceFaults,
  routes: [...matterRoutes, ...serviceCases.routes],
  facts: serviceCases.facts,
  contributes: [rolePermissions.of(...matterGrants), ...serviceCases.contributes],
}

export { findMatter, getMatter, findOneThing, storeListSets, storeMatters, storeOneThings } from './matter/index.ts'
