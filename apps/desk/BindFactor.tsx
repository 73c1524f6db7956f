import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Input, QRCode, Typography } from 'antd'
import { useEffect, useState } from 'react'
import type { Session } from '#core/org/contract.ts'
import { beginSecondFactor, confirmSecondFactor } from '#core/org/contract.ts'
import { call } from '#platform/client/call.ts'
import { problemText } from '#platform/client/problem-error.ts'
import './sign-in.css'

/** Binds an authenticator: the key as a picture and as text, shown once, then a code of it. */
export function BindFactor({ onDone }: { readonly onDone: (session: Session) => void }) {
  const [code, setCode] = useState('')
  const begin = useMutation({ mutationFn: () => call(beginSecondFactor, {}) })
  const confirm = useMutation({ mutationFn: () => call(confirmSecondFactor, { body: { code } }), onSuccess: onDone })
  const { mutate } = begin
  useEffect(() => mutate(), [mutate])
  const fault = begin.error ?? confirm.error
  return (
    <>
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
      </form>
    </>
  )
}
