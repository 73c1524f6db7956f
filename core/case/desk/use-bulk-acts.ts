import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { Prospect } from '#core/case/contract.ts'
import { actOnCase } from '#core/case/contract.ts'
import { call } from '#platform/client/call.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { newId } from '#platform/contract/id.ts'
import { casesChanged } from './cases-changed.ts'

/** What became of one case: waiting, done (where it stands now), refused for good, or not answered and worth another try. */
export type Outcome =
  | { readonly at: 'waiting' | 'going' }
  | { readonly at: 'done'; readonly stepTitle: string; readonly seq: number }
  | { readonly at: 'refused' | 'unanswered'; readonly text: string }

type Line = Pick<Prospect, 'id' | 'seq'>

/** Requests at once: the six a browser allows a host are shared with the live stream and the rest of the page. */
const LANES = 3

/**
 * One act on many cases: each an act of its own through the engine, with an operation number of its own that stays the
 * same on every retry, so each is done exactly once. Nothing is all-or-nothing and nothing is silent: every case ends as
 * done, refused with the server's words, or unanswered and asked again.
 */
export function useBulkActs() {
  const client = useQueryClient()
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [busy, setBusy] = useState(false)
  const numbers = useRef(new Map<string, string>())

  const run = useCallback(
    async (lines: readonly Line[], action: string, input: Readonly<Record<string, unknown>>): Promise<void> => {
      const put = (id: string, outcome: Outcome): void => setOutcomes((before) => new Map(before).set(id, outcome))
      const one = async ({ id, seq }: Line): Promise<void> => {
        const key = `${action} ${id}`
        const actionId = numbers.current.get(key) ?? newId()
        numbers.current.set(key, actionId)
        put(id, { at: 'going' })
        try {
          const { card } = await call(actOnCase, { params: { id }, body: { action, input, actionId, seenSeq: seq } }, { actionId })
          put(id, { at: 'done', stepTitle: card.stepTitle, seq: card.seq })
        } catch (error) {
          const answered = error instanceof ProblemError && error.status >= 400 && error.status < 500 && error.status !== 429
          put(id, { at: answered ? 'refused' : 'unanswered', text: problemText(error) })
        }
      }
      setBusy(true)
      for (const { id } of lines) put(id, { at: 'waiting' })
      const queue = [...lines]
      const lane = async (): Promise<void> => {
        for (let next = queue.shift(); next; next = queue.shift()) await one(next)
      }
      await Promise.all(Array.from({ length: LANES }, lane))
      setBusy(false)
      await casesChanged(client)
    },
    [client],
  )
  return { outcomes, busy, run }
}
