/** A curve cut where nothing was heard, and the ticks beside it. Pure. */
export interface CurvePoint {
  readonly at: number
  readonly min: number
  readonly max: number
  readonly avg: number
}

/** The stretches without a gap: a line must never cross a silence. @param gap milliseconds */
export function stretches(points: readonly CurvePoint[], gap: number): CurvePoint[][] {
  const cut: CurvePoint[][] = []
  for (const point of points) {
    const last = cut.at(-1)
    if (last && point.at - last.at(-1)!.at <= gap) last.push(point)
    else cut.push([point])
  }
  return cut
}

/** Round values that cover the range, three to six of them. */
export function niceTicks(low: number, high: number): number[] {
  const span = high - low || Math.abs(high) || 1
  const raw = span / 4
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= raw) ?? raw
  const first = Math.floor(low / step) * step
  const count = Math.ceil((high - first) / step) + 1
  return Array.from({ length: count }, (_, i) => Number((first + i * step).toPrecision(12)))
}

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000
const ZONE = 8 * HOUR
const steps = [5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY, 91 * DAY, 365 * DAY]

/** Moments on whole hours and days of local time, six at most. */
export function timeTicks(from: number, to: number): number[] {
  const step = steps.find((one) => (to - from) / one <= 6) ?? steps.at(-1)!
  const first = Math.ceil((from + ZONE) / step) * step - ZONE
  const ticks: number[] = []
  for (let at = first; at <= to; at += step) ticks.push(at)
  return ticks
}

const pad = (n: number): string => String(n).padStart(2, '0')

/** `15:00` within two days, else `11/22`, else `2026/11`. */
export function tickText(at: number, span: number): string {
  const local = new Date(at + ZONE)
  if (span <= 2 * DAY) return `${pad(local.getUTCHours())}:${pad(local.getUTCMinutes())}`
  if (span <= 400 * DAY) return `${local.getUTCMonth() + 1}/${local.getUTCDate()}`
  return `${local.getUTCFullYear()}/${local.getUTCMonth() + 1}`
}
