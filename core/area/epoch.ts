import whichPolygon from 'which-polygon'
import type { Area } from './area.ts'
import { isBasic, isValidOn } from './area.ts'
import type { Edges, Strips } from './inside.ts'
import { closestOn, edgesOf, isInside, stripsOf } from './inside.ts'
import type { Position } from './shape.ts'
import { partsOf } from './shape.ts'
import { metresPerDegree } from './surface.ts'

interface Piece {
  readonly area: Area
  readonly edges: Edges
}

interface Ground extends Piece {
  /** Place in the order of codes: a number sorts three times faster than a look-up. */
  readonly rank: number
  readonly strips: Strips
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
  /** Every area that holds the point, in the order of their codes. */
  holding(point: Position): Area[]
  /** Every area that holds the point or whose border is at most so many metres away, in the order of their codes. */
  within(point: Position, metres: number): Area[]
  /** Whether an area belongs to the finest layer loaded that covers the ground: the one a point is expected to lie in. */
  isExpected(area: Area): boolean
  /** The closest border of the expected layer within 50 km. */
  findNearest(point: Position): Near | undefined
}

/** Steps (m) of the search for the closest border: four times further each time, so that little is looked at in vain. */
const REACH = [50, 200, 800, 3200, 12_800, 50_000]

/** Edges kept together in the index of borders: a whole town's border in one box made an outside point take 0.25 ms. */
const CHUNK = 16

export function buildEpoch(areas: readonly Area[], day: string): Epoch {
  const current = areas
    .filter((area) => isValidOn(area, day))
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.id < b.id ? -1 : 1))
  const byCode = new Map<string, Area>()
  for (const area of current) if (!byCode.has(area.code)) byCode.set(area.code, area)
  const rank = new Map(current.map((area, i) => [area, i]))
  const isExpected = finest(current)
  const tree = indexOf(current.flatMap(groundOf))
  let borders: Tree<Piece> | undefined

  function holding([x, y]: Position): Area[] {
    const found: Ground[] = []
    for (const { props } of tree.search({ minX: x, minY: y, maxX: x, maxY: y })) if (isInside(props.strips, x, y)) found.push(props)
    return found.sort((a, b) => a.rank - b.rank).map(({ area }) => area)
  }

  function within(point: Position, metres: number): Area[] {
    const found = new Set(holding(point))
    for (const { props } of around(tree, point, metres))
      if ((closestOn(props.edges, point)?.metres ?? Infinity) <= metres) found.add(props.area)
    return [...found].sort((a, b) => rank.get(a)! - rank.get(b)!)
  }

  function findNearest(point: Position): Near | undefined {
    borders ??= indexOf(current.filter(isExpected).flatMap(borderOf))
    for (const reach of REACH) {
      let best: Near | undefined
      for (const item of around(borders, point, reach)) {
        if (best && boxDistance(item, point) > best.metres) continue
        const { props } = item
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

  return { findByCode: (code) => byCode.get(code), isExpected, holding, within, findNearest }
}

type Tree<P> = ReturnType<typeof whichPolygon<P>>['tree']

function groundOf(area: Area, rank: number): Ground[] {
  return partsOf(area.geometry).map((part) => {
    const edges = edgesOf(part)
    return { area, edges, rank, strips: stripsOf(edges) }
  })
}

function indexOf<P extends Piece>(pieces: readonly P[]): Tree<P> {
  return whichPolygon({
    features: pieces.map((piece) => ({ geometry: { type: 'Polygon', coordinates: [corners(piece.edges)] }, properties: piece })),
  }).tree
}

/** The ends of all edges: which-polygon takes the box from them. */
function corners(edges: Edges): Position[] {
  return Array.from({ length: edges.length / 2 }, (_, i): Position => [edges[2 * i]!, edges[2 * i + 1]!])
}

/** The border of an area in short stretches. */
function borderOf(area: Area): Piece[] {
  return partsOf(area.geometry).flatMap((part) => {
    const edges = edgesOf(part)
    return Array.from({ length: Math.ceil(edges.length / (4 * CHUNK)) }, (_, i) => ({
      area,
      edges: edges.subarray(i * 4 * CHUNK, (i + 1) * 4 * CHUNK),
    }))
  })
}

function around<P>(tree: Tree<P>, [x, y]: Position, metres: number) {
  const m = metresPerDegree(y)
  const [dx, dy] = [metres / m.x, metres / m.y]
  return tree.search({ minX: x - dx, minY: y - dy, maxX: x + dx, maxY: y + dy })
}

/** Metres from a point to a box, a little under: what cannot be closer than the best is not measured. */
function boxDistance(box: { minX: number; minY: number; maxX: number; maxY: number }, [x, y]: Position): number {
  const m = metresPerDegree(y)
  return 0.999 * Math.hypot(Math.max(box.minX - x, 0, x - box.maxX) * m.x, Math.max(box.minY - y, 0, y - box.maxY) * m.y)
}

function finest(current: readonly Area[]): (area: Area) => boolean {
  if (current.some((area) => area.tier === 'grid')) return isBasic
  const tier = current.some((area) => area.tier === 'village') ? 'village' : 'town'
  return (area) => area.tier === tier
}
