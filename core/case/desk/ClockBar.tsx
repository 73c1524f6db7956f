import { exactText, useNow } from '#platform/client/time.ts'
import type { ClockFacts, ClockTone } from './clock-face.ts'
import { clockFace } from './clock-face.ts'
import './clock-bar.css'

// A mark for each tone: none for calm, so that the eye lands on what needs someone.
const marks: Readonly<Record<ClockTone, string>> = {
  calm: 'M6 1.5a4.5 4.5 0 1 0 .01 0M6 3.5V6l2 1',
  soon: 'M6 1 11.3 10.5H.7zM6 4.5v3M6 8.8v.2',
  late: 'M6 .8a5.2 5.2 0 1 0 .01 0M6 3v3.2l2.3 1.4',
  paused: 'M4 2.5v7M8 2.5v7',
  done: 'M2 6.5 5 9.5 10 3',
  'done-late': 'M2 6.5 5 9.5 10 3',
  none: 'M3 6h6',
}

export interface ClockBarProps extends ClockFacts {
  /** Which clock: 办结, 签收. */
  readonly title?: string | undefined
  readonly wide?: boolean
  /** Words without the bar: for clocks that have stopped. */
  readonly plain?: boolean
}

/** The most important column of a list: how long is left, as a bar, words, colour and shape. */
export function ClockBar({ title, wide = false, plain = false, ...facts }: ClockBarProps) {
  const now = useNow()
  const { tone, share, words } = clockFace(facts, now)
  const hint = facts.due === undefined ? words : `${title ?? ''}到期 ${exactText(facts.due)}`
  return (
    <span className={`clock-bar clock-${tone}${wide ? ' clock-wide' : ''}${plain ? ' clock-plain' : ''}`} title={hint}>
      <span className="clock-words">
        <svg viewBox="0 0 12 12" width="13" height="13" aria-hidden="true">
          <path
            d={marks[tone]}
            fill="none"
            stroke="currentColor"
            strokeWidth={tone === 'late' || tone === 'done' ? 1.8 : 1.3}
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        {title && <span className="clock-title">{title}</span>}
        <b className="num">{words}</b>
      </span>
      {!plain && (
        <span className="clock-track" aria-hidden="true">
          <span className="clock-fill" style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </span>
  )
}
