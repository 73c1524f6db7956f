import type { TidalRule } from './setting.ts'

const minuteMs = 60_000

/** What one look at the hall found. */
export interface TidalCheck {
  /** Epoch milliseconds. */
  readonly at: number
  /** Forecast wait in minutes; Infinity where the windows cannot keep up. */
  readonly wait: number
  readonly waiting: number
  /** Windows open for these people, tidal ones included, paused ones not. */
  readonly open: number
}

/** A tidal window with the moment its present state began: opened, closed, or somebody said no. */
export interface TidalWindow {
  readonly id: string
  readonly open: boolean
  readonly since: number | undefined
}

/** How many looks in a row found it too full, and how many too empty. */
export interface TidalCount {
  readonly over: number
  readonly under: number
}
export const uncounted: TidalCount = { over: 0, under: 0 }

export interface TidalAdvice {
  readonly kind: 'open' | 'close'
  readonly window: string
}

/** Whether a look found too many waiting. One of both is enough. */
export const isOver = ({ wait, waiting, open }: TidalCheck, rule: TidalRule): boolean =>
  waiting > 0 && (wait > rule.openWait || waiting > rule.openEach * open)

/** Whether a look found a window too many. */
export const isUnder = ({ wait, waiting }: TidalCheck, rule: TidalRule): boolean => wait < rule.closeWait && waiting <= rule.closeWaiting

/**
 * The tidal rule (潮汐窗口, rules.md §5.7): open one more after so many looks in a row that found it too full, close one after so many that found it
 * too empty; a window keeps its state for the least dwell. It only advises: a named person opens or closes.
 * @param counted what the looks before had counted
 * @param windows the tidal windows in the order they are opened
 * @returns the new count (begun anew after an advice) and the advice, if there is one
 */
export function judge(
  counted: TidalCount,
  check: TidalCheck,
  rule: TidalRule,
  windows: readonly TidalWindow[],
): { readonly count: TidalCount; readonly advice?: TidalAdvice } {
  const over = isOver(check, rule) ? counted.over + 1 : 0
  const under = isUnder(check, rule) ? counted.under + 1 : 0
  const settled = ({ since }: TidalWindow): boolean => since === undefined || check.at - since >= rule.dwell * minuteMs
  if (over >= rule.openChecks) {
    const spare = windows.find((one) => !one.open && settled(one))
    if (spare) return { count: uncounted, advice: { kind: 'open', window: spare.id } }
  }
  if (under >= rule.closeChecks) {
    // The last opened goes first.
    const last = windows.findLast((one) => one.open && settled(one))
    if (last) return { count: uncounted, advice: { kind: 'close', window: last.id } }
  }
  return { count: { over, under } }
}

/** Whether an advice nobody has followed yet has lost its reason. */
export const isLapsed = (kind: TidalAdvice['kind'], check: TidalCheck, rule: TidalRule): boolean =>
  kind === 'open' ? !isOver(check, rule) : !isUnder(check, rule)
