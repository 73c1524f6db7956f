import type { Area } from './area.ts'
import { areaWords, dayAt, isValidOn } from './area.ts'
import { checkRegister } from './check-register.ts'
import { checkShape } from './check-shape.ts'
import type { Limits } from './check-tiling.ts'
import { checkTiling, defaultLimits } from './check-tiling.ts'
import type { Finding } from './finding.ts'

const weight = { error: 0, warn: 1, note: 2 } as const

/**
 * Everything wrong with the boundaries of a day: each by itself, codes and parents, overlaps, holes, slivers. Errors first. Pass all
 * versions, so that a retired code taken up again is noticed.
 * @param at a moment or a day
 */
export function checkAreas(areas: readonly Area[], at: number | Date | string, limits: Limits = defaultLimits): Finding[] {
  const day = dayAt(at)
  const current = areas.filter((area) => isValidOn(area, day))
  const found = [...current.flatMap(ownShape), ...checkRegister(areas, day), ...checkTiling(current, limits)]
  return found.sort((a, b) => weight[a.severity] - weight[b.severity])
}

function ownShape(area: Area): Finding[] {
  return checkShape(area.geometry).map((fault) => ({ ...fault, text: `${areaWords(area)}：${fault.text}`, codes: [area.code] }))
}
