import { ApiOutlined, ProfileOutlined, SolutionOutlined } from '@ant-design/icons'
import type { DeskPage, MenuEntry } from '#platform/client/desk-module.ts'

const readers = ['incident.case.read', 'incident.catalogue.edit']
const doors = ['incident.door.manage']

/** The lists the incident module works by: classes, responsibility, connections. */
export const listPages: readonly DeskPage[] = [
  { path: '/lists/classes', title: '类别目录', needs: readers, load: () => import('./ClassesPage.tsx').then((m) => m.ClassesPage) },
  { path: '/lists/duties', title: '责任清单', needs: readers, load: () => import('./DutiesPage.tsx').then((m) => m.DutiesPage) },
  {
    path: '/lists/connections',
    title: '外部系统接入',
    needs: doors,
    load: () => import('./ConnectionsPage.tsx').then((m) => m.ConnectionsPage),
  },
]

const keepers = ['dispatcher', 'watch-officer', 'arbitrator', 'leader', 'system-admin']

export const listMenu: readonly MenuEntry[] = [
  { group: 'command', title: '类别目录', path: '/lists/classes', icon: ProfileOutlined, needs: readers, roles: keepers, position: 60 },
  { group: 'command', title: '责任清单', path: '/lists/duties', icon: SolutionOutlined, needs: readers, roles: keepers, position: 61 },
  { group: 'base', title: '外部系统接入', path: '/lists/connections', icon: ApiOutlined, needs: doors, position: 30 },
]
