import { useState } from 'react'
import { choosePost } from '#core/org/contract.ts'
import { call } from '#platform/client/call.ts'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Confirm } from '#platform/client/field/Confirm.tsx'
import { Icon } from '#platform/client/field/Icon.tsx'
import { Screen } from '#platform/client/field/Screen.tsx'
import { go } from '#platform/client/field/address.ts'
import { useDevice } from '#platform/client/field/device.ts'
import { may } from '#platform/client/desk-module.ts'
import { useItemCounts } from '#platform/client/outbox/use-outbox.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { useSessionHold } from './session-context.ts'
import { useSimpleMode } from './simple-mode.ts'

function Line({ path, title, remark }: { readonly path: string; readonly title: string; readonly remark?: string | undefined }) {
  return (
    <button type="button" className="row more" onClick={() => go(path)}>
      <span>
        <b>{title}</b>
        {remark && <small>{remark}</small>}
      </span>
      <Icon name="next" />
    </button>
  )
}

/** The person, what else there is, the phone's settings, and the way out. */
export function MePage() {
  const { modules, signOut } = useDevice()
  const { session, used } = useSessionHold()
  const viewer = useViewer()
  const { waiting, refused } = useItemCounts()
  const [simple, setSimple] = useSimpleMode()
  const [leaving, setLeaving] = useState(false)
  const [fault, setFault] = useState<string>()
  const open = waiting + refused
  const others = session.posts.filter((post) => post.id !== session.postId)
  const take = (postId: string): void => {
    call(choosePost, { body: { postId } }).then(used.enter, (error: unknown) => setFault(problemText(error)))
  }
  return (
    <Screen title={viewer.name} first>
      <p className="about">
        {viewer.unitName} · {viewer.postTitle}
      </p>
      <section className="card">
        {modules
          .flatMap((module) => module.more ?? [])
          .filter((entry) => may(viewer.permissions, entry.needs))
          .map((entry) => (
            <Line key={entry.path} {...entry} />
          ))}
        <Line path="/outbox" title="发送情况" remark={open === 0 ? '都发到中心了' : `${open} 条还在手机里`} />
        <Line path="/device" title="手机里的资料" remark="没有信号时靠它干活" />
      </section>
      <section className="card">
        <button
          type="button"
          role="switch"
          aria-checked={simple}
          aria-label="简明模式：字更大"
          className="row more switch"
          onClick={() => setSimple(!simple)}
        >
          <span>
            <b>简明模式</b>
            <small>字更大</small>
          </span>
          <span className="knob" aria-hidden="true" />
        </button>
      </section>
      {others.length > 0 && (
        <section className="card">
          <h2>换岗位</h2>
          {others.map((post) => (
            <button key={post.id} type="button" className="row more" onClick={() => take(post.id)}>
              {post.unitName} · {post.title}
              {post.substituteFor !== null && `（代${post.substituteFor}）`}
              <Icon name="next" />
            </button>
          ))}
        </section>
      )}
      {fault && (
        <p className="card refused" role="alert">
          {fault}
        </p>
      )}
      <BigButton onClick={() => (open > 0 ? setLeaving(true) : void signOut())}>退出登录</BigButton>
      {leaving && (
        <Confirm
          title={`还有 ${open} 条没发到中心`}
          onClose={() => setLeaving(false)}
          foot={
            <>
              <BigButton tone="primary" onClick={() => go('/outbox')}>
                先去发送
              </BigButton>
              <BigButton tone="danger" onClick={() => void signOut()}>
                仍然退出
              </BigButton>
            </>
          }
        >
          <p>退出后它们加密留在这部手机里，别人打不开；您下次在这部手机登录时接着发送。</p>
        </Confirm>
      )}
    </Screen>
  )
}
