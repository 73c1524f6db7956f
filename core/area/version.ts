import type { Area } from './area.ts'
import { failArea } from './fault.ts'
import type { Shape } from './shape.ts'
import { bboxOf } from './shape.ts'

/** What a redraw does to the register: versions that end, versions that begin. */
export interface Redraw {
  readonly closed: Area[]
  readonly opened: Area[]
  /** Versions that never counted and are taken out: a planned one that is corrected or withdrawn before its day. */
  readonly removed?: Area[]
}

export type AreaChange = Partial<Pick<Area, 'name' | 'parent' | 'overlay' | 'geometry'>>

/**
 * A planned version corrected before its day: the same first day, other borders. It never counted, so nothing was recorded in
 * it; it is replaced, under a new id, so that a second editor who saw the old one is told.
 */
function correctArea(area: Area, change: AreaChange): Redraw {
  const geometry: Shape = change.geometry ?? area.geometry
  const [base, times = '1'] = area.id.split('~')
  return {
    closed: [],
    removed: [area],
    opened: [{ ...area, ...change, geometry, bbox: bboxOf(geometry), id: `${base}~${Number(times) + 1}` }],
  }
}

/**
 * A new version of an area from a day on; the old one stays for everything before it.
 * @param from first day of the new version, `YYYY-MM-DD`
 * @throws Fault area.date-order when `from` is not after the version's first day or not before its end; the first day itself
 * only while it lies ahead
 * @param today the day of the change; left out: no version is taken for a planned one
 */
export function redrawArea(area: Area, change: AreaChange, from: string, newId: () => string, today?: string): Redraw {
  if (isPlanned(area, from, today)) return correctArea(area, change)
  checkOrder(area, from)
  const geometry: Shape = change.geometry ?? area.geometry
  const opened: Area = { ...area, ...change, geometry, bbox: bboxOf(geometry), id: newId(), validFrom: from }
  return { closed: [{ ...area, validTo: from }], opened: [opened] }
}

/** Ends an area; its code is never given out again. @param on first day on which it no longer counts */
export function retireArea(area: Area, on: string, today?: string): Redraw {
  if (isPlanned(area, on, today)) return { closed: [], opened: [], removed: [area] }
  checkOrder(area, on)
  return { closed: [{ ...area, validTo: on }], opened: [] }
}

/** Several redraws as one, for a change that touches neighbours. */
export function joinRedraws(redraws: readonly Redraw[]): Redraw {
  return {
    closed: redraws.flatMap((redraw) => redraw.closed),
    opened: redraws.flatMap((redraw) => redraw.opened),
    removed: redraws.flatMap((redraw) => redraw.removed ?? []),
  }
}

const isPlanned = (area: Area, from: string, today: string | undefined): boolean =>
  today !== undefined && from === area.validFrom && from > today

function checkOrder(area: Area, from: string): void {
  if (from > area.validFrom && (area.validTo === undefined || from < area.validTo)) return
  const until = area.validTo === undefined ? '' : `、失效日期 ${area.validTo}`
  throw failArea('area.date-order', { detail: `${area.name}现行版本的生效日期是 ${area.validFrom}${until}，新的生效日期是 ${from}` })
}
