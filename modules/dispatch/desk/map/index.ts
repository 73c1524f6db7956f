import { GlobalOutlined } from '@ant-design/icons'
import type { DeskPage, MenuEntry } from '#platform/client/desk-module.ts'

const needs = ['dispatch.map.read']

export const mapPages: readonly DeskPage[] = [
  { path: '/map', title: '一张图', needs, load: () => import('./MapPage.tsx').then((m) => m.MapPage) },
]
export const mapMenu: readonly MenuEntry[] = [
  { group: 'command', title: '一张图', path: '/map', icon: GlobalOutlined, needs, position: 10 },
]
