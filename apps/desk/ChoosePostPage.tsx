import { Button } from 'antd'
import type { Session } from '#core/org/contract.ts'
import { Logo } from './Logo.tsx'
import { leave, switchPost } from './session.ts'
import './sign-in.css'

/** The post this session worked at has ended, or none was picked: choose another. */
export function ChoosePostPage({ session }: { readonly session: Session }) {
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <section className="sign-in-card">
          <div className="sign-in-brand">
            <Logo size={44} />
            <div>
              <h1>选择岗位</h1>
              <p>
                {session.posts.length > 0 ? `${session.person.name}，今天以哪个岗位办公？` : '您今天没有任职的岗位，请联系系统管理员。'}
              </p>
            </div>
          </div>
          {session.posts.map((post) => (
            <Button key={post.id} block size="large" className="choose-post" onClick={() => void switchPost(post.id)}>
              {post.unitName} · {post.title}
            </Button>
          ))}
          <Button type="link" block onClick={() => void leave()}>
            退出登录
          </Button>
        </section>
      </div>
    </main>
  )
}
