import { registry } from '#platform/contract/registry.ts'
import type { Platform } from '#platform/server/module.ts'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'

/**
 * A machine whose one permission is this may ask these addresses only; everywhere else it is a stranger. Any session reaches what is `signed-in`
 * (who answers for a place, whose notice this is), and a display in a hall must not.
 */
export interface Confinement {
  readonly permission: string
  /** Beginnings of paths below `/api`, whole segments. */
  readonly paths: readonly string[]
}
export const confinements = registry<Confinement>('org.confinements')

/** Whether this machine may ask this address at all. */
export function mayAsk(machine: Actor, request: Pick<FastifyRequest, 'url'>, platform: Pick<Platform, 'contributions'>): boolean {
  const [only, ...more] = machine.permissions
  const confined = more.length === 0 ? confinements.from(platform.contributions).filter(({ permission }) => permission === only) : []
  if (confined.length === 0) return true
  const path = request.url.split('?')[0]!
  return confined.some(({ paths }) => paths.some((each) => path === `/api${each}` || path.startsWith(`/api${each}/`)))
}
