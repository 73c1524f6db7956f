import { createContext, useContext } from 'react'
import type { Session } from '#core/org/contract.ts'
import type { UsedSession } from './use-session.ts'

interface SessionHold {
  readonly session: Session
  readonly used: UsedSession
}
const SessionContext = createContext<SessionHold | undefined>(undefined)
export const SessionProvider = SessionContext.Provider

/** @throws outside the signed-in app */
export function useSessionHold(): SessionHold {
  const hold = useContext(SessionContext)
  if (!hold) throw new Error('no session')
  return hold
}
