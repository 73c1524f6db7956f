import { rolePermissions } from '#core/org/contract.ts'
import { caseEffects, casePreparations, namedGuards, processes } from '#core/case/server/index.ts'
import { promiseBroken } from '../../case-facts.ts'
import { serviceGuards } from '../../case-guards.ts'
import { ratingFixProcess } from '../../processes/rating-fix.ts'
import { serviceProcess } from '../../processes/service.ts'
import { caseGrants, casePermissions } from './permissions.ts'
import { casePreparationsOfService } from './preparations.ts'
import { serviceEffects } from './record.ts'
import { bundleRoutes } from './bundle.ts'
import { publicCaseRoutes } from './public.ts'
import { ratingFixed, ratingPreparation } from './ratings.ts'
import { ratingRoutes } from './rating-routes.ts'
import { caseRoutesOfService } from './routes.ts'

/** The half of the module that is cases: what its manifest adds to that of the matters. */
export const serviceCases = {
  permissions: casePermissions,
  routes: [...caseRoutesOfService, ...publicCaseRoutes, ...ratingRoutes, ...bundleRoutes],
  facts: [promiseBroken],
  contributes: [
    processes.of(
      { process: serviceProcess, readPermission: 'service.case.read' },
      { process: ratingFixProcess, readPermission: 'service.rating.read' },
    ),
    namedGuards.of(...serviceGuards),
    casePreparations.of(...casePreparationsOfService, ratingPreparation),
    caseEffects.of(...serviceEffects, ratingFixed),
    rolePermissions.of(...caseGrants),
  ],
} as const
