/**
 * Organisation (组织): units, posts, people and who may do what, all dated. Pure; the same code runs on the server,
 * at the desk and on the handset.
 */
export { Reach, publicActor, systemActor } from './actor.ts'
export type { Actor } from './actor.ts'
export { Day, dayOf } from './day.ts'
export { reaches } from './scope.ts'
export type { Subject } from './scope.ts'
export { Duty, grant, grantAll, orgPermissions, roleDuties, roleKeys, rolePermissions, roleTitles } from './roles.ts'
export type { RoleKey, RolePermission } from './roles.ts'
export { orgFaults } from './faults.ts'
export { demoPassword, passwordFaults } from './password.ts'
export * from './session.ts'
export { viewerOf } from './viewer-of.ts'
export * from './second-factor.ts'
export * from './unit.ts'
export * from './post.ts'
export * from './person.ts'
export * from './appointment.ts'
export { awayChanged } from './away.ts'
export * from './role.ts'
export * from './machine-token.ts'
export * from './audit-log.ts'
