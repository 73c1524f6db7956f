import { health } from '../contract/health.ts'
import type { Principal } from '../contract/principal.ts'
import { type Route, routeFor } from './module.ts'
import { packageVersion } from './version.ts'

export const healthRoutes: readonly Route[] = [
  routeFor<Principal>()(health, async ({ platform }) => {
    // A database that is away makes this a 503, which is what a load balancer wants to know.
    await platform.db.read.query('select 1')
    return {
      status: 'ok' as const,
      version: packageVersion,
      town: platform.config.town,
      database: platform.config.databaseUrl ? ('server' as const) : ('embedded' as const),
      uptime: Math.floor(process.uptime()),
    }
  }),
]
