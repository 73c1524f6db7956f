import { type FormEvent, useState } from 'react'
import type { Session } from '#core/org/contract.ts'
import { changePassword, choosePost, signIn } from '#core/org/contract.ts'
import { call } from '#platform/client/call.ts'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Field } from '#platform/client/field/Field.tsx'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'

interface SignInProps {
  readonly onSignedIn: (session: Session) => Promise<void>
  /** The session ended over a page: only this person may go on. */
  readonly login?: string
}

/** Account and password, a one-time code where the post demands one, a new password where the old one is over. */
export function SignIn({ onSignedIn, login: fixed }: SignInProps) {
  const [login, setLogin] = useState(fixed ?? '')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [next, setNext] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const [must, setMust] = useState<Session>()
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)

  const settle = async (session: Session): Promise<void> => {
    if (session.secondFactor === 'needed') return setFault('这个岗位要先绑定动态口令，请在电脑上登录一次完成绑定')
    if (session.mustChangePassword !== null) return setMust(session)
    const [first] = session.posts
    if (session.postId === null && !first) return setFault('您今天没有在岗的岗位，请联系管理员')
    await onSignedIn(session.postId === null && first ? await call(choosePost, { body: { postId: first.id } }) : session)
  }
  const run = async (work: () => Promise<Session>): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      await settle(await work())
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'org.code-needed') setAsksCode(true)
      else setFault(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (must) void run(() => call(changePassword, { body: { current: password, next } }))
    else void run(() => call(signIn, { body: { login, password, ...(code === '' ? {} : { code }) } }))
  }
  return (
    <main className="sign-in">
      {!fixed && (
        <>
          <img src="/m/logo.svg" alt="" width="72" height="72" />
          <h1>四河 · 手机端</h1>
        </>
      )}
      <form className="card form" onSubmit={submit}>
        {must ? (
          <>
            <p>{must.mustChangePassword === 'first' ? '第一次登录，请换一个自己的密码。' : '密码到期了，请换一个。'}</p>
            <Field title="新密码">
              {({ id }) => (
                <input
                  id={id}
                  type="password"
                  autoComplete="new-password"
                  required
                  value={next}
                  onChange={(e) => setNext(e.target.value)}
                />
              )}
            </Field>
          </>
        ) : (
          <>
            <Field title="账号">
              {({ id }) => (
                <input
                  id={id}
                  autoComplete="username"
                  autoCapitalize="off"
                  required
                  readOnly={fixed !== undefined}
                  value={login}
                  onChange={(e) => setLogin(e.target.value)}
                />
              )}
            </Field>
            <Field title="密码">
              {({ id }) => (
                <input
                  id={id}
                  type="password"
                  autoComplete="current-password"
                  required
                  value={password}
                  onChange={(e) => setPassword(e.target.value)}
                />
              )}
            </Field>
            {asksCode && (
              <Field title="动态口令">
                {({ id }) => (
                  <input id={id} inputMode="numeric" autoComplete="one-time-code" value={code} onChange={(e) => setCode(e.target.value)} />
                )}
              </Field>
            )}
          </>
        )}
        {fault && (
          <p className="fault" role="alert">
            {fault}
          </p>
        )}
        <BigButton type="submit" tone="primary" disabled={busy}>
          {busy ? '请稍候' : must ? '换密码并进入' : '登录'}
        </BigButton>
      </form>
    </main>
  )
}
