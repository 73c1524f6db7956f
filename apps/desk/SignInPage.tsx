import { useEffect } from 'react'
import type { Session } from '#core/org/contract.ts'
import { listDemoAccounts } from '#core/org/contract.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { DemoAccounts } from './DemoAccounts.tsx'
import { Logo } from './Logo.tsx'
import { SignInForm } from './SignInForm.tsx'
import { useSignIn } from './use-sign-in.ts'
import './sign-in.css'

/** The front door. Demo accounts are listed only where the server says this is the demo town. */
export function SignInPage({ onSignedIn }: { readonly onSignedIn: (session: Session) => void }) {
  const about = useEndpoint(listDemoAccounts, {}, { staleTime: Infinity })
  const door = useSignIn(onSignedIn)
  const town = about.data?.townName ?? ''
  useEffect(() => {
    document.title = '登录 · 四河'
  }, [])
  const password = about.data?.password ?? null
  return (
    <main className="sign-in">
      <div className="sign-in-water" aria-hidden="true">
        <Rivers />
      </div>
      <div className="sign-in-box">
        <section className="sign-in-card" aria-labelledby="sign-in-title">
          <div className="sign-in-brand">
            <Logo size={44} />
            <div>
              <h1 id="sign-in-title">{town === '' ? '四河' : town}</h1>
              <p>镇域集成指挥一体化平台</p>
            </div>
          </div>
          <SignInForm door={door} />
        </section>
        {about.data?.demo && about.data.accounts.length > 0 && (
          <DemoAccounts
            accounts={about.data.accounts}
            password={password}
            pick={(login) => door.type({ login, password: password ?? '' })}
            enter={(login) => password !== null && void door.enter({ login, password })}
          />
        )}
      </div>
    </main>
  )
}

/** Four lines from the corners, meeting behind the card. */
function Rivers() {
  return (
    <svg viewBox="0 0 1600 900" preserveAspectRatio="xMidYMid slice">
      <g fill="none" strokeLinecap="round">
        <path d="M-40 60C260 120 300 420 620 460" stroke="#2a6fd6" strokeWidth="3" opacity=".5" />
        <path d="M-40 120C220 180 320 460 620 462" stroke="#2a6fd6" strokeWidth="1.5" opacity=".35" />
        <path d="M1640 -20C1300 160 980 180 620 460" stroke="#5cc3f0" strokeWidth="3" opacity=".4" />
        <path d="M1640 60C1320 240 960 260 620 462" stroke="#5cc3f0" strokeWidth="1.5" opacity=".28" />
        <path d="M-40 860C240 820 420 540 620 460" stroke="#2fb8d8" strokeWidth="3" opacity=".4" />
        <path d="M1640 900C1240 860 900 620 620 460" stroke="#8fe3c4" strokeWidth="3" opacity=".35" />
        <path d="M1640 820C1260 800 900 580 620 458" stroke="#8fe3c4" strokeWidth="1.5" opacity=".25" />
      </g>
      <circle cx="620" cy="460" r="6" fill="#fff" opacity=".7" />
    </svg>
  )
}
