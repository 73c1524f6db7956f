import type { PanelLine } from '#platform/contract/panel.ts'
import { Counted } from './Counted.tsx'
import { ListLink } from './ListLink.tsx'
import { ToneMark } from './ToneMark.tsx'

/** A zero is nobody's alarm. */
const toneOf = ({ tone, value }: PanelLine): string => (tone === undefined ? 'plain' : value === 0 ? 'quiet' : tone)

/** A few large figures; a rate says beneath what was divided by what. */
export function FiguresBody({ lines }: { readonly lines: readonly PanelLine[] }) {
  return (
    <div className={lines.length % 3 === 0 ? 'wall-figures wall-figures-3' : 'wall-figures'}>
      {lines.map((line) => (
        <ListLink key={line.label} href={line.href} className={`wall-figure tone-${toneOf(line)}`} title={line.note}>
          <b>
            <Counted value={line.value} />
            <i>{line.unit}</i>
          </b>
          <span className="wall-figure-label">
            <ToneMark tone={toneOf(line)} />
            {line.label}
            {line.rate && (
              <em className="wall-rate">
                {line.rate.hit}/{line.rate.base}
              </em>
            )}
            {line.usual !== undefined && <em>往常 {line.usual}</em>}
          </span>
        </ListLink>
      ))}
    </div>
  )
}
