import { useCallback, useEffect, useState } from 'react'
import type { AllowedView, CaseDetail } from '#core/case/contract.ts'

/** Which action to open and what is known for it already. */
export interface ActRequest {
  readonly action: string
  readonly values?: Readonly<Record<string, unknown>> | undefined
}

interface Opened {
  readonly key: string
  readonly values: Readonly<Record<string, unknown>>
  readonly times: number
}

/** The action whose form is open. `request` opens one from outside once it is allowed and the case is there. */
export function useActRequest(detail: CaseDetail | undefined, request: ActRequest | undefined) {
  const [opened, setOpened] = useState<Opened>()
  const open = useCallback((action: string, values: Readonly<Record<string, unknown>> = {}) => {
    setOpened((before) => ({ key: action, values, times: (before?.times ?? 0) + 1 }))
  }, [])
  const ready = detail !== undefined
  useEffect(() => {
    if (ready && request) open(request.action, request.values)
  }, [ready, request, open])
  const close = useCallback(() => setOpened(undefined), [])
  const action: AllowedView | undefined = detail?.allowed.find((one) => one.key === opened?.key && one.blocked === undefined)
  return { action, values: opened?.values ?? {}, times: opened?.times ?? 0, open, close }
}
