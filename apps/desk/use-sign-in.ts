import { useState } from 'react'
import type { Session } from '#core/org/contract.ts'
import { signIn } from '#core/org/contract.ts'
import { call } from '#platform/client/call.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'

export interface SignInDoor {
  readonly login: string
  readonly password: string
  readonly busy: boolean
  readonly fault: string
  readonly locked: boolean
  readonly fill: (login: string, password: string) => void
  readonly enter: (login: string, password: string) => Promise<void>
}

/** The state of a sign-in form: what is typed, what went wrong. A refused password is not kept. */
export function useSignIn(onSignedIn: (session: Session) => void, fixedLogin = ''): SignInDoor {
  const [login, setLogin] = useState(fixedLogin)
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState('')
  const [locked, setLocked] = useState(false)
  const fill = (nextLogin: string, nextPassword: string): void => {
    setLogin(nextLogin)
    setPassword(nextPassword)
    setFault('')
    setLocked(false)
  }
  const enter = async (asLogin: string, withPassword: string): Promise<void> => {
    setBusy(true)
    setFault('')
    try {
      onSignedIn(await call(signIn, { body: { login: asLogin, password: withPassword } }))
    } catch (error) {
      setFault(problemText(error))
      setLocked(error instanceof ProblemError && error.code === 'org.locked')
      if (error instanceof ProblemError && error.status === 401) setPassword('')
    } finally {
      setBusy(false)
    }
  }
  return { login, password, busy, fault, locked, fill, enter }
}
