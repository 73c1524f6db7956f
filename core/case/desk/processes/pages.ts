import { NodeIndexOutlined } from '@ant-design/icons'
import type { DeskPage, MenuEntry } from '#platform/client/desk-module.ts'

const needs = ['case.process.read']

/** 流程 pages of the case desk. */
export const processPages: readonly DeskPage[] = [
  { path: '/processes', title: '流程', needs, load: () => import('./ProcessListPage.tsx').then((m) => m.ProcessListPage) },
  { path: '/processes/$key/$version', title: '流程图', needs, load: () => import('./ProcessPage.tsx').then((m) => m.ProcessPage) },
]

/** On the menu of those who keep the house; everybody else comes by “看流程” of a case. */
export const processMenu: readonly MenuEntry[] = [
  {
    group: 'base',
    title: '流程',
    path: '/processes',
    icon: NodeIndexOutlined,
    needs,
    roles: ['system-admin', 'watch-officer', 'leader'],
    position: 20,
  },
]
