import { route } from '#core/org/server/index.ts'
import {
  checkBoundaries,
  exportAreas,
  readArea,
  readAreaCodes,
  readAreaVersions,
  redrawBoundaries,
  retireBoundary,
} from '../boundary-endpoints.ts'
import { dayAt, isValidOn } from '../contract.ts'
import { locatePoint, readAreas, readBaseMapLayers, readOutline, searchAreas, searchPlaces } from '../endpoints.ts'
import { readFieldMap } from '../field-map.ts'
import { importAreas, previewAreas } from '../import-endpoints.ts'
import { listPlannedChanges, withdrawPlannedChange } from '../planned-endpoints.ts'
import { listAreaNames, listStrayPosts } from '../post-endpoints.ts'
import { answeringFor, tiersOf } from './answering.ts'
import { areaCard, versionsOf } from './card.ts'
import { sendExport } from './export.ts'
import { fieldMapOf } from './field-map.ts'
import { runGeometry } from './geometry.ts'
import { importPreviewed, preview } from './import.ts'
import { getLocator } from './locator.ts'
import { plannedOf, withdraw } from './planned.ts'
import { redraw, retire } from './redraw.ts'
import { areaNames, strayPostsOf } from './stray-posts.ts'
import { findAreas, findPlaceNames, listAreas, listCodes, readBaseMap } from './store.ts'

export const areaRoutes = [
  route(readAreas, async ({ tx, actor, query, now }) => {
    const at = query.at ?? dayAt(now)
    const areas = (await listAreas(tx, actor.town)).filter(
      (a) => isValidOn(a, at) && (!query.tier || a.tier === query.tier) && (!query.parent || a.parent === query.parent),
    )
    return { at, areas }
  }),
  route(locatePoint, async ({ tx, actor, query, now }) => {
    const located = (await getLocator(tx, actor.town)).locate([query.lng, query.lat], query.at ?? now)
    return { ...located, answering: await answeringFor(tx, actor.town, tiersOf(located), located.on) }
  }),
  route(readFieldMap, ({ tx, actor, now }) => fieldMapOf(tx, actor, now)),
  route(readArea, areaCard),
  route(readAreaCodes, async ({ tx, actor }) => ({ codes: await listCodes(tx, actor.town) })),
  route(readAreaVersions, versionsOf),
  route(checkBoundaries, async ({ platform, actor, body, now }) => {
    const at = body.at ?? dayAt(now)
    const areas = await listAreas(platform.db.read, actor.town)
    const { findings } = await runGeometry({ kind: 'check', areas, at })
    return { at, count: areas.filter((area) => isValidOn(area, at)).length, findings }
  }),
  route(exportAreas, sendExport),
  route(redrawBoundaries, redraw),
  route(retireBoundary, retire),
  route(listPlannedChanges, plannedOf),
  route(withdrawPlannedChange, withdraw),
  route(listStrayPosts, strayPostsOf),
  route(listAreaNames, async ({ tx, actor, now }) => ({ areas: await areaNames(tx, actor.town, dayAt(now)) })),
  route(previewAreas, preview),
  route(importAreas, importPreviewed),
  route(searchAreas, async ({ tx, actor, query, now }) => ({ areas: await findAreas(tx, actor.town, query.q, dayAt(now), query.limit) })),
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
