import { useCallback, useEffect, useRef, useState } from 'react'
import { type ReceiptInfo, sendReport } from './door.ts'
import { keepReceipt } from './receipts.ts'
import { type DraftFaults, type ReportDraft, bodyOf, dropDraft, emptyDraft, faultsOf, keepDraft, readDraft } from './report-draft.ts'
import { photoKeeper } from './photo-keeper.ts'
import { Refused, faultOf } from './request.ts'

export interface Report {
  readonly draft: ReportDraft
  readonly change: (part: Partial<ReportDraft> | ((draft: ReportDraft) => Partial<ReportDraft>)) => void
  readonly sending: boolean
  readonly failed: Refused | undefined
  /** Shown once sending was tried. */
  readonly faults: DraftFaults
  readonly send: () => Promise<void>
  readonly clear: () => void
}

/**
 * What the server keeps under this number: after a lost answer the first content may have arrived. Then the changed one is
 * refused, and sending the first again brings its receipt.
 */
async function deliver(draft: ReportDraft): Promise<ReceiptInfo> {
  try {
    return await sendReport(bodyOf(draft))
  } catch (error) {
    if (draft.sent && error instanceof Refused && error.code === 'platform.replay-mismatch') return sendReport(draft.sent)
    throw error
  }
}

/** The report being written: kept on the phone at every change, sent under one number until it is answered. */
export function useReport(): Report {
  const [draft, setDraft] = useState(readDraft)
  const [tried, setTried] = useState(false)
  const [sending, setSending] = useState(false)
  const [failed, setFailed] = useState<Refused>()
  const busy = useRef(false)
  useEffect(() => keepDraft(draft), [draft])

  const change = useCallback<Report['change']>((part) => {
    setDraft((now) => ({ ...now, ...(typeof part === 'function' ? part(now) : part) }))
  }, [])

  const clear = useCallback(() => {
    for (const photo of draft.photos) void photoKeeper.drop(photo.key)
    dropDraft()
    setDraft(emptyDraft())
    setTried(false)
    setFailed(undefined)
  }, [draft.photos])

  const send = async () => {
    setTried(true)
    if (busy.current || Object.keys(faultsOf(draft)).length > 0) return
    busy.current = true
    setSending(true)
    setFailed(undefined)
    try {
      const { number, code = '' } = await deliver(draft)
      keepReceipt({ number, code, title: draft.words.trim().slice(0, 40), at: Date.now() })
      clear()
      location.hash = `#/done/${number}/${code}`
    } catch (error) {
      const fault = faultOf(error)
      setFailed(fault)
      if (fault.worthRetry) change((now) => ({ sent: now.sent ?? bodyOf(now) }))
    } finally {
      busy.current = false
      setSending(false)
    }
  }
  return { draft, change, sending, failed, faults: tried ? faultsOf(draft) : {}, send, clear }
}
