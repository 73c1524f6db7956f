import { MoonOutlined, QuestionCircleOutlined, SearchOutlined, SunOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useRegistry } from '#platform/client/contributions.ts'
import { headerParts, may } from '#platform/client/desk-module.ts'
import { useLiveUp } from '#platform/client/live.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { useDark } from './DeskTheme.tsx'
import { UserMenu } from './UserMenu.tsx'

/** Search, what modules put here (inbox, simulator), the honest live mark, who I am and at which post. */
export function Header({ search, help }: { readonly search: () => void; readonly help: () => void }) {
  const { permissions, demo } = useViewer()
  const { dark, setDark } = useDark()
  const parts = useRegistry(headerParts).filter((part) => may(permissions, part.needs))
  const up = useLiveUp()
  return (
    <header className="header">
      <button type="button" className="header-search" onClick={search}>
        <SearchOutlined aria-hidden="true" />
        <span>搜索事件、人员、单位、网格、地点</span>
        <kbd>/</kbd>
      </button>
      {demo && <span className="header-demo">演示数据</span>}
      <div className="header-tools">
        <Tooltip title={up ? '实时更新中' : '实时连接断开，正在重连；列表可能不是最新'}>
          <span className={up ? 'live-mark live-up' : 'live-mark'} role="status">
            {up ? '实时' : '离线'}
          </span>
        </Tooltip>
        {parts.map(({ key, part: Part }) => (
          <Part key={key} />
        ))}
        <Tooltip title="快捷键 ?">
          <Button type="text" icon={<QuestionCircleOutlined />} onClick={help} aria-label="快捷键说明" />
        </Tooltip>
        <Tooltip title={dark ? '切换为浅色' : '切换为深色'}>
          <Button
            type="text"
            icon={dark ? <SunOutlined /> : <MoonOutlined />}
            onClick={() => setDark(!dark)}
            aria-label={dark ? '切换为浅色' : '切换为深色'}
          />
        </Tooltip>
        <UserMenu />
      </div>
    </header>
  )
}
