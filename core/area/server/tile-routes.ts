import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { route } from '#core/org/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import type { Call } from '#platform/server/module.ts'
import { failArea } from '../fault.ts'
import { softEdge } from '../soft-edge.ts'
import { readGround, readTile } from '../tile-endpoints.ts'
import { readRasterSetting, readRasterTile, saveRasterSetting } from '../raster-setting.ts'
import { audit } from '#platform/server/audit.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { getRaster, rasterTile, saveRaster } from './raster.ts'
import { outlineOf } from '../tile-content.ts'
import { tileZooms } from '../tile-range.ts'
import { findTile, getGround } from './tiles.ts'

/** Short enough for an address, and saying nothing of the town. */
const versionOf = (stamp: string): string => createHash('sha256').update(stamp).digest('base64url').slice(0, 16)

async function sendTile({ params, query, request, reply, platform, actor, now }: Call<typeof readTile, Actor>) {
  const tile = await findTile(platform.db.read, actor.town, now, params)
  if (!tile) throw failArea('area.tile-outside')
  const version = versionOf(tile.version)
  const etag = `"${version}-${params.z}-${params.x}-${params.y}"`
  reply.header('etag', etag).header('vary', 'accept-encoding, cookie')
  // An address that names the version never changes its content; one without is asked about each time.
  reply.header('cache-control', query.v === version ? 'private, max-age=604800, immutable' : 'private, no-cache')
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  reply.type('application/vnd.mapbox-vector-tile')
  if (!/\bgzip\b/u.test(request.headers['accept-encoding'] ?? '')) return reply.send(gunzipSync(tile.bytes))
  return reply.header('content-encoding', 'gzip').send(tile.bytes)
}

async function rasterReply(tx: Tx, town: string) {
  const { setting, sealedKey, version } = await getRaster(tx, town)
  return { setting, hasKey: sealedKey !== null, version }
}

export const tileRoutes = [
  route(readGround, async ({ tx, actor, now, reply }) => {
    const { version, bounds, areas } = await getGround(tx, actor.town, now)
    const outline = outlineOf(areas)
    const { setting, version: rasterVersion } = await getRaster(tx, actor.town)
    reply.header('cache-control', 'private, no-cache')
    return {
      version: versionOf(version),
      ...(bounds ? { bounds } : {}),
      minZoom: tileZooms.min,
      maxZoom: tileZooms.max,
      outline,
      edge: outline.map((ring) => softEdge(ring)),
      ...(setting.enabled
        ? {
            raster: {
              title: setting.title,
              attribution: setting.attribution,
              maxZoom: setting.maxZoom,
              labels: setting.label !== undefined,
              version: rasterVersion,
            },
          }
        : {}),
    }
  }),
  route(readTile, sendTile),
  route(readRasterSetting, ({ tx, actor }) => rasterReply(tx, actor.town)),
  route(saveRasterSetting, async ({ tx, platform, actor, body, now, from }) => {
    const { setting, key, seen } = body
    if (!(await saveRaster(tx, platform, actor.town, { setting, key, seen, by: actor.subject, now })))
      throw failPlatform('platform.conflict')
    await audit(tx, {
      town: actor.town,
      at: now,
      subject: actor.subject,
      post: actor.postTitle,
      kind: 'area.raster-saved',
      object: 'raster',
      ...from,
      detail: { enabled: setting.enabled, kind: setting.kind, datum: setting.datum, keyChanged: key !== undefined },
    })
    return rasterReply(tx, actor.town)
  }),
  route(readRasterTile, async ({ params, platform, actor, reply }) => {
    const { key, ...tile } = params
    const bytes = await rasterTile(platform, actor.town, key, tile)
    return reply
      .header('cache-control', 'private, max-age=604800')
      .type(bytes[0] === 0xff ? 'image/jpeg' : 'image/png')
      .send(bytes)
  }),
]
