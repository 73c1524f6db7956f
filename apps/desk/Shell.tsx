import { Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { useKeys } from '#platform/client/keys.ts'
import { usePreference } from '#platform/client/preference.ts'
import { Header } from './Header.tsx'
import { KeyHelp } from './KeyHelp.tsx'
import { SearchPalette } from './SearchPalette.tsx'
import { SideMenu } from './SideMenu.tsx'
import { deskModules } from './modules.ts'
import { useIdlePreload } from './use-idle-preload.ts'
import './shell.css'

/** Menu at the left, header on top, the page between them; search and key help over everything. */
export function Shell() {
  const [collapsed, setCollapsed] = usePreference('menu.collapsed', false)
  const [searching, setSearching] = useState(false)
  const [helping, setHelping] = useState(false)
  useIdlePreload(deskModules)
  useKeys({
    '/': () => setSearching(true),
    'ctrl+k': () => setSearching(true),
    '?': () => setHelping(true),
  })
  return (
    <div className={collapsed ? 'shell shell-narrow' : 'shell'}>
      <a className="skip-link" href="#page">
        跳到内容
      </a>
      <SideMenu collapsed={collapsed} toggle={() => setCollapsed(!collapsed)} />
      <div className="shell-main">
        <Header search={() => setSearching(true)} help={() => setHelping(true)} />
        <main className="shell-page" id="page" tabIndex={-1} data-scroll-restoration-id="page">
          <Outlet />
        </main>
      </div>
      <SearchPalette open={searching} close={() => setSearching(false)} />
      <KeyHelp open={helping} close={() => setHelping(false)} />
    </div>
  )
}
