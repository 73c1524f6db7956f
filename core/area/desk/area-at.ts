import type { Area, Position, Tier } from '../contract.ts'
import { edgesOf, isInside, stripsOf } from '../inside.ts'
import { partsOf } from '../shape.ts'

/** From the smallest to the largest: a click means the smallest that is drawn. */
const smallestFirst: readonly Tier[] = ['micro', 'grid', 'professional', 'police', 'village', 'town']

/** The smallest area of the drawn tiers that holds a place. */
export function areaAt(areas: readonly Area[], tiers: readonly Tier[], [x, y]: Position): Area | undefined {
  const holding = areas.filter(({ tier, bbox, geometry }) => {
    if (!tiers.includes(tier) || x < bbox[0] || x > bbox[2] || y < bbox[1] || y > bbox[3]) return false
    return partsOf(geometry).some((part) => isInside(stripsOf(edgesOf(part)), x, y))
  })
  return holding.sort((a, b) => smallestFirst.indexOf(a.tier) - smallestFirst.indexOf(b.tier))[0]
}
