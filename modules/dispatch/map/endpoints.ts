import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { LayerCard, LayerView, Nearby, Position } from '#core/area/contract.ts'
import { PackedPoints } from './packed-points.ts'

/** How far back the time slider goes. */
export const DAYS_BACK = 30
/** What a browser draws without stutter; a layer with more says how many are left out. */
export const MOST_POINTS = 20_000

const Degrees = z.coerce.number({ error: '坐标应为数字' })
const boxWords = { error: '范围应写成“西,南,东,北”四个度数' }
const Box = z
  .string()
  .max(120)
  .transform((text) => text.split(',').map(Number))
  .pipe(z.tuple([z.number(boxWords), z.number(boxWords), z.number(boxWords), z.number(boxWords)], boxWords))
  .refine(
    ([west, south, east, north]) => west < east && south < north && west >= -180 && east <= 180 && south >= -90 && north <= 90,
    boxWords,
  )
const Kinds = z
  .string()
  .max(2_000)
  .transform((text) => text.split(',').filter(Boolean))

/** What a person may see on the map, each with what there is of it now. */
export const MapLayerEntry = LayerView.extend({
  total: z.int(),
  byKind: z.record(z.string(), z.int()),
  /** Set when the counts could not be read: the layer may still be tried. */
  failed: z.boolean().optional(),
})
export type MapLayerEntry = z.infer<typeof MapLayerEntry>

export const listMapLayers = endpoint('GET /map/layers', {
  summary: '本岗位可看的图层、图例与现有数量',
  allow: 'dispatch.map.read',
  query: z.object({ at: z.iso.datetime({ offset: true, error: '时刻应为完整的日期时间' }).optional() }),
  reply: z.object({
    at: z.iso.datetime(),
    layers: z.array(MapLayerEntry),
    nearby: z.array(z.object({ sort: z.string(), title: z.string() })),
  }),
  errors: ['dispatch.moment-out-of-reach'],
})

export const readMapLayer = endpoint('GET /map/layers/:key', {
  summary: '一个图层的点：范围、时刻、类别可选',
  allow: 'dispatch.map.read',
  params: z.object({ key: z.string().max(80) }),
  query: z.object({
    box: Box.optional(),
    at: z.iso.datetime({ offset: true, error: '时刻应为完整的日期时间' }).optional(),
    kinds: Kinds.optional(),
    limit: z.coerce.number().int().min(0).max(MOST_POINTS).default(MOST_POINTS),
  }),
  reply: z.object({
    key: z.string(),
    at: z.iso.datetime(),
    total: z.int(),
    byKind: z.record(z.string(), z.int()),
    points: PackedPoints,
  }),
  errors: ['dispatch.layer-unknown', 'dispatch.moment-out-of-reach'],
})

export const readMapCard = endpoint('GET /map/layers/:key/:id', {
  summary: '图上一个点的卡片',
  allow: 'dispatch.map.read',
  params: z.object({ key: z.string().max(80), id: z.string().max(120) }),
  reply: LayerCard,
  errors: ['dispatch.layer-unknown', 'dispatch.thing-unknown'],
})

export const findNearby = endpoint('GET /map/nearby', {
  summary: '离一个点最近的人员、车辆、摄像机、物资',
  allow: 'dispatch.map.read',
  query: z.object({
    lng: Degrees.min(-180).max(180),
    lat: Degrees.min(-90).max(90),
    sort: z.enum(['people', 'vehicles', 'cameras', 'resources'], { error: '只能找人员、车辆、摄像机或物资' }),
    limit: z.coerce.number().int().min(1).max(30).default(3),
  }),
  reply: z.object({ sort: z.string(), title: z.string(), at: z.iso.datetime(), found: z.array(Nearby) }),
  errors: ['dispatch.nearby-unknown'],
})

/** A polygon drawn on the map: one ring, closed or not. */
export const DrawnRing = z.array(Position).min(3, { error: '至少要三个点' }).max(500, { error: '最多 500 个点，请画得简单些' })

/** Layers and, where narrowed, their kinds. */
export const ChosenLayers = z
  .array(z.object({ key: z.string().max(80), kinds: z.array(z.string().max(80)).max(60).optional() }))
  .min(1)
  .max(40)

const Chosen = z.object({
  ring: DrawnRing,
  layers: ChosenLayers,
  at: z.iso.datetime({ offset: true }).optional(),
})

export const InsideRow = z.object({
  layer: z.string(),
  layerTitle: z.string(),
  id: z.string(),
  title: z.string(),
  kindTitle: z.string(),
  at: Position,
})
export type InsideRow = z.infer<typeof InsideRow>

/** How many rows of a selection are listed; the file has them all. */
export const MOST_LISTED = 2_000

export const selectInside = endpoint('POST /map/inside', {
  summary: '圈选：多边形内各图层的对象清单',
  allow: 'dispatch.map.read',
  body: Chosen,
  reply: z.object({
    at: z.iso.datetime(),
    total: z.int(),
    byLayer: z.array(z.object({ key: z.string(), title: z.string(), total: z.int() })),
    rows: z.array(InsideRow),
  }),
  errors: ['dispatch.layer-unknown', 'dispatch.moment-out-of-reach'],
})

export const exportInside = endpoint('POST /map/inside/export', {
  summary: '圈选结果导出为 XLSX',
  allow: 'dispatch.map.export',
  wire: 'file',
  body: Chosen,
  reply: z.unknown(),
  errors: ['dispatch.layer-unknown', 'dispatch.moment-out-of-reach'],
})

export const tellInside = endpoint('POST /map/inside/notice', {
  summary: '圈选后通知：范围内的网格负责人，或选中的人员本人',
  allow: 'dispatch.map.notify',
  body: z.object({
    ring: DrawnRing,
    to: z.enum(['responsible', 'people'], { error: '请选择通知谁' }),
    layers: ChosenLayers,
    title: z.string().trim().min(2, { error: '标题至少两个字' }).max(40, { error: '标题最多 40 字' }),
    text: z.string().trim().min(2, { error: '内容至少两个字' }).max(500, { error: '内容最多 500 字' }),
    urgent: z.boolean().default(false),
    actionId: z.uuid(),
  }),
  reply: z.object({ told: z.int(), names: z.array(z.string()) }),
  errors: ['dispatch.nobody-inside'],
})
