import { z } from 'zod'
import { Bbox, Shape } from './shape.ts'

/**
 * Tiers of the town (rules.md §2.1): 镇 → 村(社区) → 基础网格 → 微网格 nest; 专业(专属)网格 and 警务网格 lie over them. A professional
 * grid may also be cut out of the basic layer: then its `overlay` is false and it takes part in the tiling.
 */
export const Tier = z.enum(['town', 'village', 'grid', 'micro', 'professional', 'police'], { error: '不认识的层级' })
export type Tier = z.infer<typeof Tier>

/** What officials call each tier. */
export const tierWords: Readonly<Record<Tier, string>> = {
  town: '镇',
  village: '村（社区）',
  grid: '基础网格',
  micro: '微网格',
  professional: '专业网格',
  police: '警务网格',
}

/** A tier directly above another. 微网格 may also lie in a professional grid that was cut out of the basic layer. */
export const parentTiers: Readonly<Record<Tier, readonly Tier[]>> = {
  town: [],
  village: ['town'],
  grid: ['village'],
  micro: ['grid', 'professional'],
  professional: ['village', 'town'],
  police: ['town', 'village'],
}

export const AreaCode = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z-]{2,31}$/, { error: '编码应为 3 至 32 位数字或字母' })

const day = z.iso.date({ error: '日期应写成 2026-07-01 的样子' })

/**
 * One dated version of an area. The same code may exist in several versions, one after the other; a retired code is never
 * given to another area (rules.md §1.2). `validFrom` counts, `validTo` is the first day it no longer counts.
 */
export const Area = z.object({
  id: z.string(),
  code: AreaCode,
  name: z.string().min(1, { error: '名称不能为空' }).max(60, { error: '名称不超过 60 字' }),
  tier: Tier,
  parent: AreaCode.optional(),
  overlay: z.boolean(),
  geometry: Shape,
  bbox: Bbox,
  validFrom: day,
  validTo: day.optional(),
})
export type Area = z.infer<typeof Area>

/** What another record keeps of an area: enough to show it, and `id` for the very version. */
export const AreaRef = Area.pick({ id: true, code: true, name: true, tier: true })
export type AreaRef = z.infer<typeof AreaRef>

export function refOf(area: Area): AreaRef {
  return { id: area.id, code: area.code, name: area.name, tier: area.tier }
}

/** Whether an area counts on a day (`YYYY-MM-DD`). */
export function isValidOn(area: Pick<Area, 'validFrom' | 'validTo'>, day: string): boolean {
  return area.validFrom <= day && (area.validTo === undefined || day < area.validTo)
}

/** Whether an area is a piece of the basic layer: a basic grid, or a professional grid cut out of that layer. */
export function isBasic(area: Pick<Area, 'tier' | 'overlay'>): boolean {
  return area.tier === 'grid' || (area.tier === 'professional' && !area.overlay)
}

const CHINA = 8 * 3_600_000

/**
 * The day in China (`YYYY-MM-DD`) of a moment: epoch milliseconds, a Date, an ISO moment, or a day, which is taken as it is.
 * @throws RangeError when it is no time at all
 */
export function dayAt(at: number | Date | string): string {
  if (typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at)) return at
  return new Date(new Date(at).getTime() + CHINA).toISOString().slice(0, 10)
}

/** `网格名（编码）` for messages. */
export function areaWords(area: Pick<Area, 'name' | 'code'>): string {
  return `${area.name}（${area.code}）`
}
