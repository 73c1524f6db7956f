import type { ScreenLayer } from '../../screen-record.ts'
import { ToneMark } from './ToneMark.tsx'

/** What the marks on the map mean: one line for each tone that is there. */
export function WallLegend({ layers, wide }: { readonly layers: readonly ScreenLayer[]; readonly wide: boolean }) {
  const lines = layers.flatMap(({ group, title, kinds, points }) =>
    group === 'people'
      ? points.length > 0
        ? [{ key: title, title, tone: 'people' }]
        : []
      : kinds.map((kind) => ({ key: kind.key, title: kind.title, tone: kind.tone as string })),
  )
  const shown = lines.filter((line, i) => lines.findIndex(({ title }) => title === line.title) === i).slice(0, 8)
  if (shown.length === 0) return null
  return (
    <ul className={wide ? 'wall-legend wall-legend-wide' : 'wall-legend'} aria-label="图例">
      {shown.map(({ key, title, tone }) => (
        <li key={key} className={`tone-${tone}`}>
          <ToneMark tone={tone === 'people' ? 'low' : tone} />
          {title}
        </li>
      ))}
    </ul>
  )
}
