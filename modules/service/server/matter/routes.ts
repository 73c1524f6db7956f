import { dayOf } from '#core/org/contract.ts'
import { route } from '#core/org/server/index.ts'
import { readMatter } from '../../matter-endpoints.ts'
import { getMatter } from './versions.ts'

export const matterRoutes = [
  route(readMatter, ({ tx, actor, params, query, now }) => getMatter(tx, actor.town, params.code, query.on ?? dayOf(now))),
]
