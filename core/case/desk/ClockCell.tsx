import type { CaseCard } from '#core/case/contract.ts'
import { ClockBar } from './ClockBar.tsx'

type Facts = Pick<CaseCard, 'dueAt' | 'dueFrom' | 'dueClock' | 'paused' | 'closedAt' | 'resultTitle'>

/** The clock of a line in a list: the one due next, or how it ended. */
export function ClockCell({ card }: { readonly card: Facts }) {
  if (card.closedAt !== undefined) {
    return <span className="clock-ended">✓ {card.resultTitle ?? '已办结'}</span>
  }
  return <ClockBar title={card.dueClock} from={card.dueFrom} due={card.dueAt} paused={card.paused} />
}
