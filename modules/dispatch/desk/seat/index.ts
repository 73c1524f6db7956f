import { DesktopOutlined } from '@ant-design/icons'
import type { DeskPage, MenuEntry } from '#platform/client/desk-module.ts'

const needs = ['dispatch.seat.use']

export const seatPages: readonly DeskPage[] = [
  { path: '/seat', title: '坐席', needs, load: () => import('./SeatPage.tsx').then((m) => m.SeatPage) },
  { path: '/seat/map', title: '坐席地图', needs, bare: true, load: () => import('./SeatMapPage.tsx').then((m) => m.SeatMapPage) },
]
export const seatMenu: readonly MenuEntry[] = [
  { group: 'work', title: '坐席', path: '/seat', icon: DesktopOutlined, needs, roles: ['watch-officer', 'dispatcher'], position: 5 },
]
