import { useEffect, useMemo, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { useRegistry } from '#platform/client/contributions.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { useItems, useOutbox } from '#platform/client/outbox/use-outbox.ts'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import { readShiftCase } from '../shift.ts'
import { actKind } from './act-kind.ts'
import type { FieldCase } from './field-case.ts'
import { fieldPreparations } from './registries.ts'
import { keepCase } from './shift-part.ts'
import { asFieldCase, useGuards, useServerNow, useShift } from './use-shift.ts'

export interface UsedCase {
  readonly one: FieldCase | undefined
  /** Still looking: on the device, then at the centre. */
  readonly looking: boolean
  readonly fault: string | undefined
}

/** One case: from the device, and beside it from the centre when there is a line, whichever is newer. */
export function useCase(id: string): UsedCase {
  const { held, cases, read } = useShift()
  const items = useItems(actKind.key)
  const guards = useGuards()
  const preparations = useRegistry(fieldPreparations)
  const now = useServerNow()
  const { store } = useOutbox()
  const [found, setFound] = useState<{ id: string; reply?: ReplyOf<typeof readShiftCase>; fault?: string }>()
  const done = items.filter((item) => item.state === 'done').length
  useEffect(() => {
    let gone = false
    call(readShiftCase, { params: { id } }).then(
      (reply) => {
        if (!gone) setFound({ id, reply })
        // Looked at once, it is on the phone when the line goes.
        void keepCase(store, reply).catch(() => undefined)
      },
      (error: unknown) => !gone && setFound((before) => (before?.id === id && before.reply ? before : { id, fault: problemText(error) })),
    )
    return () => {
      gone = true
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- an accepted act is the reason to ask again
  }, [id, done, store])
  const kept = cases.find((one) => one.card.id === id)
  const fresh = found?.id === id ? found.reply : undefined
  const one = useMemo(() => {
    if (fresh && held && fresh.one.card.seq >= (kept?.card.seq ?? 0)) return asFieldCase(held, fresh, items, guards, now, preparations)
    return kept
  }, [fresh, held, kept, items, guards, now, preparations])
  return { one, looking: !one && (!read || found?.id !== id), fault: one ? undefined : found?.fault }
}
