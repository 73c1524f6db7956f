import type { ScreenLayer } from '../../screen-record.ts'
import { ToneMark } from './ToneMark.tsx'

/** What the marks on the map mean: one line for each tone that is there. */
export function WallLegend({ layers, wide }: { readonly layers: readonly ScreenLayer[]; readonly wide: boolean }) {
  // Only what can be seen just now; movers by what they are, their colours are those of the figures.
  const lines = layers.flatMap(({ key, group, title, kinds, points }) => {
    if (points.length === 0) return []
    if (group === 'people') return [{ title, tone: key.includes('vehicle') ? 'vehicle' : 'people' }]
    const present = new Set(points.map(({ kind }) => kind))
    return kinds.filter((kind) => present.has(kind.key)).map(({ title: kind, tone }) => ({ title: kind, tone: tone as string }))
  })
  const shown = lines.filter((line, i) => lines.findIndex(({ title }) => title === line.title) === i).slice(0, 8)
  if (shown.length === 0) return null
  return (
    <ul className={wide ? 'wall-legend wall-legend-wide' : 'wall-legend'} aria-label="图例">
      {shown.map(({ title, tone }) => (
        <li key={title} className={`tone-${tone}`}>
          <ToneMark tone={tone} />
          {title}
        </li>
      ))}
    </ul>
  )
}
