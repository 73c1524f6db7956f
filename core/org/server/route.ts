import { routeFor } from '#platform/server/module.ts'
import type { Actor } from '../actor.ts'

/** Binds an endpoint to its use case; every module's routes are made with it. */
export const route = routeFor<Actor>()
