import { z } from 'zod'
import { Position, Shape } from './shape.ts'

export const FindingKind = z.enum([
  'coordinates',
  'swapped',
  'metres',
  'outside-china',
  'ring-unclosed',
  'ring-short',
  'orientation',
  'self-intersection',
  'nesting',
  'disconnected',
  'duplicate-ring',
  'overlap',
  'hole',
  'sliver',
  'outside-parent',
  'parent',
  'code',
  'duplicate-code',
  'reused-code',
  'duplicate-name',
])
export type FindingKind = z.infer<typeof FindingKind>

/** `error` stops a boundary from being published, `warn` asks for a look, `note` is put right without being asked. */
export const Severity = z.enum(['error', 'warn', 'note'])
export type Severity = z.infer<typeof Severity>

/** Something wrong with a boundary or between boundaries, with the place. */
export const Finding = z.object({
  kind: FindingKind,
  severity: Severity,
  /** Chinese, complete: what, which areas, where. */
  text: z.string(),
  codes: z.array(z.string()),
  at: Position.optional(),
  /** m² of an overlap, hole, sliver or overhang. */
  squareMetres: z.number().optional(),
  shape: Shape.optional(),
  /** Whether `repairShape` can put it right, with consent. */
  repairable: z.boolean(),
})
export type Finding = z.infer<typeof Finding>

/** What each kind is called on a list. */
export const findingWords: Readonly<Record<FindingKind, string>> = {
  coordinates: '坐标无效',
  swapped: '经纬度疑似颠倒',
  metres: '疑似米制坐标',
  'outside-china': '不在中国范围',
  'ring-unclosed': '环未闭合',
  'ring-short': '点数不足',
  orientation: '点序相反',
  'self-intersection': '边界自相交',
  nesting: '内外环嵌套不对',
  disconnected: '内部不连通',
  'duplicate-ring': '环重复',
  overlap: '重叠',
  hole: '空洞',
  sliver: '细缝',
  'outside-parent': '超出上级',
  parent: '上级不对',
  code: '编码不对',
  'duplicate-code': '编码重复',
  'reused-code': '编码重新启用',
  'duplicate-name': '同名',
}

/** `东经 120.64012°、北纬 30.97011°`: five decimals, about a metre. */
export function placeWords([lng, lat]: Position): string {
  return `东经 ${lng.toFixed(5)}°、北纬 ${lat.toFixed(5)}°`
}

/** `1,234 平方米`, `0.35 平方米`, `2.41 平方公里`. */
export function surfaceWords(squareMetres: number): string {
  if (squareMetres >= 1_000_000) return `${(squareMetres / 1_000_000).toFixed(2)} 平方公里`
  if (squareMetres >= 10) return `${Math.round(squareMetres).toLocaleString('en-US')} 平方米`
  return `${Number(squareMetres.toPrecision(2))} 平方米`
}
