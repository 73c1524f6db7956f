import { useId, useMemo, useState } from 'react'
import { exactText } from '#platform/client/time.ts'
import { type CurvePoint, niceTicks, stretches, tickText, timeTicks } from './curve.ts'
import { valueText } from './value-text.ts'
import './sensing.css'

interface CurveChartProps {
  readonly label: string
  readonly points: readonly CurvePoint[]
  readonly unit: string
  readonly from: number
  readonly to: number
  /** Milliseconds of silence a line must not cross. */
  readonly gap: number
  readonly marks?: readonly { readonly id: string; readonly title: string; readonly onset: number; readonly end?: number | undefined }[]
  readonly hints?: readonly { readonly from: number; readonly to: number; readonly words: string }[]
  readonly height?: number
}

const WIDTH = 900
const LEFT = 52
const BOTTOM = 22
const TOP = 8

/** One field over time: the line is the mean, the band the least and the most of each stretch; silences stay empty. */
export function CurveChart({ label, points, unit, from, to, gap, marks = [], hints = [], height = 260 }: CurveChartProps) {
  const id = useId()
  const [at, setAt] = useState<number>()
  const ticks = useMemo(() => niceTicks(Math.min(...points.map((p) => p.min)), Math.max(...points.map((p) => p.max))), [points])
  const cut = useMemo(() => stretches(points, gap), [points, gap])
  if (points.length === 0) return null
  const low = ticks[0]!
  const high = ticks.at(-1)!
  const x = (time: number): number => LEFT + ((time - from) / Math.max(1, to - from)) * (WIDTH - LEFT - 8)
  const y = (value: number): number => TOP + ((high - value) / (high - low || 1)) * (height - TOP - BOTTOM)
  const path = (line: readonly CurvePoint[], pick: 'avg' | 'min' | 'max'): string =>
    line.map((p) => `${x(p.at).toFixed(1)} ${y(p[pick]).toFixed(1)}`).join('L')
  const near = at === undefined ? undefined : points.reduce((best, p) => (Math.abs(p.at - at) < Math.abs(best.at - at) ? p : best))
  const hear = (event: React.PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const share = ((event.clientX - box.left) / box.width) * WIDTH
    setAt(from + ((share - LEFT) / (WIDTH - LEFT - 8)) * (to - from))
  }
  return (
    <figure className="sensing-chart">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-labelledby={id} onPointerMove={hear} onPointerLeave={() => setAt(undefined)}>
        <title
          id={id}
        >{`${label}：最低 ${valueText({ value: Math.min(...points.map((p) => p.min)), unit })}，最高 ${valueText({ value: Math.max(...points.map((p) => p.max)), unit })}`}</title>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="sensing-chart-grid" x1={LEFT} x2={WIDTH - 8} y1={y(tick)} y2={y(tick)} />
            <text className="sensing-chart-text" x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
              {tick.toLocaleString('zh-CN')}
            </text>
          </g>
        ))}
        {timeTicks(from, to).map((tick) => (
          <text key={tick} className="sensing-chart-text" x={x(tick)} y={height - 5} textAnchor="middle">
            {tickText(tick, to - from)}
          </text>
        ))}
        {hints.map((hint) => (
          <rect
            key={hint.from}
            className="sensing-chart-hint"
            x={x(hint.from)}
            width={Math.max(2, x(hint.to) - x(hint.from))}
            y={TOP}
            height={height - TOP - BOTTOM}
          >
            <title>{hint.words}</title>
          </rect>
        ))}
        {marks.map(({ id: key, title, onset, end }) => (
          <rect
            key={key}
            className="sensing-chart-mark"
            x={x(Math.max(from, onset))}
            width={Math.max(2, x(Math.min(to, end ?? to)) - x(Math.max(from, onset)))}
            y={TOP}
            height={height - TOP - BOTTOM}
          >
            <title>{`${title} ${exactText(onset)}`}</title>
          </rect>
        ))}
        {cut.map((line) => (
          <g key={line[0]!.at}>
            {line.length > 1 && <path className="sensing-chart-band" d={`M${path(line, 'max')}L${path([...line].reverse(), 'min')}Z`} />}
            {line.length > 1 ? (
              <path className="sensing-chart-line" d={`M${path(line, 'avg')}`} />
            ) : (
              <circle className="sensing-chart-dot" cx={x(line[0]!.at)} cy={y(line[0]!.avg)} r={2} />
            )}
          </g>
        ))}
        {near && (
          <g>
            <line className="sensing-chart-here" x1={x(near.at)} x2={x(near.at)} y1={TOP} y2={height - BOTTOM} />
            <circle className="sensing-chart-dot" cx={x(near.at)} cy={y(near.avg)} r={4} />
          </g>
        )}
      </svg>
      <figcaption className="sensing-chart-said num">
        {near
          ? `${exactText(near.at)}　${valueText({ value: near.avg, unit })}${near.min === near.max ? '' : `（${valueText({ value: near.min, unit })} 至 ${valueText({ value: near.max, unit })}）`}`
          : `${exactText(from)} 至 ${exactText(to)}`}
      </figcaption>
    </figure>
  )
}
