import { exactText, whenText } from '#platform/client/time.ts'
import type { Progress } from './door.ts'

/** Like a parcel's: newest on top. */
export function Track({ track, closed }: Pick<Progress, 'track' | 'closed'>) {
  return (
    <ol className="track">
      {track.map((entry, index) => (
        <li key={`${entry.at}/${entry.title}`} className={index === 0 ? (closed ? 'now end' : 'now') : ''}>
          <strong>{entry.title}</strong>
          {entry.unit && <span className="unit">{entry.unit}</span>}
          {entry.words && <p>{entry.words}</p>}
          <time dateTime={entry.at} title={exactText(entry.at)}>
            {whenText(entry.at)}
          </time>
        </li>
      ))}
    </ol>
  )
}
