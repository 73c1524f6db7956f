import { between, distance, nearestOnSegment } from './plane.ts'
import type { Spot } from './plane.ts'

/** A smooth line through the hand-drawn points (Catmull-Rom), sampled every `step` metres. */
export function spline(points: readonly Spot[], step: number, closed = false): Spot[] {
  const count = points.length
  const at = (i: number): Spot => (closed ? points[(i + count) % count]! : points[Math.min(count - 1, Math.max(0, i))]!)
  const line: Spot[] = []
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    const parts = Math.max(1, Math.round(distance(p1, p2) / step))
    for (let k = 0; k < parts; k++) {
      const t = k / parts
      const along = (axis: 0 | 1): number =>
        0.5 *
        (2 * p1[axis] +
          (p2[axis] - p0[axis]) * t +
          (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis]) * t * t +
          (3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis]) * t * t * t)
      line.push([along(0), along(1)])
    }
  }
  if (!closed) line.push(at(count - 1))
  return line
}

/** Length in metres. */
export function lineLength(line: readonly Spot[]): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1]!, line[i]!)
  return sum
}

/** Every spot that lies `step` metres further along the line, with the direction (unit vector) there. */
export function walk(line: readonly Spot[], step: number, start = 0): { spot: Spot; ahead: Spot; metre: number }[] {
  const stops: { spot: Spot; ahead: Spot; metre: number }[] = []
  let next = start
  let done = 0
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]!
    const b = line[i]!
    const length = distance(a, b)
    while (length > 0 && next <= done + length) {
      stops.push({
        spot: between(a, b, (next - done) / length),
        ahead: [(b[0] - a[0]) / length, (b[1] - a[1]) / length],
        metre: next,
      })
      next += step
    }
    done += length
  }
  return stops
}

/** Douglas–Peucker: drops points nearer than `tolerance` metres to the chord; the ends stay. */
export function simplify(line: readonly Spot[], tolerance: number): Spot[] {
  if (line.length < 3 || tolerance <= 0) return [...line]
  const keep = new Uint8Array(line.length)
  keep[0] = keep[line.length - 1] = 1
  const open: [number, number][] = [[0, line.length - 1]]
  for (let range = open.pop(); range; range = open.pop()) {
    const [from, to] = range
    let worst = tolerance
    let split = -1
    for (let i = from + 1; i < to; i++) {
      const off = distance(line[i]!, nearestOnSegment(line[i]!, line[from]!, line[to]!))
      if (off > worst) {
        worst = off
        split = i
      }
    }
    if (split > 0) {
      keep[split] = 1
      open.push([from, split], [split, to])
    }
  }
  return line.filter((_, i) => keep[i] === 1)
}

/** The band of `width` metres around a line as an open ring. */
export function band(line: readonly Spot[], width: number): Spot[] {
  const side = (sign: number): Spot[] =>
    line.map((spot, i) => {
      const a = line[Math.max(0, i - 1)]!
      const b = line[Math.min(line.length - 1, i + 1)]!
      const length = distance(a, b) || 1
      return [spot[0] - (sign * (b[1] - a[1]) * width) / 2 / length, spot[1] + (sign * (b[0] - a[0]) * width) / 2 / length]
    })
  return [...side(-1), ...side(1).reverse()]
}
