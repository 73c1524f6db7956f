import { useState } from 'react'
import { useLive } from '#platform/client/live.ts'

/** How long a new one is marked. */
const NEW_MS = 30_000
/** A report must be on the seat within a second of being made: facts are joined for a tenth of that. */
const WITHIN_MS = 100

const isOpening = (payload: unknown): payload is { caseId: string; urgency: number } =>
  payload !== null &&
  typeof payload === 'object' &&
  'action' in payload &&
  payload.action === 'open' &&
  'process' in payload &&
  // Tasks of a plan come by the dozen and have their own board.
  payload.process !== 'plan-task' &&
  payload.process !== 'field-order' &&
  'caseId' in payload &&
  typeof payload.caseId === 'string' &&
  'urgency' in payload &&
  typeof payload.urgency === 'number'

/** Hears what comes in: the queue is read again, new reports ring once and are marked for half a minute. */
export function useNews(refresh: () => void, ring: (urgent: boolean) => void): { readonly fresh: ReadonlySet<string> } {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  useLive(
    ['case.acted', 'case.clock-alarmed'],
    (facts) => {
      refresh()
      const opened = facts.flatMap(({ name, payload }) => (name === 'case.acted' && isOpening(payload) ? [payload] : []))
      if (opened.length === 0) return
      const ids = opened.map(({ caseId }) => caseId)
      setFresh((before) => new Set([...before, ...ids]))
      setTimeout(() => setFresh((before) => new Set([...before].filter((id) => !ids.includes(id)))), NEW_MS)
      ring(opened.some(({ urgency }) => urgency <= 2))
    },
    WITHIN_MS,
  )
  return { fresh }
}
