import type { IncidentClass } from '../classes/class.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

// How long one problem keeps being reported, by family (示例: a guess that the numbers of bench/same-problem.ts do not
// contradict). A car drives off within hours; a broken lamp is reported until it burns.
const halfLives: Readonly<Record<string, number>> = {
  停车: 6 * HOUR,
  噪声: 12 * HOUR,
  占道经营: 12 * HOUR,
  供电: 12 * HOUR,
  供水: 24 * HOUR,
  积水: 24 * HOUR,
  油烟: 2 * DAY,
  焚烧: 12 * HOUR,
  废气: DAY,
  垃圾: 3 * DAY,
  保洁: 2 * DAY,
  纠纷: 30 * DAY,
}
const otherwise = 7 * DAY

/** Time after which likeness has halved, milliseconds. */
export const halfLife = (of: IncidentClass | undefined): number =>
  halfLives[of?.family ?? ''] ?? (of?.kind === 'social' ? 15 * DAY : otherwise)

/** 0 … 1. An open earlier case does not fall below a half: the problem is still there to be reported again. */
export function timeLikeness(gap: number, half: number, open: boolean): number {
  const faded = 2 ** (-Math.abs(gap) / half)
  return open ? Math.max(0.5, faded) : faded
}

/** `10 分钟内`, `3 小时内`, `5 天内`: rounded up, for the reason line. */
export function gapText(gap: number): string {
  const ms = Math.abs(gap)
  if (ms <= 90 * 60_000) return `${Math.max(1, Math.ceil(ms / 60_000))} 分钟内`
  if (ms <= 2 * DAY) return `${Math.ceil(ms / HOUR)} 小时内`
  return `${Math.ceil(ms / DAY)} 天内`
}
