import type { PanelData } from '#platform/contract/panel.ts'
import { curvePath, roundTop } from './curve.ts'
import { ListLink } from './ListLink.tsx'

const WIDTH = 360
const HEIGHT = 118
const hour = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', hourCycle: 'h23' })

/** The day's curve beside the usual one. */
export function SeriesBody({ data }: { readonly data: Extract<PanelData, { shape: 'series' }> }) {
  const { points, unit, href, total } = data
  const top = roundTop(Math.max(1, ...points.map(({ value, usual }) => Math.max(value ?? 0, usual ?? 0))))
  const x = (i: number) => i / Math.max(1, points.length - 1)
  const actual = points.flatMap(({ value }, i) => (value === undefined ? [] : [{ x: x(i), y: value / top }]))
  const usual = points.flatMap(({ usual: value }, i) => (value === undefined ? [] : [{ x: x(i), y: value / top }]))
  const end = actual.at(-1)
  const line = curvePath(actual, WIDTH, HEIGHT)
  return (
    <div className="wall-series">
      <p className="wall-series-head">
        <span className="wall-key wall-key-actual">今日</span>
        {usual.length > 0 && <span className="wall-key wall-key-usual">往常</span>}
        <span className="wall-series-unit">{unit}</span>
        {total !== undefined && (
          <ListLink href={href} className="wall-series-total">
            共 <b className="wall-num">{total}</b> 件
          </ListLink>
        )}
      </p>
      <svg viewBox={`-26 -8 ${WIDTH + 34} ${HEIGHT + 28}`} role="img" aria-label="今日与往常的走势">
        <defs>
          <linearGradient id="wall-area" x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor="#27d3f5" stopOpacity="0.42" />
            <stop offset="1" stopColor="#27d3f5" stopOpacity="0" />
          </linearGradient>
        </defs>
        {[0, 0.5, 1].map((level) => (
          <g key={level}>
            <line className="wall-gridline" x1="0" x2={WIDTH} y1={HEIGHT * (1 - level)} y2={HEIGHT * (1 - level)} />
            <text className="wall-axis" x="-6" y={HEIGHT * (1 - level) + 4} textAnchor="end">
              {Math.round(top * level * 10) / 10}
            </text>
          </g>
        ))}
        {points.map(({ at }, i) =>
          i % 6 === 0 || i === points.length - 1 ? (
            <text
              key={at}
              className="wall-axis"
              x={x(i) * WIDTH}
              y={HEIGHT + 16}
              textAnchor={i === 0 ? 'start' : i === points.length - 1 ? 'end' : 'middle'}
            >
              {hour.format(at).replace('时', '')}
            </text>
          ) : null,
        )}
        {usual.length > 1 && <path className="wall-curve-usual" d={curvePath(usual, WIDTH, HEIGHT)} />}
        {actual.length > 1 && end && (
          <>
            <path fill="url(#wall-area)" d={`${line}L${end.x * WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} />
            <path className="wall-curve" d={line} />
          </>
        )}
        {end && <circle className="wall-curve-end" cx={end.x * WIDTH} cy={HEIGHT - end.y * HEIGHT} r="3.4" />}
      </svg>
    </div>
  )
}
