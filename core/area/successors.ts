import type { Area, Tier } from './area.ts'
import { edgesOf, isInside, stripsOf } from './inside.ts'
import type { Locator } from './locate.ts'
import type { Located } from './located.ts'
import type { Position, Shape } from './shape.ts'
import { bboxOf, partsOf } from './shape.ts'

/** Points a side of the lattice laid over an area: 1 % of it is found, slivers of rounding are not. */
const STEPS = 12

/** Points spread evenly inside a shape, holes left out. */
export function pointsInside(shape: Shape): Position[] {
  const [west, south, east, north] = bboxOf(shape)
  const strips = partsOf(shape).map((part) => stripsOf(edgesOf(part)))
  const steps = Array.from({ length: STEPS }, (_, i) => (i + 0.5) / STEPS)
  return steps
    .flatMap((x) => steps.map((y): Position => [west + x * (east - west), south + y * (north - south)]))
    .filter(([x, y]) => strips.some((one) => isInside(one, x, y)))
}

const ofTier = (located: Located, tier: Tier) => {
  if (tier === 'professional' || tier === 'police') return located[tier]
  const one = located[tier]
  return one ? [one] : []
}

/**
 * Who took over the ground of an area that ended (合并、撤销后的承接网格): areas of the same tier on a day, the one with most of it
 * first. Empty where nobody of that tier did.
 */
export function successorsOf(ended: Pick<Area, 'geometry' | 'tier' | 'code'>, locator: Locator, day: string) {
  const shares = new Map<string, { code: string; name: string; points: number }>()
  const points = pointsInside(ended.geometry)
  for (const point of points) {
    for (const { code, name } of ofTier(locator.locate(point, day), ended.tier)) {
      if (code === ended.code) continue
      const known = shares.get(code)
      shares.set(code, { code, name, points: (known?.points ?? 0) + 1 })
    }
  }
  return [...shares.values()]
    .sort((a, b) => b.points - a.points || a.code.localeCompare(b.code))
    .map(({ code, name, points: held }) => ({ code, name, share: held / points.length }))
}
