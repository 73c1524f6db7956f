import { Modal } from 'antd'
import type { Session } from '#core/org/contract.ts'
import { Logo } from './Logo.tsx'
import { SignInForm } from './SignInForm.tsx'
import { leave } from './session.ts'
import { useSignIn } from './use-sign-in.ts'
import './sign-in.css'

/** Over the page somebody was at: the password again, and everything typed is still there. */
export function SignInAgain({ session, onSignedIn }: { readonly session: Session; readonly onSignedIn: (session: Session) => void }) {
  const door = useSignIn(onSignedIn, session.person.login)
  return (
    <Modal open footer={null} onCancel={() => void leave()} mask={{ closable: false }} width={380} cancelText="换账号登录">
      <div className="sign-in-brand">
        <Logo size={36} />
        <div>
          <h1>请重新登录</h1>
          <p>停留较久，已自动退出。登录后接着办，填写的内容都在。</p>
        </div>
      </div>
      <SignInForm door={door} fixed />
    </Modal>
  )
}
