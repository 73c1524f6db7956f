import { tidy } from './check-shape.ts'
import type { Strips } from './inside.ts'
import { edgesOf, isInside, stripsOf } from './inside.ts'
import type { Bbox, Shape } from './shape.ts'
import { bboxOf, boxesMeet, partsOf, ringsOf } from './shape.ts'

/** A shape made ready for comparing: directed edges (x1, y1, x2, y2) with the inside on their left. */
interface Ready {
  readonly box: Bbox
  readonly edges: readonly Edge[]
  readonly strips: readonly Strips[]
}
type Edge = readonly [number, number, number, number]

const ready = new WeakMap<Shape, Ready>()

/** Twice the area (square degrees) under which three points may be in line; doubles of coordinates in China are exact far below it. */
const IN_LINE = 1e-18

/**
 * How two valid shapes lie, where that is plain to see: borders that meet only along the same edges and at the same corners. `unclear` for
 * everything else, also for a corner on a neighbour's edge: then polygons must be cut. It spares 99 of 100 cuts in a town that tiles.
 */
export function relate(a: Shape, b: Shape): 'apart' | 'within' | 'unclear' {
  const [p, q] = [prepare(a), prepare(b)]
  const mine = p.edges.filter((edge) => meets(edge, q.box))
  const theirs = q.edges.filter((edge) => meets(edge, p.box))
  const sharedMine = new Set<Edge>()
  const sharedTheirs = new Set<Edge>()
  let [same, opposite] = [false, false]
  for (const e of mine)
    for (const f of theirs) {
      const contact = touch(e, f)
      if (contact === 'crossing') return 'unclear'
      if (contact === 'none') continue
      sharedMine.add(e)
      sharedTheirs.add(f)
      if (contact === 'same') same = true
      else opposite = true
    }
  const mineInside = mine.filter((edge) => !sharedMine.has(edge)).map((edge) => holds(q, edge))
  const theirsInside = theirs.filter((edge) => !sharedTheirs.has(edge)).map((edge) => holds(p, edge))
  if (theirsInside.includes(true)) return 'unclear'
  if (!same && !mineInside.includes(true)) return 'apart'
  return !opposite && mine.length === p.edges.length && !mineInside.includes(false) ? 'within' : 'unclear'
}

function prepare(shape: Shape): Ready {
  let found = ready.get(shape)
  if (!found) {
    const turned = tidy(shape)
    const edges = ringsOf(turned).flatMap((ring) => ring.slice(1).map((to, i): Edge => [...ring[i]!, ...to]))
    found = { box: bboxOf(turned), edges, strips: partsOf(turned).map((part) => stripsOf(edgesOf(part))) }
    ready.set(shape, found)
  }
  return found
}

function touch([ax, ay, bx, by]: Edge, [cx, cy, dx, dy]: Edge): 'none' | 'same' | 'opposite' | 'crossing' {
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return 'none'
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return 'none'
  const [ac, ad, bc, bd] = [ax === cx && ay === cy, ax === dx && ay === dy, bx === cx && by === cy, bx === dx && by === dy]
  if (ac && bd) return 'same'
  if (ad && bc) return 'opposite'
  // A common corner: fine unless the edges run along each other from it.
  if (ac || ad || bc || bd) {
    const [sx, sy] = ac || ad ? [ax, ay] : [bx, by]
    const [px, py] = ac || ad ? [bx, by] : [ax, ay]
    const [qx, qy] = ac || bc ? [dx, dy] : [cx, cy]
    const along = Math.abs(turn(sx, sy, px, py, qx, qy)) <= IN_LINE && (px - sx) * (qx - sx) + (py - sy) * (qy - sy) > 0
    return along ? 'crossing' : 'none'
  }
  const c = turn(ax, ay, bx, by, cx, cy)
  const d = turn(ax, ay, bx, by, dx, dy)
  if ((c > IN_LINE && d > IN_LINE) || (c < -IN_LINE && d < -IN_LINE)) return 'none'
  const a = turn(cx, cy, dx, dy, ax, ay)
  const b = turn(cx, cy, dx, dy, bx, by)
  return (a > IN_LINE && b > IN_LINE) || (a < -IN_LINE && b < -IN_LINE) ? 'none' : 'crossing'
}

/** Which side of the line from 1 to 2 the third point is on: left is positive. */
function turn(x1: number, y1: number, x2: number, y2: number, x: number, y: number): number {
  return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
}

/** Whether the middle of an edge is inside; the edge crosses no border, so its middle speaks for all of it. */
function holds({ strips }: Ready, [ax, ay, bx, by]: Edge): boolean {
  return strips.some((part) => isInside(part, (ax + bx) / 2, (ay + by) / 2))
}

function meets([ax, ay, bx, by]: Edge, box: Bbox): boolean {
  return boxesMeet([Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)], box)
}
