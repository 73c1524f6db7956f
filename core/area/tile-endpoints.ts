import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Bbox, Position } from './shape.ts'
import { tileZooms } from './tile-range.ts'

const Number0 = z.coerce.number({ error: '瓦片编号应为数字' }).int({ error: '瓦片编号应为整数' }).min(0, { error: '瓦片编号不能为负' })

/** What a map needs before its first tile: where the town lies, its edge, and the version that makes tiles cacheable for ever. */
export const MapGround = z.object({
  version: z.string(),
  bounds: Bbox.optional(),
  minZoom: z.int(),
  maxZoom: z.int(),
  /** Outer rings of the town. */
  outline: z.array(z.array(Position)),
  /** The same, smoothed for wide soft strokes. */
  edge: z.array(z.array(Position)),
  /** A raster base map of another provider, when the town has one: through our own server, its key stays there. */
  raster: z.object({ title: z.string(), attribution: z.string(), maxZoom: z.int(), labels: z.boolean(), version: z.int() }).optional(),
})
export type MapGround = z.infer<typeof MapGround>

export const readGround = endpoint('GET /map/ground', {
  summary: '底图概况：范围、镇界、瓦片版本',
  allow: 'signed-in',
  reply: MapGround,
})

export const readTile = endpoint('GET /map/tiles/:z/:x/:y', {
  summary: '本镇矢量瓦片（MVT）：水系、道路、建筑、区域界、名称',
  allow: 'signed-in',
  wire: 'file',
  params: z.object({ z: Number0.max(tileZooms.max + 7), x: Number0, y: Number0 }),
  query: z.object({ v: z.string().max(120).optional() }),
  reply: z.unknown(),
  errors: ['area.tile-outside'],
})
