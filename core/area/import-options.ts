import { z } from 'zod'
import { AreaCode, Tier } from './area.ts'

/** What a file's coordinates are in; the file rarely says it, so a person must. */
export const SourceCrs = z.enum(['WGS84', 'CGCS2000', 'GCJ02', 'BD09', 'GK120'], { error: '请选择文件的坐标系' })
export type SourceCrs = z.infer<typeof SourceCrs>

/** As shown where it is chosen. */
export const crsWords: Readonly<Record<SourceCrs, string>> = {
  WGS84: 'WGS-84（GPS、天地图）',
  CGCS2000: 'CGCS2000 经纬度（测绘成果）',
  GCJ02: 'GCJ-02（高德、腾讯）',
  BD09: 'BD-09（百度）',
  GK120: 'CGCS2000 高斯–克吕格 3 度带，中央经线 120°（米）',
}

export const AreaField = z.enum(['code', 'name', 'tier', 'parent', 'overlay', 'validFrom', 'validTo', 'wkt', 'members'])
export type AreaField = z.infer<typeof AreaField>

/** A column of the file, or a column with something before and after it: `{ field: 'adcode', append: '100' }`. */
export const FieldSource = z.union([
  z.string(),
  z.object({ field: z.string(), prepend: z.string().optional(), append: z.string().optional() }),
])
export type FieldSource = z.infer<typeof FieldSource>

export const ImportOptions = z.object({
  crs: SourceCrs,
  /** First day of the boundaries for rows that do not say. */
  validFrom: z.iso.date({ error: '请填写生效日期' }),
  /** For rows that do not say and whose code does not tell. */
  tier: Tier.optional(),
  parent: AreaCode.optional(),
  /** Which column holds what, where the usual names (see `columnNames`) do not fit. */
  fields: z.partialRecord(AreaField, FieldSource).optional(),
})
export type ImportOptions = z.infer<typeof ImportOptions>

/** Names under which columns are found without being told, the first being the one we export. */
export const columnNames: Readonly<Record<AreaField, readonly string[]>> = {
  code: ['编码', '网格编码', '区域编码', '区划代码', '代码', 'code', 'gridcode', 'grid_code', 'adcode', 'id'],
  name: ['名称', '网格名称', '区域名称', 'name', 'gridname', 'grid_name'],
  tier: ['层级', '类型', 'tier'],
  parent: ['上级编码', '所属编码', '所属村', '所属网格', 'parent', 'parentcode', 'parent_code', 'pcode'],
  overlay: ['叠加', '是否叠加', 'overlay'],
  validFrom: ['生效日期', '启用日期', 'validfrom', 'valid_from'],
  validTo: ['失效日期', '停用日期', 'validto', 'valid_to'],
  wkt: ['边界', '边界WKT', 'WKT', 'geometry', 'geom', 'the_geom', 'shape'],
  members: ['组成编码', '包含编码', '包含网格', 'members'],
}
