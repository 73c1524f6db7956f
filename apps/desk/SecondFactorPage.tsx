import { Button } from 'antd'
import type { Session } from '#core/org/contract.ts'
import { BindFactor } from './BindFactor.tsx'
import { Logo } from './Logo.tsx'
import { leave } from './session.ts'
import './sign-in.css'

/** The town demands a one-time code of this post: bind an authenticator before anything else. */
export function SecondFactorPage({ onDone }: { readonly onDone: (session: Session) => void }) {
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
          <BindFactor onDone={onDone} />
          <Button type="link" block onClick={() => void leave()}>
            退出登录
          </Button>
        </section>
      </div>
    </main>
  )
}
