import type { AllowedAction } from '../allowed.ts'
import type { OutboxItem } from '#platform/client/outbox/item.ts'
import type { Process } from '../process.ts'
import type { CaseState } from '../state.ts'
import type { CaseCard, TimelineAct } from '../views.ts'

/** A case as the phone shows it: what the centre said last, and on top of it what this phone did since. */
export interface FieldCase {
  readonly card: CaseCard
  readonly process: Process
  /** With what waits in the outbox folded in. */
  readonly state: CaseState
  readonly acts: readonly TimelineAct[]
  readonly allowed: readonly AllowedAction[]
  /** Done here, not yet known to the centre. */
  readonly waiting: readonly OutboxItem[]
  /** What the centre did not take; kept as typed. */
  readonly refused: readonly OutboxItem[]
}

/** The clock that matters now: the running one due first. */
export interface Due {
  readonly title: string
  /** Epoch ms by the server's clock; absent while paused. */
  readonly dueAt: number | undefined
  readonly paused: boolean
}

/** What is due first on a case; undefined when nothing runs. */
export function findDue({ process, state }: Pick<FieldCase, 'process' | 'state'>): Due | undefined {
  let best: Due | undefined
  for (const { key, title } of process.clocks) {
    const clock = state.clocks[key]
    if (!clock || clock.stoppedAt !== undefined) continue
    const paused = clock.pauses.some((p) => p.to === undefined)
    const due = { title, dueAt: paused ? undefined : clock.dueAt, paused }
    if (!best || (due.dueAt ?? Infinity) < (best.dueAt ?? Infinity)) best = due
  }
  return best
}

/** Whether this case waits for this person: something that moves it on can be done here and now. */
export const isMine = ({ allowed }: Pick<FieldCase, 'allowed'>): boolean =>
  allowed.some(({ action, blocked }) => blocked === undefined && action.tone === 'primary')
