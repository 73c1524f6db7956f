import { EmptyState } from '#platform/client/desk/StateBlocks.tsx'
import { type HallDay, clockText } from '../contract.ts'

const [width, height, foot] = [600, 190, 20] as const

/** Bars of today beside the line of what is usual on this weekday. */
export function DayCurve({ day }: { readonly day: HallDay }) {
  const { points, days } = day
  const top = Math.max(4, ...points.map(({ came, usual }) => Math.max(came ?? 0, usual ?? 0)))
  const step = width / Math.max(1, points.length)
  const y = (value: number): number => (height - foot) * (1 - value / top)
  const line = points.flatMap(({ usual }, i) => (usual === undefined ? [] : [`${i * step + step / 2} ${y(usual)}`])).join('L')
  const total = points.reduce((sum, { came }) => sum + (came ?? 0), 0)
  if (points.every(({ came, usual }) => !came && !usual)) return <EmptyState title="还没有人取号" />
  return (
    <figure className="hall-curve">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`今日到号 ${total} 个，最多一刻钟 ${top} 个`}>
        {[0.5, 1].map((share) => (
          <line key={share} x1="0" x2={width} y1={y(top * share)} y2={y(top * share)} className="hall-curve-grid" />
        ))}
        <text x="2" y={y(top) + 11} className="hall-curve-axis">
          {Math.round(top)} 人
        </text>
        {points.map(({ minute, came }, i) => (
          <rect key={minute} x={i * step + step * 0.15} width={step * 0.7} y={y(came ?? 0)} height={height - foot - y(came ?? 0)}>
            <title>{`${clockText(minute)} ${came ?? 0} 人`}</title>
          </rect>
        ))}
        {line && <path d={`M${line}`} className="hall-curve-usual" />}
        {points.map(({ minute }, i) =>
          minute % 60 === 0 || i === 0 ? (
            <text key={minute} x={i * step} y={height - 5} className="hall-curve-axis">
              {clockText(minute)}
            </text>
          ) : null,
        )}
      </svg>
      <figcaption className="quiet">
        柱：今日，共 {total} 个；线：{days > 0 ? `近 ${days} 个同一天的平均` : '还没有往日数据'}
      </figcaption>
    </figure>
  )
}
