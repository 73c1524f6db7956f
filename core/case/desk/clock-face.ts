import { spanText } from '#platform/client/time.ts'

export interface ClockFacts {
  /** Epoch ms; when the clock began, so that a bar can be drawn. */
  readonly from?: number | undefined
  readonly due?: number | undefined
  readonly paused?: boolean | undefined
  /** It was stopped then: done in time or late. */
  readonly stopped?: number | undefined
  readonly closed?: boolean | undefined
}

export type ClockTone = 'calm' | 'soon' | 'late' | 'paused' | 'done' | 'done-late' | 'none'

export interface ClockFace {
  readonly tone: ClockTone
  /** 0–1 of the bar. */
  readonly share: number
  readonly words: string
}

const HOUR = 3_600_000

/** What a clock shows: bar, words and tone. `soon` is the last quarter of the time, of longer limits also the last hour. */
export function clockFace({ from, due, paused, stopped, closed }: ClockFacts, now: number): ClockFace {
  if (stopped !== undefined) {
    if (due !== undefined && stopped > due) return { tone: 'done-late', share: 1, words: `超时 ${spanText(stopped - due)}完成` }
    return { tone: 'done', share: 1, words: '按时完成' }
  }
  if (closed) return { tone: 'done', share: 1, words: '已办结' }
  if (due === undefined) return paused ? { tone: 'paused', share: 0.5, words: '计时暂停' } : { tone: 'none', share: 0, words: '无时限' }
  const left = due - now
  if (left < 0) return { tone: 'late', share: 1, words: `超时 ${spanText(left)}` }
  const whole = from === undefined ? left : due - from
  const share = whole <= 0 ? 1 : Math.min(1, Math.max(0.02, (whole - left) / whole))
  const soon = left / whole < 0.25 || (whole >= 4 * HOUR && left < HOUR)
  return { tone: soon ? 'soon' : 'calm', share, words: `剩 ${spanText(left)}` }
}
