import { z } from 'zod'
import type { Area } from './area.ts'
import { versionId } from './change.ts'
import type { DraftArea } from './proposal.ts'
import { Draft } from './proposal.ts'
import type { Redraw } from './version.ts'
import { joinRedraws } from './version.ts'

/** What keeping a row would do: a new code, a new version of a code, or nothing since it is kept already. */
export const ImportEffect = z.enum(['new', 'redraw', 'same'])
export type ImportEffect = z.infer<typeof ImportEffect>

export const effectWords: Readonly<Record<ImportEffect, string>> = { new: '新增', redraw: '新版本', same: '已有，无变化' }

export const PlannedDraft = Draft.extend({ effect: ImportEffect.optional() })
export type PlannedDraft = z.infer<typeof PlannedDraft>

/** Says of each draft what it would do to the register, and refuses those that the register does not allow. */
export function planDrafts(drafts: readonly Draft[], existing: readonly Area[]): PlannedDraft[] {
  const versions = Map.groupBy(existing, (area) => area.code)
  return drafts.map((draft) => {
    if (!draft.area) return draft
    const plan = effectOf(draft.area, versions.get(draft.area.code) ?? [])
    if (typeof plan !== 'object') return { ...draft, effect: plan }
    const { area: _, ...rest } = draft
    return { ...rest, verdict: 'refused', reasons: [plan.refused] }
  })
}

/** The register's change when these areas are kept; those already there are left out. */
export function redrawOfImport(areas: readonly DraftArea[], existing: readonly Area[]): Redraw {
  const versions = Map.groupBy(existing, (area) => area.code)
  return joinRedraws(
    areas.flatMap((area): Redraw[] => {
      const known = versions.get(area.code) ?? []
      const effect = effectOf(area, known)
      if (effect === 'same' || typeof effect === 'object') return []
      const closed = effect === 'redraw' ? [{ ...lastOf(known)!, validTo: area.validFrom }] : []
      return [{ closed, opened: [{ ...area, id: versionId(area.code, area.validFrom) }] }]
    }),
  )
}

function effectOf(area: DraftArea, versions: readonly Area[]): ImportEffect | { refused: string } {
  const last = lastOf(versions)
  if (!last) return 'new'
  if (versions.some((version) => isSame(version, area))) return 'same'
  if (last.tier !== area.tier) return { refused: `编码 ${area.code} 已是另一层级的区域` }
  if (last.validTo !== undefined) return { refused: `编码 ${area.code} 已自 ${last.validTo} 停用，不得再用` }
  if (area.validFrom <= last.validFrom)
    return { refused: `编码 ${area.code} 自 ${last.validFrom} 起已有版本；新版本的生效日期应晚于这一天，现为 ${area.validFrom}` }
  return 'redraw'
}

function lastOf(versions: readonly Area[]): Area | undefined {
  return versions.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)).at(-1)
}

function isSame(version: Area, area: DraftArea): boolean {
  const facts = ({ name, tier, parent, overlay, validFrom, geometry }: DraftArea) =>
    JSON.stringify([name, tier, parent, overlay, validFrom, geometry.type, geometry.coordinates])
  return facts(version) === facts(area)
}
