import type { Actor } from '#core/org/contract.ts'
import { type Confinement, machineActor } from '#core/org/server/index.ts'

/** The one thing a display may do; its token holds this and nothing else. */
export const screenPermission = 'dispatch.screen.read'

/** What a display needs: its figures, the ground of its map and the live line. */
export const displayConfinement: Confinement = { permission: screenPermission, paths: ['/screen', '/map/ground', '/map/tiles', '/live'] }

/** A wall without a person: by its own link. */
export const isDisplay = (actor: Pick<Actor, 'permissions'> & { readonly kind?: string }): boolean =>
  actor.kind === 'machine' && actor.permissions.has(screenPermission)

/**
 * Who counts. A person counts with their own reach. A display may reach nothing itself; for it a counter without a name counts the whole
 * town with just the permissions the panel or layer names, and only what passes the reply's schema leaves.
 * @returns undefined when this viewer may not see it
 */
export function counterFor(actor: Actor, permission: string, reads: readonly string[] = []): Actor | undefined {
  if (isDisplay(actor)) return machineActor(actor.town, 'screen', '大屏', [permission, ...reads])
  return actor.permissions.has(permission) ? actor : undefined
}
