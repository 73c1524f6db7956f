import type { Area } from './area.ts'
import { areaWords, isValidOn, parentTiers, tierWords } from './area.ts'
import { normaliseCode } from './area-code.ts'
import type { Finding } from './finding.ts'

/** Faults of codes, names and parents among all versions, seen from one day; nothing here looks at a boundary. */
export function checkRegister(areas: readonly Area[], day: string): Finding[] {
  const current = areas.filter((area) => isValidOn(area, day))
  return [...doubled(current), ...reused(areas), ...current.flatMap((area) => ownCode(area)), ...parents(current), ...namesakes(current)]
}

function doubled(current: readonly Area[]): Finding[] {
  return groups(current, (area) => area.code).map(([code, same]) =>
    finding('duplicate-code', 'error', `编码 ${code} 同一天有 ${same.length} 个区域使用：${same.map((area) => area.name).join('、')}`, [
      code,
    ]),
  )
}

/** Two versions of a code must follow on each other; a gap means a retired code was taken up again. */
function reused(areas: readonly Area[]): Finding[] {
  return groups(areas, (area) => area.code).flatMap(([code, versions]) => {
    const inOrder = versions.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    const later = inOrder.find((area, i) => i > 0 && (inOrder[i - 1]!.validTo ?? area.validFrom) < area.validFrom)
    return later
      ? [finding('reused-code', 'error', `编码 ${code} 停用后又自 ${later.validFrom} 起启用；停用的编码不得再用，请另编新码`, [code])]
      : []
  })
}

function ownCode(area: Area): Finding[] {
  const check = normaliseCode(area.tier, area.code)
  return check.ok ? [] : [finding('code', 'error', `${area.name}：${check.message}`, [area.code])]
}

function parents(current: readonly Area[]): Finding[] {
  const byCode = new Map(current.map((area) => [area.code, area]))
  return current.flatMap((area) => {
    const allowed = parentTiers[area.tier]
    if (area.tier === 'town' || (area.tier === 'police' && area.parent === undefined)) return []
    const wanted = allowed.map((tier) => tierWords[tier]).join('或')
    if (area.parent === undefined)
      return [finding('parent', 'error', `${areaWords(area)}没有上级；${tierWords[area.tier]}的上级应为${wanted}`, [area.code])]
    const parent = byCode.get(area.parent)
    if (!parent) return [finding('parent', 'error', `${areaWords(area)}的上级 ${area.parent} 当天不存在`, [area.code])]
    if (allowed.includes(parent.tier)) return []
    const text = `${areaWords(area)}的上级 ${areaWords(parent)} 是${tierWords[parent.tier]}，应为${wanted}`
    return [finding('parent', 'error', text, [area.code, parent.code])]
  })
}

/** Only a warning: villages share names in real life, which is why nothing is ever matched by name alone. */
function namesakes(current: readonly Area[]): Finding[] {
  return groups(current, (area) => `${area.parent ?? ''}\n${area.tier}\n${area.name}`).map(([, same]) => {
    const codes = same.map((area) => area.code)
    return finding(
      'duplicate-name',
      'warn',
      `同一上级下有 ${same.length} 个“${same[0]!.name}”：${codes.join('、')}；导入和统计只按编码对应`,
      codes,
    )
  })
}

/** Groups of two or more. */
function groups(areas: readonly Area[], by: (area: Area) => string): [string, Area[]][] {
  return [...Map.groupBy(areas, by)].filter(([, same]) => same.length > 1)
}

function finding(kind: Finding['kind'], severity: Finding['severity'], text: string, codes: string[]): Finding {
  return { kind, severity, text, codes: [...new Set(codes)], repairable: false }
}
