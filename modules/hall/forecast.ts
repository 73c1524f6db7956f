import { loadOf, meanWait } from './erlang.ts'

/** What the forecast rests on: all of it is shown, nothing is learnt in silence. */
export interface Evidence {
  /** Arrivals in the coming hour on each earlier day of the same weekday. */
  readonly history: readonly number[]
  /** Arrivals of the last half hour today. */
  readonly lastHalfHour: number
  /** Mean minutes of one service in the closed days of the last four weeks; undefined while there are none. */
  readonly minutes: number | undefined
  /** What the town put in until then (示例). */
  readonly usualMinutes: number
  readonly open: number
}

export interface Forecast {
  /** λ: people an hour, the greater of both below. */
  readonly arrivals: number
  /** The mean of the earlier days; undefined without any. */
  readonly usualArrivals: number | undefined
  /** Twice the last half hour. */
  readonly presentArrivals: number
  readonly days: number
  /** μ: served an hour by a window. */
  readonly served: number
  readonly minutes: number
  /** Whether `minutes` was counted, not put in. */
  readonly counted: boolean
  readonly load: number
  /** Mean wait in minutes by the number of open windows: the present number and its neighbours. */
  readonly byWindows: readonly { readonly windows: number; readonly wait: number }[]
  readonly wait: number
}

/**
 * Forecast of the coming hour: λ is the greater of what the same hour of the same weekday usually brings and what the last half hour brought;
 * a surge is believed at once, a quiet half hour is not. μ from the town's own services. Wait by Erlang-C.
 */
export function forecastOf({ history, lastHalfHour, minutes, usualMinutes, open }: Evidence): Forecast {
  const usual = history.length > 0 ? history.reduce((sum, n) => sum + n, 0) / history.length : undefined
  const present = lastHalfHour * 2
  const arrivals = Math.max(usual ?? 0, present)
  const each = minutes ?? usualMinutes
  const served = 60 / each
  const wait = (windows: number): number => meanWait({ arrivals, served, windows })
  const from = Math.max(0, open - 2)
  return {
    arrivals,
    usualArrivals: usual,
    presentArrivals: present,
    days: history.length,
    served,
    minutes: each,
    counted: minutes !== undefined,
    load: loadOf({ arrivals, served, windows: open }),
    byWindows: Array.from({ length: 6 }, (_, i) => ({ windows: from + i, wait: wait(from + i) })).filter(({ windows }) => windows > 0),
    wait: wait(open),
  }
}

const one = (n: number): string => (Math.round(n * 10) / 10).toString()
/** Minutes in words; a queue that grows without end has none. */
export const waitText = (wait: number): string => (Number.isFinite(wait) ? `${one(wait)} 分钟` : '越排越长')

/** The forecast's reasons in one sentence, with every figure it was counted from. */
export function reasonOf(forecast: Forecast, weekday: string): string {
  const { arrivals, usualArrivals, presentArrivals, days, served, minutes, counted } = forecast
  const usual = usualArrivals === undefined ? '没有同期数据' : `近 ${days} 个${weekday}同一小时平均到 ${one(usualArrivals)} 人`
  return `按每小时到 ${one(arrivals)} 人（${usual}；近半小时折合每小时 ${one(presentArrivals)} 人，取大）、每窗每小时办 ${one(served)} 人（平均 ${one(minutes)} 分钟一件${counted ? '，近四周实际' : '，示例值'}），用排队公式 Erlang-C 计算`
}
