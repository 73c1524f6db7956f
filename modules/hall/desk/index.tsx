import {
  CustomerServiceOutlined,
  DesktopOutlined,
  FrownOutlined,
  LayoutOutlined,
  OrderedListOutlined,
  SettingOutlined,
} from '@ant-design/icons'
import { lazy } from 'react'
import { caseViews } from '#core/case/desk/index.tsx'
import type { DeskModule } from '#platform/client/desk-module.ts'

const StuckWhat = lazy(() => import('./StuckWhat.tsx').then((m) => ({ default: m.StuckWhat })))

const read = ['hall.hall.read']
const manage = ['hall.hall.manage']
const work = ['hall.window.work']
const screen = ['hall.screen.read']
const stuck = ['hall.stuck.read']

/** 政务大厅 at the desk. */
export const hallDesk: DeskModule = {
  key: 'hall',
  pages: [
    { path: '/hall', title: '大厅此刻', needs: read, load: () => import('./HallPage.tsx').then((m) => m.HallPage) },
    { path: '/hall/call', title: '窗口叫号', needs: work, load: () => import('./CallPage.tsx').then((m) => m.CallPage) },
    { path: '/hall/tickets', title: '号单', needs: read, load: () => import('./TicketsPage.tsx').then((m) => m.TicketsPage) },
    { path: '/hall/stuck', title: '办不成事', needs: stuck, load: () => import('./StuckPage.tsx').then((m) => m.StuckPage) },
    {
      path: '/hall/settings',
      title: '大厅设置',
      needs: manage,
      load: () => import('./HallSettingsPage.tsx').then((m) => m.HallSettingsPage),
    },
    {
      path: '/hall-screen',
      title: '大厅屏',
      needs: screen,
      bare: true,
      alone: true,
      load: () => import('./HallScreenPage.tsx').then((m) => m.HallScreenPage),
    },
  ],
  menu: [
    {
      group: 'service',
      title: '窗口叫号',
      path: '/hall/call',
      icon: CustomerServiceOutlined,
      needs: work,
      roles: ['counter', 'hall-lead'],
      position: 10,
    },
    { group: 'service', title: '大厅此刻', path: '/hall', icon: LayoutOutlined, needs: read, homeOf: ['hall-lead'], position: 60 },
    { group: 'service', title: '号单', path: '/hall/tickets', icon: OrderedListOutlined, needs: read, roles: ['hall-lead'], position: 62 },
    { group: 'service', title: '办不成事', path: '/hall/stuck', icon: FrownOutlined, needs: stuck, position: 64 },
    { group: 'service', title: '大厅屏', path: '/hall-screen', icon: DesktopOutlined, needs: screen, position: 66 },
    { group: 'service', title: '大厅设置', path: '/hall/settings', icon: SettingOutlined, needs: manage, position: 68 },
  ],
  contributes: [caseViews.of({ process: 'hall-stuck', What: StuckWhat })],
}
