/** One reading of the phone's position. */
export interface Fix {
  /** [lng, lat] WGS-84. */
  readonly point: readonly [number, number]
  /** Metres, radius of 68 %. */
  readonly accuracy: number
  /** Epoch ms as the position itself says. */
  readonly at: number
}

const EARTH = 6_371_000
const RAD = Math.PI / 180

export function metresBetween(a: readonly [number, number], b: readonly [number, number]): number {
  const [dx, dy] = [(b[0] - a[0]) * RAD * Math.cos(((a[1] + b[1]) / 2) * RAD), (b[1] - a[1]) * RAD]
  return Math.hypot(dx, dy) * EARTH
}

/** 216 km/h: no patrol car of a town goes faster. */
const FASTEST = 60
/** A real receiver trembles in the last digits; three equal readings over some seconds do not come from the sky. */
const SAME_AT_LEAST = 3
const STALE_MS = 5 * 60_000

/**
 * Why a run of readings may not be true (模拟定位): a browser is not told by the system, so this looks at the numbers. Words
 * for the record; a doubt is shown, never a reason to stop work.
 * @param fixes oldest first @param now device clock, epoch ms
 */
export function findOddities(fixes: readonly Fix[], now: number): string[] {
  const last = fixes.at(-1)
  if (!last) return []
  const found: string[] = []
  if (last.accuracy <= 0 || last.accuracy < 0.5) found.push('定位误差为 0，可能是模拟定位')
  if (Math.abs(now - last.at) > STALE_MS) found.push('定位时间与手机时间相差 5 分钟以上')
  for (let i = 1; i < fixes.length; i++) {
    const [a, b] = [fixes[i - 1]!, fixes[i]!]
    const metres = metresBetween(a.point, b.point) - a.accuracy - b.accuracy
    const seconds = Math.max((b.at - a.at) / 1000, 0.5)
    if (metres > 200 && metres / seconds > FASTEST) {
      found.push('位置突然跳动，快过任何车辆')
      break
    }
  }
  const run = fixes.slice(-SAME_AT_LEAST)
  const same =
    run.length === SAME_AT_LEAST &&
    run.every((f) => f.point[0] === last.point[0] && f.point[1] === last.point[1] && f.accuracy === last.accuracy)
  const spread = same ? last.at - run[0]!.at : 0
  if (same && spread >= 10_000) found.push('坐标长时间一位不差，可能是模拟定位')
  return found
}
