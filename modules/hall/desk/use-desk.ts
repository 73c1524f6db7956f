import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { useLive } from '#platform/client/live.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { type CounterAct, actAtCounter, readDesk } from '../contract.ts'

/** The clerk's panel, kept fresh by the live line, and what is done at the window. */
export function useDesk() {
  const client = useQueryClient()
  const found = useEndpoint(readDesk, {})
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const intent = useIntent()
  useLive(['hall.queue-moved', 'hall.advice-moved'], () => void client.invalidateQueries({ queryKey: keyOf(readDesk) }), 300)

  /** Does acts one after the other, the later only when the earlier succeeded. */
  const act = async (counter: string, ...acts: readonly CounterAct[]): Promise<boolean> => {
    // A key held down or pressed twice is one act.
    if (running.current) return false
    running.current = true
    setBusy(true)
    setFault(undefined)
    try {
      for (const one of acts) {
        const actionId = intent.idFor({ counter, one, at: found.data?.at })
        const view = await call(actAtCounter, { params: { id: counter }, body: { actionId, act: one } }, { actionId })
        intent.done()
        client.setQueryData(keyOf(readDesk, {}), view)
      }
      return true
    } catch (error) {
      setFault(problemText(error))
      await client.invalidateQueries({ queryKey: keyOf(readDesk) })
      return false
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { found, act, busy, fault }
}
