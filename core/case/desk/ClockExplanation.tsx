import type { Explanation } from '#core/calendar/contract.ts'
import { limitText } from '#core/calendar/contract.ts'
import { explainClocks } from '#core/case/contract.ts'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useNow, whenText } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import './clock-explanation.css'

/** A clock explaining itself: which spans counted, which not and why, drawn to scale and said in one sentence. */
export function ClockExplanation({ id, clock: key }: { readonly id: string; readonly clock: string }) {
  const found = useEndpoint(explainClocks, { params: { id } })
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <LoadingSkeleton rows={4} />
  const clock = found.data.clocks.find((one) => one.key === key)
  if (!clock) return <p>这个时限已不在案件里，请刷新。</p>
  return (
    <div className="clock-why">
      <p className="clock-why-title">
        {clock.title}时限 <b>{limitText(clock.limit)}</b>
        {clock.extended && '（含延期）'}
      </p>
      {clock.explanation ? <Spans explanation={clock.explanation} /> : <p className="quiet">这个时限没有计算说明。</p>}
    </div>
  )
}

interface Piece {
  readonly from: number
  readonly to: number
  readonly why?: string
  readonly kind: 'counted' | 'off-hours' | 'day-off' | 'pause'
}

const MOST_ROWS = 6

function Spans({ explanation }: { readonly explanation: Explanation }) {
  const { start, due, counted, skipped, sentence } = explanation
  const pieces: Piece[] = [...counted.map((span) => ({ ...span, kind: 'counted' as const })), ...skipped].sort((a, b) => a.from - b.from)
  const end = pieces.at(-1)?.to ?? due ?? start
  const whole = Math.max(1, end - start)
  const share = (ms: number): string => `${((ms - start) / whole) * 100}%`
  const now = useNow()
  // Nights are many and all alike; the rows name what somebody might dispute.
  const rows = skipped.filter((span) => span.kind !== 'off-hours')
  return (
    <>
      <div className="clock-spans" aria-hidden="true">
        {pieces.map((piece) => (
          <span
            key={piece.from}
            className={`clock-span span-${piece.kind}`}
            style={{ left: share(piece.from), width: `${((piece.to - piece.from) / whole) * 100}%` }}
            title={piece.why ?? '计时'}
          />
        ))}
        {now < end && <span className="clock-now" style={{ left: share(now) }} />}
      </div>
      <div className="clock-ends num">
        <span>{whenText(start)} 起</span>
        <span>{due === undefined ? '暂停中，到期待定' : `${whenText(due)} 到期`}</span>
      </div>
      <p className="clock-legend">
        <span className="span-counted" /> 计时 <span className="span-off-hours" /> 非工作时间 <span className="span-day-off" /> 休息日{' '}
        <span className="span-pause" /> 暂停
      </p>
      {rows.length > 0 && (
        <ul className="clock-skips">
          {rows.slice(0, MOST_ROWS).map((span) => (
            <li key={span.from}>
              <b>{span.why}</b>
              <span className="num">
                {whenText(span.from)} — {whenText(span.to)}
              </span>
            </li>
          ))}
          {rows.length > MOST_ROWS && <li className="quiet">另有 {rows.length - MOST_ROWS} 段不计时</li>}
        </ul>
      )}
      <p className="clock-sentence">{sentence}</p>
    </>
  )
}
