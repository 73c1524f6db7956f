import { DownOutlined, LogoutOutlined, SwapOutlined } from '@ant-design/icons'
import { App, Dropdown } from 'antd'
import type { MenuProps } from 'antd'
import { problemText } from '#platform/client/problem-error.ts'
import { leave, switchPost, useSession } from './session.ts'

/** Name and post; the other posts of this person, and the way out. */
export function UserMenu() {
  const { session } = useSession()
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
    { key: 'leave', icon: <LogoutOutlined />, label: '退出登录' },
  ]
  const choose = (key: string): void => {
    if (key === 'leave') void leave()
    else switchPost(key).catch((error: unknown) => void message.error(problemText(error)))
  }
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => choose(key) }}>
      <button type="button" className="user-menu">
        <span className="user-face" aria-hidden="true">
          {session.person.name.slice(0, 1)}
        </span>
        <span className="user-words">
          <b>{session.person.name}</b>
          <small>
            {post?.unitName} · {post?.title}
          </small>
        </span>
        <DownOutlined aria-hidden="true" />
      </button>
    </Dropdown>
  )
}
