import { useLocation, useNavigate } from '@tanstack/react-router'
import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { Menu } from 'antd'
import { useMemo } from 'react'
import { useViewer } from '#platform/client/viewer.ts'
import { Logo } from './Logo.tsx'
import { menuFor } from './menu.tsx'
import { deskModules } from './modules.ts'

/** The left menu: what this post may do, grouped by the town's eight modules. */
export function SideMenu({ collapsed, toggle }: { readonly collapsed: boolean; readonly toggle: () => void }) {
  const { permissions, role, townName } = useViewer()
  const navigate = useNavigate()
  const path = useLocation({ select: (location) => location.pathname })
  const { items, paths, groups } = useMemo(() => menuFor(deskModules, permissions, role), [permissions, role])
  // The longest entry the address begins with: a case opened from the list keeps the list marked.
  const selected = paths.filter((one) => path === one || path.startsWith(`${one}/`)).sort((a, b) => b.length - a.length)[0]
  return (
    <nav className="side" aria-label="主菜单">
      <div className="side-brand">
        <Logo size={28} />
        {!collapsed && (
          <span>
            <b>{townName}</b>
            <small>集成指挥一体化平台</small>
          </span>
        )}
      </div>
      <div className="side-menu">
        <Menu
          theme="dark"
          mode="inline"
          inlineCollapsed={collapsed}
          inlineIndent={16}
          items={items}
          defaultOpenKeys={collapsed ? [] : groups}
          selectedKeys={selected === undefined ? [] : [selected]}
          onClick={({ key }) => void navigate({ to: key })}
        />
      </div>
      <button type="button" className="side-fold" onClick={toggle} aria-label={collapsed ? '展开菜单' : '收起菜单'}>
        {collapsed ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        {!collapsed && <span>收起</span>}
      </button>
    </nav>
  )
}
