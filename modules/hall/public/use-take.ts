import { useRef, useState } from 'react'
import type { OwnTicket, Priority } from '../contract.ts'
import { type Unanswered, faultOf, newKey } from './ask.ts'
import { sendTake } from './door.ts'

/** Takes a number. A lost reply is asked again under the same action, so nobody gets two. */
export function useTake(channel: 'kiosk' | 'phone', taken: (ticket: OwnTicket) => void) {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Unanswered>()
  const held = useRef<{ key: string; wish: string } | undefined>(undefined)
  const take = async (domain: string, priority: Priority): Promise<void> => {
    if (busy) return
    const wish = `${domain} ${priority}`
    if (held.current?.wish !== wish) held.current = { key: newKey(), wish }
    setBusy(true)
    setFault(undefined)
    try {
      const ticket = await sendTake({ actionId: held.current.key, domain, priority, channel })
      held.current = undefined
      taken(ticket)
    } catch (error) {
      setFault(faultOf(error))
    }
    setBusy(false)
  }
  return { take, busy, fault, clear: () => setFault(undefined) }
}
