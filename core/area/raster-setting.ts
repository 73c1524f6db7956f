import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Datum } from './datum.ts'

const Template = z
  .string()
  .trim()
  .max(600, { error: '地址最多 600 字' })
  .regex(/^https?:\/\/[^\s]+$/u, { error: '应为 http 或 https 开头的地址' })
  .refine((text) => ['{z}', '{x}', '{y}'].every((part) => text.includes(part)), { error: '地址里应有 {z}、{x}、{y}' })

/**
 * A raster base map of another provider: 天地图, XYZ, or WMTS in web mercator with its parameters written into the address. `{key}`
 * stands for the key, `{s}` for a server number 0–7. CGCS2000 equals WGS-84 here; GCJ-02 pictures are shifted by our server (rules.md §8.4).
 */
export const RasterSetting = z.object({
  enabled: z.boolean(),
  kind: z.enum(['tianditu', 'xyz', 'wmts'], { error: '请选择天地图、XYZ 或 WMTS' }),
  title: z.string().trim().min(1, { error: '请写名称' }).max(20, { error: '名称最多 20 字' }),
  attribution: z.string().trim().max(60, { error: '版权说明最多 60 字' }),
  base: Template,
  /** Names on a transparent ground, drawn over it. */
  label: Template.optional(),
  datum: Datum.exclude(['BD09'], { error: '坐标系应为 WGS84、CGCS2000 或 GCJ02；百度瓦片的分块不同，不能直接使用' }),
  maxZoom: z.int().min(8, { error: '最大级别 8–18' }).max(18, { error: '最大级别 8–18' }),
})
export type RasterSetting = z.infer<typeof RasterSetting>

const tianditu = (layer: string): string =>
  `https://t{s}.tianditu.gov.cn/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}`

/** 天地图 in web mercator, vector picture with its names; off until a town enters its key. */
export const usualRaster: RasterSetting = {
  enabled: false,
  kind: 'tianditu',
  title: '天地图',
  attribution: '国家地理信息公共服务平台 天地图',
  base: tianditu('vec'),
  label: tianditu('cva'),
  datum: 'CGCS2000',
  maxZoom: 18,
}

const RasterReply = z.object({ setting: RasterSetting, hasKey: z.boolean(), version: z.int() })

export const readRasterSetting = endpoint('GET /map/raster-setting', {
  summary: '第三方栅格底图的设置（不含密钥）',
  allow: 'area.area.manage',
  reply: RasterReply,
})

export const saveRasterSetting = endpoint('PUT /map/raster-setting', {
  summary: '设置第三方栅格底图：天地图、XYZ 或 WMTS',
  allow: 'area.area.manage',
  body: z.object({
    setting: RasterSetting,
    /** Left out: the old one stays. */
    key: z.string().trim().max(200, { error: '密钥最多 200 字' }).optional(),
    seen: z.int(),
    actionId: z.uuid(),
  }),
  reply: RasterReply,
  errors: ['platform.conflict'],
})

const Number0 = z.coerce.number({ error: '瓦片编号应为数字' }).int().min(0)
export const readRasterTile = endpoint('GET /map/raster/:key/:z/:x/:y', {
  summary: '第三方底图的一张图片（经本平台转发，密钥不出服务器）',
  allow: 'signed-in',
  wire: 'file',
  params: z.object({ key: z.string().max(20), z: Number0.max(22), x: Number0, y: Number0 }),
  query: z.object({ v: z.string().max(40).optional() }),
  reply: z.unknown(),
  errors: ['area.raster-off', 'area.raster-failed'],
})
