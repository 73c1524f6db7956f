import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Area, AreaRef, Tier } from './area.ts'
import { Located } from './located.ts'
import { Answering } from './record.ts'
import { Position } from './shape.ts'

const Degrees = z.coerce.number({ error: '坐标应为数字' })

export const readAreas = endpoint('GET /areas', {
  summary: '某一天有效的区域及边界',
  allow: 'signed-in',
  query: z.object({
    tier: Tier.optional(),
    at: z.iso.date({ error: '日期应为 年-月-日' }).optional(),
    parent: z.string().max(32).optional(),
  }),
  reply: z.object({ at: z.iso.date(), areas: z.array(Area) }),
})

export const locatePoint = endpoint('GET /areas/locate', {
  summary: '一个点属于哪些区域（各级网格与专业、警务网格），以及当天由谁负责',
  allow: 'signed-in',
  query: z.object({ lng: Degrees.min(-180).max(180), lat: Degrees.min(-90).max(90), at: z.iso.date().optional() }),
  reply: Located.extend({ answering: z.array(Answering) }),
})

export const searchPlaces = endpoint('GET /places', {
  summary: '按名称找地点（含群众俗称）',
  allow: 'signed-in',
  query: z.object({ q: z.string().trim().min(1, '请输入地名').max(60), limit: z.coerce.number().int().min(1).max(30).default(10) }),
  reply: z.object({
    places: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string(), address: z.string(), point: Position })),
  }),
})

/** Without borders: what a search box shows. */
export const searchAreas = endpoint('GET /areas/search', {
  summary: '按名称或编码找今天有效的区域',
  allow: 'area.area.read',
  query: z.object({ q: z.string().trim().min(1, '请输入名称或编码').max(60), limit: z.coerce.number().int().min(1).max(30).default(10) }),
  reply: z.object({ areas: z.array(AreaRef.extend({ parentName: z.string().optional() })) }),
})

/** Rivers, roads, lakes, buildings by kind, each a GeoJSON FeatureCollection. Public: it holds nothing of anybody. */
export const readBaseMapLayers = endpoint('GET /map/base', {
  summary: '底图要素（河流、道路、湖荡、建筑）',
  allow: 'public',
  reply: z.object({ layers: z.record(z.string(), z.unknown()) }),
})

/** The town's outline for the public page. */
export const readOutline = endpoint('GET /map/outline', {
  summary: '镇界与村界（公众页地图用）',
  allow: 'public',
  reply: z.object({ areas: z.array(Area) }),
})
