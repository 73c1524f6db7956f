import { useState } from 'react'
import type { Session } from '#core/org/contract.ts'
import { signIn } from '#core/org/contract.ts'
import { call } from '#platform/client/call.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'

export interface Credentials {
  readonly login: string
  readonly password: string
  /** The one-time code, once the server asked for it. */
  readonly code: string
}

export interface SignInDoor {
  readonly typed: Credentials
  readonly busy: boolean
  readonly fault: string
  readonly locked: boolean
  readonly asksCode: boolean
  readonly type: (change: Partial<Credentials>) => void
  readonly enter: (as?: Partial<Credentials>) => Promise<void>
}

/** The state of a sign-in form: what is typed, what went wrong. A refused password is not kept. */
export function useSignIn(onSignedIn: (session: Session) => void, fixedLogin = ''): SignInDoor {
  const [typed, setTyped] = useState<Credentials>({ login: fixedLogin, password: '', code: '' })
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<unknown>()
  const [asksCode, setAsksCode] = useState(false)
  const type = (change: Partial<Credentials>): void => {
    setTyped((before) => ({ ...before, ...change }))
    setFault(undefined)
  }
  const enter = async (as: Partial<Credentials> = {}): Promise<void> => {
    const { login, password, code } = { ...typed, ...as }
    setBusy(true)
    setFault(undefined)
    try {
      onSignedIn(await call(signIn, { body: { login, password, ...(code === '' ? {} : { code }) } }))
    } catch (error) {
      const kind = error instanceof ProblemError ? error.code : ''
      if (kind === 'org.code-needed') setAsksCode(true)
      else setFault(error)
      if (kind === 'org.wrong-credentials') setTyped((before) => ({ ...before, password: '' }))
      if (kind === 'org.wrong-code') setTyped((before) => ({ ...before, code: '' }))
    } finally {
      setBusy(false)
    }
  }
  const locked = fault instanceof ProblemError && fault.code === 'org.locked'
  return { typed, busy, fault: fault === undefined ? '' : problemText(fault), locked, asksCode, type, enter }
}
