import { DownOutlined, LogoutOutlined, MobileOutlined, SafetyOutlined, SwapOutlined } from '@ant-design/icons'
import { Alert, App, Badge, Dropdown, Modal } from 'antd'
import type { MenuProps } from 'antd'
import { Suspense, lazy, useState } from 'react'
import { problemText } from '#platform/client/problem-error.ts'
import { BindFactor } from './BindFactor.tsx'
import { leave, switchPost, useSession } from './session.ts'

const PhoneCode = lazy(() => import('./PhoneCode.tsx').then((m) => ({ default: m.PhoneCode })))

/** Name and post; the other posts of this person, and the way out. */
export function UserMenu() {
  const { session, settle } = useSession()
  const [binding, setBinding] = useState(false)
  const [phone, setPhone] = useState(false)
  const waiting = session.withheld.length > 0
  const { message } = App.useApp()
  const post = session.posts.find((one) => one.id === session.postId)
  const others = session.posts.filter((one) => one.id !== session.postId)
  const items: NonNullable<MenuProps['items']> = [
    {
      key: 'posts',
      type: 'group',
      label: others.length > 0 ? '切换岗位' : '只有这一个岗位',
      children: others.map((one) => ({
        key: one.id,
        icon: <SwapOutlined />,
        label: `${one.unitName} · ${one.title}${one.substituteFor === null ? '' : `（代${one.substituteFor}）`}`,
      })),
    },
    { type: 'divider' },
    ...(session.secondFactor === 'set'
      ? []
      : [
          {
            key: 'bind',
            icon: <SafetyOutlined />,
            label: waiting ? `绑定动态口令（${session.withheld.length} 项权限待启用）` : '绑定动态口令',
          },
        ]),
    { key: 'phone', icon: <MobileOutlined />, label: '手机端（扫码安装）' },
    { key: 'leave', icon: <LogoutOutlined />, label: '退出登录' },
  ]
  const choose = (key: string): void => {
    if (key === 'leave') void leave()
    else if (key === 'phone') setPhone(true)
    else if (key === 'bind') setBinding(true)
    else switchPost(key).catch((error: unknown) => void message.error(problemText(error)))
  }
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => choose(key) }}>
        <button type="button" className="user-menu">
          <Badge dot={waiting} title="有权限须绑定动态口令后使用">
            <span className="user-face" aria-hidden="true">
              {session.person.name.slice(0, 1)}
            </span>
          </Badge>
          <span className="user-words">
            <b>{session.person.name}</b>
            <small>
              {post?.unitName} · {post?.title}
            </small>
          </span>
          <DownOutlined aria-hidden="true" />
        </button>
      </Dropdown>
      {phone && (
        <Suspense>
          <PhoneCode onClose={() => setPhone(false)} />
        </Suspense>
      )}
      {binding && (
        <Modal open title="绑定动态口令" footer={null} width={420} onCancel={() => setBinding(false)}>
          {waiting && (
            <Alert type="info" showIcon title="绑定后可用" description={session.withheld.join('；')} style={{ marginBottom: 12 }} />
          )}
          <BindFactor
            onDone={(next) => {
              settle(next)
              setBinding(false)
              void message.success('动态口令已绑定，下次登录须输入')
            }}
          />
        </Modal>
      )}
    </>
  )
}
