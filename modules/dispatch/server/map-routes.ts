import { nearbyFinders, nearbyTitles } from '#core/area/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { route } from '#core/org/server/index.ts'
import { audit } from '#platform/server/audit.ts'
import type { Call, Route } from '#platform/server/module.ts'
import { failDispatch } from '../faults.ts'
import { exportInside, findNearby, listMapLayers, readMapCard, readMapLayer, selectInside, tellInside } from '../map/endpoints.ts'
import { packPoints } from '../map/packed-points.ts'
import { select, sheetOf } from './map-inside.ts'
import { tell } from './order/tell.ts'
import { getLayer, listLayers, momentOf, pointsOf } from './map-layers.ts'

async function sendSheet(call: Call<typeof exportInside, Actor>) {
  const { platform, actor, body, now, from, reply } = call
  const tx = platform.db.read
  const { bytes, rows } = await sheetOf({ tx, platform, actor, now }, body)
  await audit(tx, {
    town: actor.town,
    at: now,
    subject: actor.subject,
    post: actor.postTitle,
    kind: 'dispatch.map-list-exported',
    ...from,
    detail: { rows, layers: body.layers.map(({ key }) => key) },
  })
  return reply
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header('content-disposition', `attachment; filename="map.xlsx"; filename*=UTF-8''${encodeURIComponent('圈选清单.xlsx')}`)
    .send(bytes)
}

export const mapRoutes: readonly Route[] = [
  route(listMapLayers, async ({ tx, platform, actor, query, now }) => {
    const at = momentOf(now, query.at)
    const nearby = nearbyFinders
      .from(platform.contributions)
      .filter(({ permission }) => actor.permissions.has(permission))
      .map(({ sort }) => ({ sort, title: nearbyTitles[sort] }))
    return { at: at.toISOString(), layers: await listLayers({ tx, platform, actor, now }, at), nearby }
  }),
  route(readMapLayer, async ({ tx, platform, actor, params, query, now }) => {
    const viewing = { tx, platform, actor, now }
    const layer = getLayer(viewing, params.key)
    const { box, kinds, limit } = query
    const { at, points, total, byKind } = await pointsOf(viewing, layer, {
      at: momentOf(now, query.at),
      limit,
      ...(box ? { box } : {}),
      ...(kinds ? { kinds } : {}),
    })
    return { key: layer.key, at: at.toISOString(), total, byKind: { ...byKind }, points: packPoints(points) }
  }),
  route(readMapCard, async ({ tx, platform, actor, params, now }) => {
    const viewing = { tx, platform, actor, now }
    const card = await getLayer(viewing, params.key).card({ ...viewing, id: params.id })
    if (!card) throw failDispatch('dispatch.thing-unknown')
    return card
  }),
  route(findNearby, async ({ tx, platform, actor, query, now }) => {
    const { sort, lng, lat, limit } = query
    const finders = nearbyFinders
      .from(platform.contributions)
      .filter((finder) => finder.sort === sort && actor.permissions.has(finder.permission))
    if (finders.length === 0) throw failDispatch('dispatch.nearby-unknown')
    const found = await Promise.all(finders.map((finder) => finder.find({ tx, platform, actor, now, point: [lng, lat], limit })))
    return {
      sort,
      title: nearbyTitles[sort],
      at: now.toISOString(),
      found: found
        .flat()
        .toSorted((a, b) => a.distance - b.distance)
        .slice(0, limit),
    }
  }),
  route(selectInside, ({ tx, platform, actor, body, now }) => select({ tx, platform, actor, now }, body)),
  route(exportInside, sendSheet),
  route(tellInside, ({ tx, platform, actor, body, now, from }) => tell({ tx, platform, actor, now }, body, from)),
]
