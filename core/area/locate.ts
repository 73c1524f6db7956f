import type { Area, AreaRef } from './area.ts'
import { dayAt, isBasic, refOf } from './area.ts'
import type { Epoch } from './epoch.ts'
import { buildEpoch } from './epoch.ts'
import type { Located, NearestBorder } from './located.ts'
import type { Position } from './shape.ts'

/** Finds the areas of points, on the boundaries of the day asked for. */
export interface Locator {
  /** Days on which any boundary changed, first to last. */
  readonly changes: readonly string[]
  /**
   * @param point `[lng, lat]`, WGS-84
   * @param at a moment (epoch ms, Date, ISO text) or a day `YYYY-MM-DD`: June's case is looked up in June's grid
   */
  locate(point: Position, at: number | Date | string): Located
  /** The version of a code that counts at `at`. */
  findByCode(code: string, at: number | Date | string): Area | undefined
}

/** A border this close (m) holds the point: outer edges and hairlines between boundaries drawn apart still get an answer. */
const ON_BORDER = 0.01

/** An index per stretch of time between two changes, built when first asked for. Build anew when areas change. */
export function buildLocator(areas: readonly Area[]): Locator {
  const changes = [
    ...new Set(areas.flatMap((area) => (area.validTo === undefined ? [area.validFrom] : [area.validFrom, area.validTo]))),
  ].sort()
  const epochs = new Map<string, Epoch>()

  function epochOn(day: string): Epoch {
    const start = changes.findLast((change) => change <= day) ?? ''
    let epoch = epochs.get(start)
    if (!epoch) epochs.set(start, (epoch = buildEpoch(areas, start)))
    return epoch
  }

  return {
    changes,
    locate(point, at) {
      const day = dayAt(at)
      return locateIn(epochOn(day), point, day)
    },
    findByCode: (code, at) => epochOn(dayAt(at)).findByCode(code),
  }
}

function locateIn(epoch: Epoch, point: Position, day: string): Located {
  const found: Located = { on: day, professional: [], police: [], outside: false }
  let holding = epoch.holding(point)
  if (!holding.some(epoch.isExpected)) {
    const near = epoch.findNearest(point)
    if (near && near.metres <= ON_BORDER) holding = epoch.within(point, ON_BORDER)
    else if (near) found.nearest = nearestOf(near)
  }
  for (const area of holding) addOverlay(found, area)
  const lowest = pick(holding, isMicro) ?? pick(holding, isBasic) ?? pick(holding, isVillage) ?? pick(holding, isTown)
  if (lowest) climb(epoch, lowest, found)
  fillUp(holding, found)
  found.outside = !found.town && !found.village && !found.grid && !found.micro
  return found
}

const isMicro = (area: Area) => area.tier === 'micro'
const isVillage = (area: Area) => area.tier === 'village'
const isTown = (area: Area) => area.tier === 'town'

/** The area of a layer that holds the point; of several (an overlap) one whose parent holds it too, then the lowest code. */
function pick(holding: readonly Area[], layer: (area: Area) => boolean): Area | undefined {
  let first: Area | undefined
  for (const area of holding) {
    if (!layer(area)) continue
    if (area.parent === undefined || holding.some((other) => other.code === area.parent)) return area
    first ??= area
  }
  return first
}

/** From an area up its parents: the chain is the data's, so a micro-grid never reports another village than its grid does. */
function climb(epoch: Epoch, start: Area, found: Located): void {
  let area: Area | undefined = start
  for (let steps = 0; area && steps < 6; steps++) {
    if (area.tier === 'professional' || area.tier === 'police') addOverlay(found, area)
    else found[area.tier] ??= refOf(area)
    area = area.parent === undefined ? undefined : epoch.findByCode(area.parent)
  }
}

/** What the chain does not name (parents not loaded) is taken from the ground. */
function fillUp(holding: readonly Area[], found: Located): void {
  const village = pick(holding, isVillage)
  const town = pick(holding, isTown)
  if (village) found.village ??= refOf(village)
  if (town) found.town ??= refOf(town)
}

function addOverlay(found: Located, area: Area): void {
  if (area.tier !== 'professional' && area.tier !== 'police') return
  const list: AreaRef[] = found[area.tier]
  if (!list.some((ref) => ref.id === area.id)) list.push(refOf(area))
}

function nearestOf(near: { area: Area; at: Position; metres: number }): NearestBorder {
  return { area: refOf(near.area), metres: Math.round(near.metres * 10) / 10, at: near.at }
}
