import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Input, QRCode, Typography } from 'antd'
import { useEffect, useState } from 'react'
import type { Session } from '#core/org/contract.ts'
import { beginSecondFactor, confirmSecondFactor } from '#core/org/contract.ts'
import { call } from '#platform/client/call.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { Logo } from './Logo.tsx'
import { leave } from './session.ts'
import './sign-in.css'

/** The town demands a one-time code of this post: bind an authenticator before anything else. The key is shown once. */
export function SecondFactorPage({ onDone }: { readonly onDone: (session: Session) => void }) {
  const [code, setCode] = useState('')
  const begin = useMutation({ mutationFn: () => call(beginSecondFactor, {}) })
  const confirm = useMutation({ mutationFn: () => call(confirmSecondFactor, { body: { code } }), onSuccess: onDone })
  const { mutate } = begin
  useEffect(() => mutate(), [mutate])
  const fault = begin.error ?? confirm.error
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <section className="sign-in-card">
          <div className="sign-in-brand">
            <Logo size={44} />
            <div>
              <h1>绑定动态口令</h1>
              <p>管理岗位须用认证器 App 上的口令登录。</p>
            </div>
          </div>
          {begin.data && (
            <>
              <p>用手机上的认证器 App 扫码，或手工输入密钥（只显示这一次）：</p>
              <QRCode value={begin.data.uri} />
              <Typography.Text copyable code>
                {begin.data.secret}
              </Typography.Text>
            </>
          )}
          <form
            className="sign-in-form"
            onSubmit={(event) => {
              event.preventDefault()
              confirm.mutate()
            }}
          >
            <label htmlFor="second-code">App 上现在的 6 位数字</label>
            <Input
              id="second-code"
              size="large"
              value={code}
              maxLength={6}
              inputMode="numeric"
              autoComplete="one-time-code"
              onChange={(event) => setCode(event.target.value.replaceAll(/\D/g, ''))}
            />
            {fault && <Alert type="error" showIcon title={problemText(fault)} />}
            <Button type="primary" htmlType="submit" size="large" block loading={confirm.isPending} disabled={code.length !== 6}>
              确认绑定
            </Button>
            <Button type="link" block onClick={() => void leave()}>
              退出登录
            </Button>
          </form>
        </section>
      </div>
    </main>
  )
}
