import { route } from '#core/org/server/index.ts'
import type { Route } from '#platform/server/module.ts'
import { issueOrder, listOrders, previewOrder, readOrder, recallOrder } from '../../order/endpoints.ts'
import { issue, recall } from './issue.ts'
import { getOrder, pageOrders } from './orders.ts'
import { previewOf } from './receivers.ts'

export const orderRoutes: readonly Route[] = [
  route(previewOrder, ({ tx, platform, actor, body: { ring, layers, to, units }, now }) =>
    previewOf({ tx, platform, actor, now }, { ring, layers }, to, units),
  ),
  route(issueOrder, ({ tx, platform, actor, body, now }) => issue({ tx, platform, actor, now }, body)),
  route(listOrders, ({ tx, actor, query, now }) => pageOrders(tx, actor.town, now, query)),
  route(readOrder, async ({ tx, actor, params, now }) => ({
    ...(await getOrder(tx, actor.town, params.id, now)),
    at: now.toISOString(),
  })),
  route(recallOrder, async ({ tx, platform, actor, params, body, now }) => ({
    recalled: await recall({ tx, platform, actor, now }, params.id, body.reason),
  })),
]
