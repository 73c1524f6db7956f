import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js'
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js'
import GeoJSONWriter from 'jsts/org/locationtech/jts/io/GeoJSONWriter.js'
import Polygonizer from 'jsts/org/locationtech/jts/operation/polygonize/Polygonizer.js'
import UnionOp from 'jsts/org/locationtech/jts/operation/union/UnionOp.js'
import { tidy } from './check-shape.ts'
import { failArea } from './fault.ts'
import { unite } from './overlay.ts'
import { closestOn, edgesOf, isInside, stripsOf } from './inside.ts'
import type { Position, Ring, Shape } from './shape.ts'
import { Polygon, mapPositions, partsOf, ringsOf, shapeOf } from './shape.ts'
import { metresPerDegree, middleOf, widthOf } from './surface.ts'
import { withVertices } from './vertex.ts'

/** A line drawn on a map ends a little before the border as often as not; each end is carried on so far (m). */
const REACH = 30

/** Hairs left between boundaries that were drawn apart, in metres of mean width. */
const HAIR = 0.5

/** Corners this close (m) are meant to be the same. */
const SNAP = 0.05

export interface Cut {
  /** West to east, then north to south, as grids are numbered (rules.md §1.2). */
  readonly pieces: Shape[]
  /** New corners on the old border: give them to the neighbours with `addVertices`. */
  readonly corners: Position[]
}

/**
 * Cuts a shape along a line.
 * @throws Fault area.line-misses when it stays in one piece
 */
export function splitShape(shape: Shape, line: readonly Position[]): Cut {
  const reader = new GeoJSONReader(new GeometryFactory())
  const borders = reader.read({ type: 'MultiLineString', coordinates: ringsOf(shape) })
  const knife = reader.read({ type: 'LineString', coordinates: carryOn(line) })
  const polygonizer = new Polygonizer()
  polygonizer.add(UnionOp.union(borders, knife))
  const border = partsOf(shape).map(edgesOf)
  const ground = border.map(stripsOf)
  const pieces: Shape[] = []
  for (const found of polygonizer.getPolygons().toArray()) {
    const polygon = Polygon.parse(new GeoJSONWriter().write(found))
    const [x, y] = innerPoint(polygon.coordinates)
    if (ground.some((strips) => isInside(strips, x, y))) pieces.push(tidy(polygon))
  }
  if (pieces.length <= partsOf(shape).length) throw failArea('area.line-misses')
  const old = new Set(ringsOf(shape).flat().map(String))
  const fresh = pieces
    .flatMap(ringsOf)
    .flat()
    .filter((at) => !old.has(String(at)) && border.some((edges) => closestOn(edges, at)!.metres < 0.01))
  const corners = [...new Map(fresh.map((at) => [String(at), at])).values()]
  return { pieces: pieces.sort(westFirst), corners }
}

/**
 * Several neighbouring shapes as one; hairs between them are filled, corners where third areas join are kept.
 * @throws Fault area.not-adjacent when they do not hang together
 */
export function mergeShapes(shapes: readonly Shape[]): Shape {
  const corners = shapes.flatMap(ringsOf).flat()
  const joined = shapes.map((shape, i) => withVertices(snapTo(shape, shapes.slice(0, i)), corners))
  const united = unite(joined).map((part) => part.filter((ring, i) => i === 0 || widthOf({ type: 'Polygon', coordinates: [ring] }) >= HAIR))
  const merged = shapeOf(united)
  // Areas that lie in several pieces already (an exclave) may stay so; nothing may fall apart.
  const allowed = Math.max(1, ...shapes.map((shape) => partsOf(shape).length))
  if (!merged || united.length > allowed) throw failArea('area.not-adjacent')
  return tidy(withVertices(merged, corners))
}

/** Corners within `SNAP` of a corner of the others are put on it: borders drawn apart meet before they are joined. */
function snapTo(shape: Shape, others: readonly Shape[]): Shape {
  const targets = others.flatMap(ringsOf).flat()
  return mapPositions(shape, (at) => {
    const m = metresPerDegree(at[1])
    return targets.find((to) => Math.hypot((to[0] - at[0]) * m.x, (to[1] - at[1]) * m.y) <= SNAP) ?? at
  })
}

function carryOn(line: readonly Position[]): Position[] {
  const [a, b] = [line[0], line[1]]
  const [y, z] = [line.at(-2), line.at(-1)]
  if (!a || !b || !y || !z) throw failArea('area.line-misses')
  return [beyond(b, a), ...line, beyond(y, z)]
}

/** The point `REACH` metres past `to`, coming from `from`. */
function beyond(from: Position, to: Position): Position {
  const m = metresPerDegree(to[1])
  const [dx, dy] = [(to[0] - from[0]) * m.x, (to[1] - from[1]) * m.y]
  const length = Math.hypot(dx, dy) || 1
  return [to[0] + (dx / length) * (REACH / m.x), to[1] + (dy / length) * (REACH / m.y)]
}

/** A point surely inside: half way along the widest stretch of a level line through the polygon. */
function innerPoint(part: Ring[]): Position {
  const levels = [...new Set((part[0] ?? []).map(([, y]) => y))].sort((a, b) => a - b)
  let [best, width]: [Position, number] = [middleOf(part), -1]
  for (let i = 1; i < levels.length; i++) {
    const y = (levels[i - 1]! + levels[i]!) / 2
    const crossings = part.flatMap((ring) => ring.slice(1).flatMap((b, k) => crossing(ring[k]!, b, y))).sort((a, b) => a - b)
    for (let k = 1; k < crossings.length; k += 2) {
      const [west, east] = [crossings[k - 1]!, crossings[k]!]
      if (east - west > width) [best, width] = [[(west + east) / 2, y], east - west]
    }
  }
  return best
}

function crossing([ax, ay]: Position, [bx, by]: Position, y: number): number[] {
  return ay > y === by > y ? [] : [ax + ((bx - ax) * (y - ay)) / (by - ay)]
}

function westFirst(a: Shape, b: Shape): number {
  const [p, q] = [middleOf(partsOf(a)[0]!), middleOf(partsOf(b)[0]!)]
  return p[0] - q[0] || q[1] - p[1]
}
