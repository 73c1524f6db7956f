import { edgesOf, closestOn } from './inside.ts'
import type { Position, Ring, Shape } from './shape.ts'
import { bboxOf, partsOf, ringsOf, samePosition, shapeOf } from './shape.ts'

/** One area of a drawing: what the map editor passes round. */
export interface Drawn {
  readonly code: string
  readonly geometry: Shape
}

/** Corners this close (degrees; 0.1 mm) are one corner. */
const SAME = 1e-9

/** A border this close (m) to a place runs through it: a neighbour may lack the corner where two borders meet. */
const ON_EDGE = 0.02

/**
 * Moves a corner of every area that has it, so that neighbours stay joined; an area whose border only runs through the corner gets it first,
 * and the corners on either side of it too: a grid has no corner where two of its micro-grids meet, and its edge must bend there as theirs do.
 * @returns the areas that changed
 */
export function moveVertex(areas: readonly Drawn[], from: Position, to: Position): Drawn[] {
  const holding = addVertices(areas, [from]).filter(({ geometry }) => ringsOf(geometry).some((ring) => ring.some((at) => isSame(at, from))))
  const beside = holding.flatMap(({ geometry }) => ringsOf(geometry).flatMap((ring) => cornersBeside(ring, from)))
  return change(addVertices(holding, beside), holding, (ring) => ring.map((at) => (isSame(at, from) ? to : at)))
}

/** The corners before and after a corner in a closed ring. */
function cornersBeside(ring: Ring, corner: Position): Position[] {
  const open = ring.slice(0, -1)
  return open.flatMap((at, i) => (isSame(at, corner) ? [open.at(i - 1)!, open[(i + 1) % open.length]!] : []))
}

/** Takes a corner out of every area that has it; a ring keeps at least three corners. @returns the areas that changed */
export function removeVertex(areas: readonly Drawn[], corner: Position): Drawn[] {
  return change(areas, areas, (ring) => {
    const open = ring.slice(0, -1).filter((at) => !isSame(at, corner))
    return open.length >= 3 && open.length < ring.length - 1 ? [...open, open[0]!] : ring
  })
}

/** The areas with these places as corners wherever their border runs through them; what a cut leaves on the neighbours' borders. */
export function addVertices(areas: readonly Drawn[], places: readonly Position[]): Drawn[] {
  return areas.map((area) => {
    const near = places.filter((place) => isAround(area.geometry, place))
    return near.length === 0 ? area : { ...area, geometry: withVertices(area.geometry, near) }
  })
}

/** A shape with these places as corners where its border runs through them. */
export function withVertices(shape: Shape, places: readonly Position[]): Shape {
  const parts = partsOf(shape).map((part) => part.map((ring) => places.reduce(insert, ring)))
  return shapeOf(parts) ?? shape
}

function insert(ring: Ring, place: Position): Ring {
  if (ring.some((at) => isSame(at, place))) return ring
  let best = ON_EDGE
  let after = -1
  for (let i = 1; i < ring.length; i++) {
    const metres = closestOn(edgesOf([[ring[i - 1]!, ring[i]!]]), place)?.metres ?? Infinity
    if (metres <= best) [best, after] = [metres, i]
  }
  return after < 0 ? ring : ring.toSpliced(after, 0, place)
}

/** Applies `edit` to every ring and keeps the areas that differ from how they were. */
function change(areas: readonly Drawn[], before: readonly Drawn[], edit: (ring: Ring) => Ring): Drawn[] {
  return areas.flatMap((area, i) => {
    const geometry = shapeOf(partsOf(area.geometry).map((part) => part.map(edit)))
    if (!geometry || equalShapes(geometry, before[i]!.geometry)) return []
    return [{ ...area, geometry }]
  })
}

function equalShapes(a: Shape, b: Shape): boolean {
  const [x, y] = [partsOf(a).flat(2), partsOf(b).flat(2)]
  return x.length === y.length && x.every((at, i) => samePosition(at, y[i]))
}

function isAround(shape: Shape, [x, y]: Position): boolean {
  const box = bboxOf(shape)
  const slack = 1e-6
  return x >= box[0] - slack && x <= box[2] + slack && y >= box[1] - slack && y <= box[3] + slack
}

function isSame(a: Position, b: Position): boolean {
  return Math.abs(a[0] - b[0]) <= SAME && Math.abs(a[1] - b[1]) <= SAME
}
