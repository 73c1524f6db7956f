/** A service station: arrivals an hour, served an hour by each window, windows open. */
export interface Station {
  readonly arrivals: number
  readonly served: number
  readonly windows: number
}

/** ρ = λ ÷ (c·μ): from 1 on the queue grows without end. */
export const loadOf = ({ arrivals, served, windows }: Station): number =>
  windows <= 0 || served <= 0 ? Infinity : arrivals / (windows * served)

/**
 * Erlang-C: the chance that somebody who comes has to wait (M/M/c). Counted by the recursion of Erlang-B, since the factorials of the textbook
 * formula overflow at about 170 windows.
 */
export function chanceToWait(station: Station): number {
  const { arrivals, served, windows } = station
  const load = loadOf(station)
  if (load >= 1) return 1
  const offered = arrivals / served
  let blocked = 1
  for (let k = 1; k <= windows; k++) blocked = (offered * blocked) / (k + offered * blocked)
  return blocked / (1 - load * (1 - blocked))
}

/**
 * Mean wait in minutes (rules.md §5.7, with its vectors); Infinity where the windows cannot keep up.
 * @example meanWait({ arrivals: 30, served: 6.6667, windows: 5 }) // 13.72
 */
export function meanWait(station: Station): number {
  if (station.arrivals <= 0) return 0
  if (loadOf(station) >= 1) return Infinity
  return (chanceToWait(station) * 60) / (station.windows * station.served - station.arrivals)
}
