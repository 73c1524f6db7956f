import { useCallback, useEffect, useState } from 'react'
import type { Session } from '#core/org/contract.ts'
import { whoAmI } from '#core/org/contract.ts'
import { call } from '#platform/client/call.ts'
import { type KeptSession, findKeptSession, forgetSession, keepSession, renewSession } from '#platform/client/field/kept-session.ts'
import { ProblemError } from '#platform/client/problem-error.ts'
import { leaving } from './leaving.ts'
import { sessionEnded } from '#platform/client/session-ended.ts'

export type Kept = KeptSession<Session>

export interface UsedSession {
  /** Undefined while the device is read, null when nobody is signed in. */
  readonly kept: Kept | null | undefined
  /** The centre no longer knows this sign-in: work goes on, sending waits for the password. */
  readonly ended: boolean
  readonly enter: (session: Session) => Promise<void>
  readonly leave: () => Promise<void>
  /** Whether the line carries this very person's session now. */
  readonly check: () => Promise<boolean>
}

const complete = (session: Session): boolean =>
  session.mustChangePassword === null && session.secondFactor !== 'needed' && session.postId !== null

/** Who works with this phone: from the device at once, checked with the centre when there is a line. */
export function useSession(): UsedSession {
  const [kept, setKept] = useState<Kept | null>()
  const [ended, setEnded] = useState(false)

  const settle = useCallback(async (session: Session, now: Kept | null): Promise<Kept> => {
    if (now && now.session.person.id === session.person.id) {
      await renewSession(session)
      return { ...now, session }
    }
    // Somebody else signed in, perhaps at the desk of the same browser: the first one's key goes, their unsent items stay sealed.
    if (now) await forgetSession(now.store)
    return keepSession(session)
  }, [])

  const check = useCallback(async (): Promise<boolean> => {
    const now = await findKeptSession<Session>()
    if (!now) return false
    try {
      const session = await call(whoAmI, {}, { background: true })
      if (session.person.id !== now.session.person.id) {
        setEnded(true)
        return false
      }
      setEnded(false)
      if (complete(session) && JSON.stringify(session) !== JSON.stringify(now.session)) {
        await renewSession(session)
        setKept((before) => before && { ...before, session })
      }
      return true
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) setEnded(true)
      return false
    }
  }, [])

  useEffect(() => {
    let gone = false
    void (async () => {
      const now = (await findKeptSession<Session>().catch(() => undefined)) ?? null
      if (gone) return
      if (now) {
        setKept(now)
        void check()
        return
      }
      // Signed out here without a line: the centre's session is ended first, and never taken up again.
      if (leaving.pending()) {
        await leaving.finish()
        if (!gone) setKept(null)
        return
      }
      // Signed in at the desk of this browser: that session is this one.
      const session = await call(whoAmI, {}, { background: true }).catch(() => undefined)
      const fresh = session && complete(session) ? await keepSession(session).catch(() => null) : null
      if (!gone) setKept(fresh)
    })()
    return () => {
      gone = true
    }
  }, [check])
  useEffect(() => sessionEnded.listen(() => setEnded(true)), [])

  const enter = useCallback(
    async (session: Session): Promise<void> => {
      leaving.forget()
      const now = (await findKeptSession<Session>()) ?? null
      setKept(await settle(session, now))
      setEnded(false)
    },
    [settle],
  )
  const leave = useCallback(async (): Promise<void> => {
    const now = await findKeptSession<Session>()
    leaving.begin()
    // The key goes first: an app killed in this very moment leaves nothing readable behind.
    if (now) await forgetSession(now.store)
    await leaving.finish()
    setKept(null)
    setEnded(false)
  }, [])
  return { kept, ended, enter, leave, check }
}
