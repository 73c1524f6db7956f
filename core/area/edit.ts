import type { Area, Tier } from './area.ts'
import { nextCode } from './area-code.ts'
import type { BoundaryChange } from './change.ts'
import { failArea } from './fault.ts'
import { intersect } from './overlay.ts'
import type { SeenVersion } from './record.ts'
import type { Position, Shape } from './shape.ts'
import { bboxOf } from './shape.ts'
import { mergeShapes, splitShape } from './split.ts'
import { areaOf, partArea } from './surface.ts'
import { moveVertex, removeVertex } from './vertex.ts'

/** Borders being redrawn: what counts on the day, and how it shall be. Every act gives a new value, so undoing is keeping the old one. */
export interface BoundaryEdit {
  readonly base: readonly Area[]
  readonly areas: readonly Area[]
  /** Every code there ever was and those given here: none is given twice. */
  readonly used: ReadonlySet<string>
}

export function startEdit(base: readonly Area[], used: Iterable<string>): BoundaryEdit {
  return { base, areas: base, used: new Set(used) }
}

/** Moves a corner of every area that has it, on all tiers: neighbours and parents stay joined. */
export function moveCorner(edit: BoundaryEdit, from: Position, to: Position): BoundaryEdit {
  return redrawn(edit, moveVertex(edit.areas, from, to))
}

export function removeCorner(edit: BoundaryEdit, corner: Position): BoundaryEdit {
  return redrawn(edit, removeVertex(edit.areas, corner))
}

export function renameArea(edit: BoundaryEdit, code: string, name: string): BoundaryEdit {
  return { ...edit, areas: edit.areas.map((area) => (area.code === code ? { ...area, name } : area)) }
}

/**
 * Cuts an area along a line. The largest piece keeps the code, the others get the next free ones; what lies inside is cut by the same line
 * and goes to the piece it lies in.
 * @throws Fault area.line-misses, area.codes-used-up
 */
export function cutArea(edit: BoundaryEdit, code: string, line: readonly Position[]): BoundaryEdit {
  const area = getDrawn(edit, code)
  if (area.tier === 'town' || area.tier === 'village')
    throw failArea('area.line-misses', { detail: '镇界、村界由上级划定，请用导入更新', way: '请选择网格' })
  const { pieces } = splitShape(area.geometry, line)
  const bySize = pieces.toSorted((a, b) => areaOf(b) - areaOf(a))
  const used = new Set(edit.used)
  const parts = bySize.map((geometry, i) =>
    i === 0 ? withGeometry(area, geometry) : newcomer(area, geometry, area.parent, used, `${area.name}-${i + 1}`),
  )
  const inside = edit.areas.filter((other) => other.parent === code)
  const moved = inside.flatMap((child) => cutChild(child, line, parts, used))
  const gone = new Set([code, ...inside.map((child) => child.code)])
  const kept = edit.areas.filter((other) => !gone.has(other.code))
  // The new corners on the border are not given to neighbours and parents: a village would get a new version for no change of ground, and
  // the first move of such a corner inserts it anyway.
  return { ...edit, used, areas: [...kept, ...parts, ...moved] }
}

/**
 * Several neighbours as one under the first one's code; the other codes end, and what lay in them gets codes of its new parent.
 * @throws Fault area.not-adjacent when they do not touch or are of different tiers
 */
export function joinAreas(edit: BoundaryEdit, codes: readonly string[]): BoundaryEdit {
  const [first, ...others] = codes.map((code) => getDrawn(edit, code))
  if (!first || others.length === 0) throw failArea('area.not-adjacent', { detail: '请选择两个或更多区域' })
  if (others.some(({ tier, parent }) => tier !== first.tier || parent !== first.parent))
    throw failArea('area.not-adjacent', { detail: '只能合并同一上级下同一层级的区域' })
  const merged = withGeometry(first, mergeShapes([first, ...others].map(({ geometry }) => geometry)))
  const used = new Set(edit.used)
  const gone = new Set(others.map(({ code }) => code))
  const areas = edit.areas.flatMap((area): Area[] => {
    if (area.code === first.code) return [merged]
    if (gone.has(area.code)) return []
    return area.parent !== undefined && gone.has(area.parent) ? [newcomer(area, area.geometry, first.code, used, area.name)] : [area]
  })
  return { ...edit, used, areas }
}

/** What to ask of the server; empty lists when nothing differs. */
export function changeOf({ base, areas }: BoundaryEdit, from: string): BoundaryChange {
  const before = new Map(base.map((area) => [area.code, area]))
  const after = new Set(areas.map(({ code }) => code))
  const changed = areas.flatMap(({ code, name, geometry }) => {
    const old = before.get(code)
    if (!old || (old.geometry === geometry && old.name === name)) return []
    return [{ code, ...(old.geometry === geometry ? {} : { geometry }), ...(old.name === name ? {} : { name }) }]
  })
  const added = areas
    .filter(({ code }) => !before.has(code))
    .map(({ code, name, tier, parent, overlay, geometry }) => ({
      code,
      name,
      tier,
      ...(parent === undefined ? {} : { parent }),
      overlay,
      geometry,
    }))
  return { from, areas: changed, added, retired: base.filter(({ code }) => !after.has(code)).map(({ code }) => code) }
}

/** The versions this edit began from, so that somebody else's change in between is noticed. */
export function seenOf({ base }: BoundaryEdit, { areas, retired }: BoundaryChange): SeenVersion[] {
  const touched = new Set([...areas.map(({ code }) => code), ...retired])
  return base
    .filter(({ code }) => touched.has(code))
    .map(({ code, id, validTo }) => ({ code, id, ...(validTo === undefined ? {} : { validTo }) }))
}

function cutChild(child: Area, line: readonly Position[], parts: readonly Area[], used: Set<string>): Area[] {
  const pieces = piecesOf(child.geometry, line)
  let kept = false
  return pieces.map((geometry, i) => {
    const home = parts.reduce((best, part) => (shared(geometry, part.geometry) > shared(geometry, best.geometry) ? part : best))
    const name = pieces.length > 1 && i > 0 ? `${child.name}-${i + 1}` : child.name
    if (home.code === child.parent && !kept) {
      kept = true
      return withGeometry(child, geometry)
    }
    return newcomer(child, geometry, home.code, used, name)
  })
}

function piecesOf(shape: Shape, line: readonly Position[]): Shape[] {
  try {
    return splitShape(shape, line).pieces.toSorted((a, b) => areaOf(b) - areaOf(a))
  } catch {
    // The line passes it by.
    return [shape]
  }
}

function shared(a: Shape, b: Shape): number {
  return intersect(a, b).reduce((sum, part) => sum + partArea(part), 0)
}

function newcomer(like: Area, geometry: Shape, parent: string | undefined, used: Set<string>, name: string): Area {
  const code = parent === undefined ? undefined : nextCode(like.tier as Exclude<Tier, 'town' | 'village' | 'police'>, parent, used)
  if (code === undefined) throw failArea('area.codes-used-up', { detail: `${like.name}没有可用的新编码` })
  used.add(code)
  const { parent: _, ...rest } = like
  return { ...rest, id: `new:${code}`, code, name, geometry, bbox: bboxOf(geometry), ...(parent === undefined ? {} : { parent }) }
}

function redrawn(edit: BoundaryEdit, changed: readonly { code: string; geometry: Shape }[]): BoundaryEdit {
  const shapes = new Map(changed.map(({ code, geometry }) => [code, geometry]))
  return { ...edit, areas: edit.areas.map((area) => (shapes.has(area.code) ? withGeometry(area, shapes.get(area.code)!) : area)) }
}

function withGeometry(area: Area, geometry: Shape): Area {
  return { ...area, geometry, bbox: bboxOf(geometry) }
}

function getDrawn(edit: BoundaryEdit, code: string): Area {
  const area = edit.areas.find((one) => one.code === code)
  if (!area) throw failArea('area.unknown', { detail: `没有编码为 ${code} 的区域` })
  return area
}
