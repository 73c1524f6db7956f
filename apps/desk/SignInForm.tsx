import type { FormEvent } from 'react'
import { LockOutlined, SafetyOutlined, UserOutlined } from '@ant-design/icons'
import { Alert, Button, Input } from 'antd'
import type { SignInDoor } from './use-sign-in.ts'

/** Account and password, the one-time code where it is demanded; `fixed` asks the password of one account only. */
export function SignInForm({ door, fixed = false }: { readonly door: SignInDoor; readonly fixed?: boolean }) {
  const { login, password, code } = door.typed
  const ready = login.trim() !== '' && password !== '' && (!door.asksCode || code.length === 6)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (ready) void door.enter()
  }
  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <label htmlFor="sign-in-login">账号</label>
      <Input
        id="sign-in-login"
        size="large"
        prefix={<UserOutlined />}
        value={login}
        readOnly={fixed}
        autoComplete="username"
        autoFocus={!fixed}
        onChange={(event) => door.type({ login: event.target.value })}
      />
      <label htmlFor="sign-in-password">密码</label>
      <Input.Password
        id="sign-in-password"
        size="large"
        prefix={<LockOutlined />}
        value={password}
        autoComplete="current-password"
        autoFocus={fixed}
        onChange={(event) => door.type({ password: event.target.value })}
      />
      {door.asksCode && (
        <>
          <label htmlFor="sign-in-code">动态口令（认证器 App 上的 6 位数字）</label>
          <Input
            id="sign-in-code"
            size="large"
            prefix={<SafetyOutlined />}
            value={code}
            maxLength={6}
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
            onChange={(event) => door.type({ code: event.target.value.replaceAll(/\D/g, '') })}
          />
        </>
      )}
      {door.fault !== '' && <Alert type={door.locked ? 'warning' : 'error'} showIcon title={door.fault} role="alert" />}
      <Button type="primary" htmlType="submit" size="large" block loading={door.busy} disabled={!ready}>
        登录
      </Button>
      <p className="sign-in-help">连续 5 次输错密码将锁定 30 分钟；忘记密码请联系安全管理员重置。</p>
    </form>
  )
}
