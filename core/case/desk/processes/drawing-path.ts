type Point = readonly [number, number]

const CORNER = 7

/** A right-angled line with rounded corners, as an SVG path. Pure. */
export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  let path = `M${first[0]} ${first[1]}`
  rest.forEach((point, index) => {
    const before = points[index] ?? first
    const after = points[index + 2]
    if (!after) {
      path += `L${point[0]} ${point[1]}`
      return
    }
    const near = toward(point, before)
    const far = toward(point, after)
    path += `L${near[0]} ${near[1]}Q${point[0]} ${point[1]} ${far[0]} ${far[1]}`
  })
  return path
}

/** A little way from one point toward another, at most half of it. */
function toward([x, y]: Point, [tx, ty]: Point): Point {
  const length = Math.hypot(tx - x, ty - y)
  if (length === 0) return [x, y]
  const step = Math.min(CORNER, length / 2) / length
  return [x + (tx - x) * step, y + (ty - y) * step]
}
