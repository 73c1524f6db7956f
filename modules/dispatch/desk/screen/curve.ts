/** A point of a chart in its own box: x from 0 to 1, y from 0 to 1 upwards. */
export interface ChartPoint {
  readonly x: number
  readonly y: number
}

/** A round number at or above a value: the top of an axis. */
export function roundTop(value: number): number {
  if (value <= 5) return Math.max(1, Math.ceil(value))
  const scale = 10 ** Math.floor(Math.log10(value))
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * scale).find((top) => top >= value) ?? value
}

/**
 * A smooth path through points that never rises above or falls below them (monotone cubic, Fritsch–Carlson): a curve that overshoots would show
 * counts nobody counted. Coordinates are of a box of the given width and height, y downwards.
 */
export function curvePath(points: readonly ChartPoint[], width: number, height: number): string {
  const at = points.map(({ x, y }) => [x * width, height - y * height] as const)
  const [first] = at
  if (!first) return ''
  const slopes = at.slice(1).map(([x, y], i) => (y - at[i]![1]) / (x - at[i]![0]))
  const tangents = at.map((_, i) => {
    const [before, after] = [slopes[i - 1], slopes[i]]
    if (before === undefined || after === undefined) return before ?? after ?? 0
    if (before * after <= 0) return 0
    return Math.sign(before) * Math.min(Math.abs(before + after) / 2, 3 * Math.abs(before), 3 * Math.abs(after))
  })
  const round = (n: number) => Math.round(n * 10) / 10
  let path = `M${round(first[0])} ${round(first[1])}`
  for (let i = 1; i < at.length; i++) {
    const [[x0, y0], [x1, y1]] = [at[i - 1]!, at[i]!]
    const third = (x1 - x0) / 3
    path += `C${round(x0 + third)} ${round(y0 + tangents[i - 1]! * third)} ${round(x1 - third)} ${round(y1 - tangents[i]! * third)} ${round(x1)} ${round(y1)}`
  }
  return path
}
