import whichPolygon from 'which-polygon'
import type { Area, Tier } from './area.ts'
import { isValidOn } from './area.ts'
import type { Edges } from './inside.ts'
import { closestOn, edgesOf, isInside } from './inside.ts'
import type { Position } from './shape.ts'
import { partsOf } from './shape.ts'
import { metresPerDegree } from './surface.ts'

interface Piece {
  readonly area: Area
  readonly edges: Edges
}

/** An area that is near, with the closest place of its border. */
export interface Near {
  readonly area: Area
  readonly at: Position
  readonly metres: number
}

/** The boundaries of one stretch of time in which none of them changes. */
export interface Epoch {
  findByCode(code: string): Area | undefined
  hasTier(tier: Tier): boolean
  /** Every area that holds the point, in the order of their codes. */
  holding(point: Position): Area[]
  /** Every area that holds the point or whose border is at most so many metres away, in the order of their codes. */
  within(point: Position, metres: number): Area[]
  /** The closest border among these areas within 50 km. */
  findNearest(point: Position, among: (area: Area) => boolean): Near | undefined
}

const REACH = [50, 1000, 50_000]

export function buildEpoch(areas: readonly Area[], day: string): Epoch {
  const current = areas
    .filter((area) => isValidOn(area, day))
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.id < b.id ? -1 : 1))
  const byCode = new Map<string, Area>()
  for (const area of current) if (!byCode.has(area.code)) byCode.set(area.code, area)
  const tiers = new Set(current.map((area) => area.tier))
  const rank = new Map(current.map((area, i) => [area, i]))
  const { tree } = whichPolygon<Piece>({
    features: current.flatMap((area) =>
      partsOf(area.geometry).map((part) => ({
        geometry: { type: 'Polygon', coordinates: part },
        properties: { area, edges: edgesOf(part) },
      })),
    ),
  })

  function holding([x, y]: Position): Area[] {
    const found: Area[] = []
    for (const { props } of tree.search({ minX: x, minY: y, maxX: x, maxY: y })) if (isInside(props.edges, x, y)) found.push(props.area)
    return found.length > 1 ? found.sort((a, b) => rank.get(a)! - rank.get(b)!) : found
  }

  function within(point: Position, metres: number): Area[] {
    const found = new Set(holding(point))
    for (const { props } of around(point, metres)) if ((closestOn(props.edges, point)?.metres ?? Infinity) <= metres) found.add(props.area)
    return [...found].sort((a, b) => rank.get(a)! - rank.get(b)!)
  }

  function around([x, y]: Position, metres: number) {
    const m = metresPerDegree(y)
    const [dx, dy] = [metres / m.x, metres / m.y]
    return tree.search({ minX: x - dx, minY: y - dy, maxX: x + dx, maxY: y + dy })
  }

  function findNearest(point: Position, among: (area: Area) => boolean): Near | undefined {
    for (const reach of REACH) {
      let best: Near | undefined
      for (const { props } of around(point, reach)) {
        if (!among(props.area)) continue
        const close = closestOn(props.edges, point)
        // Equal distances are the rule (a shared border has two sides): the lower code answers for both.
        if (close && close.metres <= reach && (!best || isCloser(close.metres, props.area, best))) best = { area: props.area, ...close }
      }
      if (best) return best
    }
    return undefined
  }

  function isCloser(metres: number, area: Area, best: Near): boolean {
    return metres < best.metres || (metres === best.metres && rank.get(area)! < rank.get(best.area)!)
  }

  return { findByCode: (code) => byCode.get(code), hasTier: (tier) => tiers.has(tier), holding, within, findNearest }
}
