import { useRef, useState } from 'react'
import type { Progress } from './door.ts'
import { type Refused, faultOf, newKey } from './request.ts'

/**
 * One act of the resident's at a time. The same content keeps its number over every retry; other content is another act.
 */
export function useSaying(put: (progress: Progress) => void) {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Refused>()
  const [said, setSaid] = useState('')
  const act = useRef<{ content: string; id: string } | undefined>(undefined)

  const say = async (thanks: string, send: (actionId: string) => Promise<Progress>, content: string, kept?: string): Promise<boolean> => {
    if (act.current?.content !== content) act.current = { content, id: newKey() }
    setBusy(true)
    setFault(undefined)
    try {
      put(await send(act.current.id))
      if (kept) sessionStorage.removeItem(kept)
      act.current = undefined
      setSaid(thanks)
      return true
    } catch (error) {
      setFault(faultOf(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, fault, said, say }
}
