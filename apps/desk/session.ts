import { createContext, useContext } from 'react'
import type { Session } from '#core/org/contract.ts'
import { choosePost, signOut } from '#core/org/contract.ts'
import { call } from '#platform/client/call.ts'

interface SessionHold {
  readonly session: Session
  readonly settle: (next: Session) => void
}

export const SessionContext = createContext<SessionHold | undefined>(undefined)

/** @throws outside the signed-in shell */
export function useSession(): SessionHold {
  const hold = useContext(SessionContext)
  if (!hold) throw new Error('no session')
  return hold
}

/** Another post sees other work: everything is read afresh from the first page. */
export async function switchPost(postId: string): Promise<void> {
  await call(choosePost, { body: { postId } })
  location.assign('/')
}

export async function leave(): Promise<void> {
  await call(signOut, {}).catch(() => undefined)
  sessionStorage.clear()
  location.assign('/')
}
