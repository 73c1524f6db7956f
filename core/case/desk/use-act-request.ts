import { useCallback, useState } from 'react'
import type { AllowedView, CaseDetail } from '#core/case/contract.ts'

/** Which action to open and what is known for it already. */
export interface ActRequest {
  readonly action: string
  readonly values?: Readonly<Record<string, unknown>> | undefined
}

interface Opened {
  readonly request: ActRequest | undefined
  readonly times: number
}

const nothing: Readonly<Record<string, unknown>> = {}

/**
 * The action whose form is open. `outside` opens one from without (a key of a workspace) by being a new object; closing
 * remembers which object was closed, so that the same one does not open again.
 */
export function useActRequest(detail: CaseDetail | undefined, outside: ActRequest | undefined) {
  const [opened, setOpened] = useState<Opened>({ request: undefined, times: 0 })
  const [seen, setSeen] = useState<ActRequest>()
  const open = useCallback((action: string, values?: ActRequest['values']) => {
    setOpened((before) => ({ request: { action, values }, times: before.times + 1 }))
  }, [])
  const fromOutside = outside !== undefined && outside !== seen
  const request = fromOutside ? outside : opened.request
  const close = useCallback(() => {
    setSeen(outside)
    setOpened((before) => ({ ...before, request: undefined }))
  }, [outside])
  const action: AllowedView | undefined = detail?.allowed.find((one) => one.key === request?.action && one.blocked === undefined)
  return { action, values: request?.values ?? nothing, times: opened.times, open, close }
}
