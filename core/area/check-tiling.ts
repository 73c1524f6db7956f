import type { Area, Tier } from './area.ts'
import { areaWords, isBasic } from './area.ts'
import type { Finding, FindingKind } from './finding.ts'
import { placeWords, surfaceWords } from './finding.ts'
import { intersect, subtract } from './overlay.ts'
import { relate } from './relate.ts'
import type { Ring, Shape } from './shape.ts'
import { boxesMeet, shapeOf } from './shape.ts'
import { areaOf, middleOf, partArea, widthOf } from './surface.ts'

/** Where a difference stops being dust and where it stops being a hair, in metres of mean width. */
export interface Limits {
  /** Below: rounding of coordinates (1e-9° is 0.1 mm, many files keep 1e-7° = 1 cm); not reported. */
  readonly dustWidth: number
  /** Below: a sliver (细缝), a warning; above: an overlap or hole, an error. */
  readonly sliverWidth: number
}

export const defaultLimits: Limits = { dustWidth: 0.02, sliverWidth: 1 }

/** What may be missing of a parent's m² when its children cover it: rounding of sums, less than any hole that is reported. */
const COVERED = 0.01

/** Overlaps inside a layer, holes in a parent, children that reach out of their parent. Areas must be valid on one day. */
export function checkTiling(current: readonly Area[], limits: Limits = defaultLimits): Finding[] {
  return [...overlaps(current, limits), ...parentGaps(current, limits)]
}

/** Layers that may not overlap in themselves. Professional grids that lie over the basic layer may: they are drawn per trade. */
const layers: readonly ((area: Area) => boolean)[] = [tier('town'), tier('village'), isBasic, tier('micro'), tier('police')]

function tier(which: Tier): (area: Area) => boolean {
  return (area) => area.tier === which
}

function overlaps(current: readonly Area[], limits: Limits): Finding[] {
  const found: Finding[] = []
  for (const layer of layers) {
    const members = current.filter(layer).sort((a, b) => a.bbox[0] - b.bbox[0])
    for (const [i, a] of members.entries())
      for (let j = i + 1; j < members.length && members[j]!.bbox[0] <= a.bbox[2]; j++) {
        const b = members[j]!
        if (!boxesMeet(a.bbox, b.bbox) || relate(a.geometry, b.geometry) === 'apart') continue
        const text = (words: string, where: string) => `${areaWords(a)}与${areaWords(b)}重叠${words}，位置：${where}`
        found.push(
          ...pieces(
            clip(() => intersect(a.geometry, b.geometry)),
            'overlap',
            text,
            [a.code, b.code],
            limits,
          ),
        )
      }
  }
  return found
}

function parentGaps(current: readonly Area[], limits: Limits): Finding[] {
  const found: Finding[] = []
  for (const parent of current) {
    const children = current.filter((area) => area.parent === parent.code && !area.overlay && area.tier !== 'police')
    let tiles = children.length > 0
    for (const child of children) {
      if (relate(child.geometry, parent.geometry) === 'within') continue
      tiles = false
      const text = (words: string, where: string) => `${areaWords(child)}超出上级${areaWords(parent)}${words}，位置：${where}`
      found.push(
        ...pieces(
          clip(() => subtract(child.geometry, [parent.geometry])),
          'outside-parent',
          text,
          [child.code, parent.code],
          limits,
        ),
      )
    }
    // Children that neither overlap nor reach out and together have the parent's area leave no hole: no need to cut.
    if (children.length === 0 || (tiles && isCovered(parent, children))) continue
    const text = (words: string, where: string) => `${areaWords(parent)}内有空洞${words}未划入任何下级，位置：${where}`
    const gaps = clip(() =>
      subtract(
        parent.geometry,
        children.map((child) => child.geometry),
      ),
    )
    const holes = pieces(gaps, 'hole', text, [parent.code], limits)
    // Micro-grids need not cover their grid: they follow stairwells and hamlets (rules.md §2.1).
    found.push(
      ...(children.every((child) => child.tier === 'micro') ? holes.map((hole): Finding => ({ ...hole, severity: 'warn' })) : holes),
    )
  }
  return found
}

function isCovered(parent: Area, children: readonly Area[]): boolean {
  const apart = children.every((a, i) =>
    children.slice(i + 1).every((b) => !boxesMeet(a.bbox, b.bbox) || relate(a.geometry, b.geometry) === 'apart'),
  )
  return apart && Math.abs(areaOf(parent.geometry) - children.reduce((sum, child) => sum + areaOf(child.geometry), 0)) < COVERED
}

/** One finding per wide piece, and one for all the slivers together: a badly snapped border makes hundreds. */
function pieces(
  parts: Ring[][],
  kind: FindingKind,
  text: (words: string, where: string) => string,
  codes: string[],
  limits: Limits,
): Finding[] {
  const wide: Ring[][] = []
  const thin: Ring[][] = []
  for (const part of parts) {
    const width = widthOf({ type: 'Polygon', coordinates: part })
    if (width >= limits.sliverWidth) wide.push(part)
    else if (width >= limits.dustWidth) thin.push(part)
  }
  const found = wide.map((part) => piece(kind, 'error', [part], '', text, codes))
  if (thin.length > 0) found.push(piece('sliver', 'warn', thin, `（细缝 ${thin.length} 处，宽不足 ${limits.sliverWidth} 米）`, text, codes))
  return found
}

type Words = (words: string, where: string) => string

function piece(kind: FindingKind, severity: Finding['severity'], parts: Ring[][], note: string, text: Words, codes: string[]): Finding {
  const largest = parts.reduce((a, b) => (partArea(b) > partArea(a) ? b : a))
  const shape: Shape = shapeOf(parts)!
  const squareMetres = areaOf(shape)
  const at = middleOf(largest)
  return {
    kind,
    severity,
    text: text(` ${surfaceWords(squareMetres)}${note}`, placeWords(at)),
    codes,
    at,
    squareMetres,
    shape,
    repairable: false,
  }
}

function clip(work: () => Ring[][]): Ring[][] {
  try {
    return work()
  } catch {
    // A boundary so tangled that it cannot be cut is already reported by itself.
    return []
  }
}
