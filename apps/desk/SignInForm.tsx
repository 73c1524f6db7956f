import type { FormEvent } from 'react'
import { LockOutlined, UserOutlined } from '@ant-design/icons'
import { Alert, Button, Input } from 'antd'
import type { SignInDoor } from './use-sign-in.ts'

/** Account and password; `fixed` asks the password of one account only. */
export function SignInForm({ door, fixed = false }: { readonly door: SignInDoor; readonly fixed?: boolean }) {
  const { login, password } = door
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (login.trim() !== '' && password !== '') void door.enter(login, password)
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
        onChange={(event) => door.fill(event.target.value, password)}
      />
      <label htmlFor="sign-in-password">密码</label>
      <Input.Password
        id="sign-in-password"
        size="large"
        prefix={<LockOutlined />}
        value={password}
        autoComplete="current-password"
        autoFocus={fixed}
        onChange={(event) => door.fill(login, event.target.value)}
      />
      {door.fault !== '' && <Alert type={door.locked ? 'warning' : 'error'} showIcon title={door.fault} role="alert" />}
      <Button type="primary" htmlType="submit" size="large" block loading={door.busy} disabled={login.trim() === '' || password === ''}>
        登录
      </Button>
      <p className="sign-in-help">连续 5 次输错密码将锁定 30 分钟；忘记密码请联系安全管理员重置。</p>
    </form>
  )
}
