import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { route } from '#core/org/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import type { Call } from '#platform/server/module.ts'
import { failArea } from '../fault.ts'
import { softEdge } from '../soft-edge.ts'
import { readGround, readTile } from '../tile-endpoints.ts'
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

export const tileRoutes = [
  route(readGround, async ({ tx, actor, now, reply }) => {
    const { version, bounds, areas } = await getGround(tx, actor.town, now)
    const outline = outlineOf(areas)
    reply.header('cache-control', 'private, no-cache')
    return {
      version: versionOf(version),
      ...(bounds ? { bounds } : {}),
      minZoom: tileZooms.min,
      maxZoom: tileZooms.max,
      outline,
      edge: outline.map((ring) => softEdge(ring)),
    }
  }),
  route(readTile, sendTile),
]
