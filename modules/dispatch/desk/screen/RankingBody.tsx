import type { PanelLine } from '#platform/contract/panel.ts'
import { Counted } from './Counted.tsx'
import { ListLink } from './ListLink.tsx'

/** Bars of one scale; a white tick stands where it usually ends. What does not fit is left out whole. */
export function RankingBody({ lines }: { readonly lines: readonly PanelLine[] }) {
  const most = Math.max(1, ...lines.map((line) => line.of ?? Math.max(line.value, line.usual ?? 0)))
  return (
    <div className="wall-ranking">
      {lines.map((line) => (
        <ListLink key={line.href} href={line.href} className={`wall-rank tone-${line.tone ?? 'plain'}`} title={line.note ?? line.label}>
          <span className="wall-rank-label">{line.label}</span>
          <span className="wall-rank-value">
            {line.usual !== undefined && <em>往常 {line.usual}</em>}
            <b>
              <Counted value={line.value} />
            </b>
            <i>{line.unit}</i>
          </span>
          <span className="wall-bar">
            <span style={{ width: `${(line.value / most) * 100}%` }} />
            {line.usual !== undefined && <s style={{ left: `${(line.usual / most) * 100}%` }} />}
          </span>
        </ListLink>
      ))}
    </div>
  )
}
