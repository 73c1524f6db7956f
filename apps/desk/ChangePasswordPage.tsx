import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { Session } from '#core/org/contract.ts'
import { changePassword, passwordFaults } from '#core/org/contract.ts'
import { call } from '#platform/client/call.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { Logo } from './Logo.tsx'
import { leave } from './session.ts'
import './sign-in.css'

interface Typed {
  current: string
  next: string
  again: string
}

/** Before anything else: a first or expired password is changed. The same rules as the server's, told while typing. */
export function ChangePasswordPage({ session, onDone }: { readonly session: Session; readonly onDone: (session: Session) => void }) {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState('')
  const send = async ({ current, next }: Typed): Promise<void> => {
    setBusy(true)
    setFault('')
    try {
      onDone(await call(changePassword, { body: { current, next } }))
    } catch (error) {
      setFault(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <section className="sign-in-card">
          <div className="sign-in-brand">
            <Logo size={44} />
            <div>
              <h1>{session.mustChangePassword === 'expired' ? '密码已到期' : '首次登录'}</h1>
              <p>请先修改密码，再开始办公。</p>
            </div>
          </div>
          <Form<Typed> layout="vertical" onFinish={(typed) => void send(typed)} requiredMark={false} size="large">
            <Form.Item name="current" label="现在的密码" rules={[{ required: true, message: '请填写现在的密码' }]}>
              <Input.Password autoComplete="current-password" autoFocus />
            </Form.Item>
            <Form.Item
              name="next"
              label="新密码"
              rules={[
                {
                  validator: async (_rule, value: string) => {
                    const faults = passwordFaults(value ?? '', session.person.login)
                    if (faults.length > 0) throw new Error(faults.join('；'))
                  },
                },
              ]}
            >
              <Input.Password autoComplete="new-password" />
            </Form.Item>
            <Form.Item
              name="again"
              label="再输一遍新密码"
              dependencies={['next']}
              rules={[
                ({ getFieldValue }) => ({
                  validator: async (_rule, value: string) => {
                    if (value !== getFieldValue('next')) throw new Error('两次输入的新密码不一致')
                  },
                }),
              ]}
            >
              <Input.Password autoComplete="new-password" />
            </Form.Item>
            {fault !== '' && <Alert type="error" showIcon title={fault} style={{ marginBottom: 16 }} />}
            <Button type="primary" htmlType="submit" block loading={busy}>
              修改密码
            </Button>
            <Button type="link" block onClick={() => void leave()}>
              退出登录
            </Button>
          </Form>
        </section>
      </div>
    </main>
  )
}
