import { Popover } from 'antd'
import type { CaseDetail, ClockView } from '#core/case/contract.ts'
import { ClockBar } from './ClockBar.tsx'
import { ClockExplanation } from './ClockExplanation.tsx'

/** All clocks of the case, the running ones first; each opens its explanation. */
export function CaseClocks({ detail }: { readonly detail: CaseDetail }) {
  const clocks = [...detail.clocks].sort((a, b) => rank(a) - rank(b))
  if (clocks.length === 0) return null
  return (
    <ul className="case-clocks" aria-label="时限">
      {clocks.map((clock) => (
        <ClockItem key={clock.key} id={detail.card.id} clock={clock} />
      ))}
    </ul>
  )
}

function ClockItem({ id, clock }: { readonly id: string; readonly clock: ClockView }) {
  const stopped = clock.stoppedAt !== undefined
  return (
    <li className={stopped ? 'clock-stopped' : ''}>
      <Popover trigger="click" placement="bottomLeft" destroyOnHidden content={<ClockExplanation id={id} clock={clock.key} />}>
        <button type="button" aria-label={`${clock.title}时限的计算说明`}>
          <ClockBar
            wide={!stopped}
            plain={stopped}
            title={clock.title}
            from={clock.startedAt}
            due={clock.dueAt}
            paused={clock.pausedSince !== undefined}
            stopped={clock.stoppedAt}
          />
        </button>
      </Popover>
    </li>
  )
}

/** Running by due time, then paused, then stopped. */
function rank({ stoppedAt, pausedSince, dueAt }: ClockView): number {
  if (stoppedAt !== undefined) return Number.MAX_SAFE_INTEGER
  return pausedSince === undefined ? (dueAt ?? Number.MAX_SAFE_INTEGER - 2) : Number.MAX_SAFE_INTEGER - 1
}
