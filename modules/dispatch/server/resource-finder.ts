import { bearingBetween, distanceBetween } from '#core/area/contract.ts'
import type { NearbyFinder } from '#core/area/server/index.ts'
import type { PlanResource } from '../plan/card.ts'

/** The supplies of the published plans that say where they lie. A town has tens of them: they are measured one by one. */
export const resourceFinder: NearbyFinder = {
  sort: 'resources',
  permission: 'dispatch.plan.read',
  find: async ({ tx, actor, point, limit }) => {
    const rows = await tx.query<{ key: string; title: string; resource: PlanResource }>(
      `select p.key, p.title, r as resource from (select distinct on (key) key, title, state, card from dispatch.plan where town = $1 and state <> 'draft' order by key, version desc) p,
         jsonb_array_elements(p.card->'resources') r where p.state = 'published' and r ? 'at'`,
      [actor.town],
    )
    const seen = new Set<string>()
    return rows
      .flatMap(({ key, title, resource }, i) => {
        // The same pumps stand in several plans.
        const name = `${resource.title} ${resource.place}`
        if (!resource.at || seen.has(name)) return []
        seen.add(name)
        const at = resource.at
        return [
          {
            id: `${key}/${i}`,
            title: `${resource.title} ${resource.amount}`,
            remark: [resource.place, resource.keeper, `${title}预案`].filter(Boolean).join(' · '),
            at,
            distance: distanceBetween([...point], at),
            bearing: bearingBetween([...point], at),
            href: `/plans/${key}`,
          },
        ]
      })
      .toSorted((a, b) => a.distance - b.distance)
      .slice(0, limit)
  },
}
