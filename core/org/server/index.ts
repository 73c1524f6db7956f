import type { ServerModule } from '#platform/server/module.ts'
import { hearing } from '#platform/server/index.ts'
import { orgFaults } from '../faults.ts'
import { orgPermissions, orgRolePermissions, rolePermissions } from '../roles.ts'
import { appointmentRoutes } from './appointment-routes.ts'
import { actorHears } from './hears.ts'
import { awayChanged } from '../away.ts'
import { auditRoutes } from './audit-log.ts'
import { authenticate } from './authenticate.ts'
import { openFirstTown } from './first-town.ts'
import { tokenRoutes } from './machine-tokens.ts'
import { type Cost, standardCost } from './password-hash.ts'
import { personRoutes } from './person-routes.ts'
import { postRoutes } from './posts.ts'
import { roleRoutes } from './roles.ts'
import { secondFactorRoutes } from './second-factor.ts'
import { sessionRoutes } from './session-routes.ts'
import { ensureRoles, towns } from './town.ts'
import { unitRoutes } from './unit-routes.ts'

/** The organisation module; `cost` is that of new password hashes (tests take a weak one). */
export function makeOrgModule({ cost = standardCost }: { cost?: Cost } = {}): ServerModule {
  return {
    name: 'org',
    migrations: new URL('./migrations/', import.meta.url),
    permissions: orgPermissions,
    faults: orgFaults,
    routes: [
      ...sessionRoutes(cost),
      ...secondFactorRoutes,
      ...unitRoutes,
      ...postRoutes,
      ...personRoutes(cost),
      ...appointmentRoutes,
      ...roleRoutes,
      ...tokenRoutes,
      ...auditRoutes,
    ],
    facts: [awayChanged],
    contributes: [hearing.of(actorHears), rolePermissions.of(...orgRolePermissions)],
    authenticate,
    async start(platform) {
      const known = await towns(platform)
      for (const town of known) await ensureRoles(platform.db.read, town.code)
      if (known.length === 0 && platform.config.town === 'empty') await openFirstTown(platform, cost)
    },
  }
}

export const orgModule = makeOrgModule()

export { type Confinement, confinements } from './confined.ts'
export { route, unkept } from './route.ts'
export { actorOf } from './seat.ts'
export { findMachineActor, machineActor } from './machine-actor.ts'
export { type NewMachineToken, issueMachineToken, machineTokensOf, revokeMachineToken } from './machine-tokens.ts'
export { setDisplayCookie } from './session-cookie.ts'
export { findMachineToken } from './token.ts'
export { type NewTown, type Town, createTown, getTown, townOf, towns } from './town.ts'
export { listPostRows } from './post-rows.ts'
export { findUnit, getUnit, getUnitDetail, listUnits, unitNames, unitSubtree } from './unit-rows.ts'
export { type Member, type MemberQuery, peopleAt, personNames } from './members.ts'
export { type Names, namesOf } from './names.ts'
export { type Branch, type ScopeColumns, codeAfter, scopeBranches, scopeCondition } from './scope-sql.ts'
export { type LoadedAppointment, type LoadedPerson, type LoadedPost, type LoadedUnit, type OrgLoad, loadOrg } from './load-org.ts'
export { type Cost, hashPassword, standardCost, weakCost } from './password-hash.ts'
export { type Away, type AwayFinder, awayFinders, awayOn } from './away.ts'
export { type PanelAsk, type ScreenPanel, screenPanels } from './panels.ts'
export { setPassword } from './change-password.ts'
export { record } from './record.ts'
