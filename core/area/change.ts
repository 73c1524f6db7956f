import { z } from 'zod'
import type { Area } from './area.ts'
import { Area as AreaValue, AreaCode, Tier, isValidOn, parentTiers } from './area.ts'
import { nextCode, normaliseCode } from './area-code.ts'
import { failArea } from './fault.ts'
import { Shape, bboxOf } from './shape.ts'
import type { AreaChange, Redraw } from './version.ts'
import { joinRedraws, redrawArea, retireArea } from './version.ts'

/** An area that gets a new version: only what is given changes. */
export const ChangedArea = z.object({
  code: AreaCode,
  name: AreaValue.shape.name.optional(),
  parent: AreaCode.optional(),
  geometry: Shape.optional(),
})
export type ChangedArea = z.infer<typeof ChangedArea>

/** An area that begins. Without a code it gets the next free one in its parent. */
export const AddedArea = z.object({
  code: AreaCode.optional(),
  name: AreaValue.shape.name,
  tier: Tier,
  parent: AreaCode.optional(),
  overlay: z.boolean().optional(),
  geometry: Shape,
})
export type AddedArea = z.infer<typeof AddedArea>

/** Everything that changes on one day: neighbours moved together, a cut, a merge. */
export const BoundaryChange = z.object({
  /** First day of the new boundaries. */
  from: z.iso.date({ error: '请填写生效日期' }),
  areas: z.array(ChangedArea).max(2000).default([]),
  added: z.array(AddedArea).max(2000).default([]),
  retired: z.array(AreaCode).max(2000).default([]),
})
export type BoundaryChange = z.infer<typeof BoundaryChange>

/**
 * What a change does to the register.
 * @param all every version of every area
 * @throws Fault area.unknown for a code that does not count on the day, area.code-taken, area.codes-used-up, area.date-order
 * @param today with it, versions that begin later and on the very day of the change are corrected
 */
export function applyChange(all: readonly Area[], change: BoundaryChange, today?: string): Redraw {
  const { from } = change
  const current = new Map(all.filter((area) => isValidOn(area, from)).map((area) => [area.code, area]))
  const find = (code: string): Area => {
    const area = current.get(code)
    if (!area) throw failArea('area.unknown', { detail: `${from} 没有编码为 ${code} 的区域` })
    return area
  }
  const redraws = change.areas.map(({ code, ...given }) =>
    redrawArea(find(code), given as AreaChange, from, () => versionId(code, from), today),
  )
  const retired = change.retired.map((code) => retireArea(find(code), from, today))
  return joinRedraws([...redraws, ...retired, { closed: [], opened: openAdded(all, change) }])
}

/** All versions as they are after a redraw. */
export function registerAfter(all: readonly Area[], { closed, opened, removed = [] }: Redraw): Area[] {
  const gone = new Set(removed.map(({ id }) => id))
  const ended = new Map(closed.map((area) => [area.id, area]))
  return [...all.filter(({ id }) => !gone.has(id)).map((area) => ended.get(area.id) ?? area), ...opened]
}

/** Names one version for good: the code and the day it began. */
export function versionId(code: string, from: string): string {
  return `${code}@${from}`
}

function openAdded(all: readonly Area[], { from, added }: BoundaryChange): Area[] {
  // Retired codes too: they are never given out again (rules.md §1.2).
  const used = new Set(all.map((area) => area.code))
  return added.map(({ code: wanted, tier, overlay, ...rest }) => {
    const code = wanted === undefined ? freeCode(tier, rest.parent, used) : checkedCode(tier, wanted)
    if (used.has(code)) throw failArea('area.code-taken', { detail: `编码 ${code} 已用过` })
    used.add(code)
    const bbox = bboxOf(rest.geometry)
    return {
      id: versionId(code, from),
      code,
      tier,
      overlay: overlay ?? (tier === 'professional' || tier === 'police'),
      ...withoutEmpty(rest),
      bbox,
      validFrom: from,
    }
  })
}

function withoutEmpty({
  name,
  parent,
  geometry,
}: Omit<AddedArea, 'code' | 'tier' | 'overlay'>): Pick<Area, 'name' | 'parent' | 'geometry'> {
  return parent === undefined ? { name, geometry } : { name, parent, geometry }
}

function freeCode(tier: Tier, parent: string | undefined, used: Iterable<string>): string {
  if (tier !== 'grid' && tier !== 'micro' && tier !== 'professional')
    throw failArea('area.unknown', { detail: '镇、村和警务网格的编码须由人填写', way: '请填写编码' })
  if (parent === undefined) throw failArea('area.unknown', { detail: `新增的区域须写明上级（${parentTiers[tier].join('、')}）` })
  const code = nextCode(tier, parent, used)
  if (code === undefined) throw failArea('area.codes-used-up', { detail: `${parent} 下没有空闲的编码` })
  return code
}

function checkedCode(tier: Tier, text: string): string {
  const check = normaliseCode(tier, text)
  if (!check.ok) throw failArea('area.unknown', { detail: check.message, way: '请改正编码' })
  return check.code
}
