import { DesktopOutlined, SettingOutlined } from '@ant-design/icons'
import type { DeskPage, MenuEntry } from '#platform/client/desk-module.ts'

const read = ['dispatch.screen.read']
const manage = ['dispatch.screen.manage']

export const screenPages: readonly DeskPage[] = [
  { path: '/screen', title: '大屏', needs: read, bare: true, alone: true, load: () => import('./WallPage.tsx').then((m) => m.WallPage) },
  {
    path: '/screen/settings',
    title: '大屏设置',
    needs: manage,
    load: () => import('./ScreenSettingsPage.tsx').then((m) => m.ScreenSettingsPage),
  },
]
export const screenMenu: readonly MenuEntry[] = [
  { group: 'command', title: '大屏', path: '/screen', icon: DesktopOutlined, needs: read, position: 60 },
  { group: 'command', title: '大屏设置', path: '/screen/settings', icon: SettingOutlined, needs: manage, position: 62 },
]
