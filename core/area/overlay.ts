import { difference, intersection, setPrecision, union } from 'polyclip-ts'
import type { Ring, Shape } from './shape.ts'
import { partsOf } from './shape.ts'

/*
 * polyclip-ts and not jsts: it takes crossing rings as they come (even-odd), works in exact arithmetic, is a tenth of the size in the
 * browser, and cut 990 pairs of real villages in 0.5 s. jsts 2.12 has neither OverlayNG nor GeometryFixer.
 */

/*
 * A point within 1e-10° (10 µm; the setting is its square) of a line is on it. Without it the quotients of its 20-digit arithmetic keep making
 * new points on badly tangled rings and it never ends: found by the fuzz of repair.test.ts. 1e-12 (10 cm) swallows real slivers.
 */
setPrecision(1e-20)

/** All of these together; crossing and doubled rings are resolved. */
export function unite(shapes: readonly Shape[]): Ring[][] {
  const [first, ...more] = shapes.map(partsOf)
  return first ? union(first, ...more) : []
}

/** What both hold. */
export function intersect(a: Shape, b: Shape): Ring[][] {
  return intersection(partsOf(a), partsOf(b))
}

/** What the first holds and none of the others. */
export function subtract(from: Shape, others: readonly Shape[]): Ring[][] {
  return others.length === 0 ? partsOf(from) : difference(partsOf(from), ...others.map(partsOf))
}
