import type { ForecastView } from '../contract.ts'

interface ForecastBarsProps {
  readonly forecast: ForecastView
  readonly open: number
  /** Minutes above which one more window is advised. */
  readonly limit: number
}

/** The wait by number of windows; the present number stands out. Without end is said in words, not drawn as a tall bar. */
export function ForecastBars({ forecast, open, limit }: ForecastBarsProps) {
  const top = Math.max(limit * 1.5, ...forecast.byWindows.map(({ wait }) => Math.min(wait ?? 0, 40)))
  return (
    <ul className="hall-bars">
      {forecast.byWindows.map(({ windows, wait }) => (
        <li key={windows} data-now={windows === open || undefined} data-over={wait === null || wait > limit || undefined}>
          <span className="hall-bars-name">
            {windows} 个窗口{windows === open && <em>现在</em>}
          </span>
          <span className="hall-bars-track">
            <span style={{ width: `${wait === null ? 100 : Math.max(1, (Math.min(wait, top) / top) * 100)}%` }} />
          </span>
          <span className="num">{wait === null ? '越排越长' : `${wait < 10 ? wait.toFixed(1) : Math.round(wait)} 分钟`}</span>
        </li>
      ))}
    </ul>
  )
}
