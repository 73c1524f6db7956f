import type { AnswerOf, EndpointSpec } from '#platform/contract/endpoint.ts'
import { type Call, routeFor } from '#platform/server/module.ts'
import type { Actor } from '../actor.ts'

/** Binds an endpoint to its use case; every module's routes are made with it. */
export const route = routeFor<Actor>()

/**
 * For endpoints with `transaction: 'own'` whose reply holds a secret (a phone, a one-time password, a token): one transaction
 * as usual, but the reply is not kept for replays, where it would lie in the clear.
 */
export function unkept<S extends EndpointSpec>(
  use: (call: Call<S, Actor>) => Promise<AnswerOf<S>>,
): (call: Call<S, Actor>) => Promise<AnswerOf<S>> {
  return (call) => call.platform.db.transaction((tx) => use({ ...call, tx }))
}
