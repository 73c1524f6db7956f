import { route } from '#core/org/server/index.ts'
import { dayAt, isValidOn } from '../contract.ts'
import { locatePoint, readAreas, readBaseMapLayers, readOutline, searchPlaces } from '../endpoints.ts'
import { getLocator } from './locator.ts'
import { findPlaceNames, listAreas, readBaseMap } from './store.ts'

export const areaRoutes = [
  route(readAreas, async ({ tx, actor, query, now }) => {
    const at = query.at ?? dayAt(now)
    const areas = (await listAreas(tx, actor.town)).filter(
      (a) => isValidOn(a, at) && (!query.tier || a.tier === query.tier) && (!query.parent || a.parent === query.parent),
    )
    return { at, areas }
  }),
  route(locatePoint, async ({ tx, actor, query, now }) =>
    (await getLocator(tx, actor.town)).locate([query.lng, query.lat], query.at ?? now),
  ),
  route(searchPlaces, async ({ tx, actor, query }) => ({ places: await findPlaceNames(tx, actor.town, query.q, query.limit) })),
  route(readBaseMapLayers, async ({ tx, actor, reply }) => {
    reply.header('cache-control', 'public, max-age=300')
    return { layers: await readBaseMap(tx, actor.town) }
  }),
  route(readOutline, async ({ tx, actor, now, reply }) => {
    reply.header('cache-control', 'public, max-age=300')
    const day = dayAt(now)
    return { areas: (await listAreas(tx, actor.town)).filter((a) => isValidOn(a, day) && (a.tier === 'town' || a.tier === 'village')) }
  }),
]
