import { ApartmentOutlined, ProfileOutlined, UnorderedListOutlined } from '@ant-design/icons'
import type { DeskPage, MenuEntry } from '#platform/client/desk-module.ts'

const read = ['service.matter.read']
const manage = ['service.matter.manage']
// Everybody may look; on the menu it stands for those who work with it.
const roles = ['counter', 'approver', 'approval-lead', 'hall-lead', 'agent', 'village', 'leader']

/** 事项清单、一件事、展示清单 at the desk. */
export const matterPages: readonly DeskPage[] = [
  { path: '/service/matters', title: '事项清单', needs: read, load: () => import('./MattersPage.tsx').then((m) => m.MattersPage) },
  {
    path: '/service/matters/new',
    title: '新增事项',
    needs: manage,
    load: () => import('./MatterEditPage.tsx').then((m) => m.MatterEditPage),
  },
  { path: '/service/matters/$code', title: '事项', needs: read, load: () => import('./MatterPage.tsx').then((m) => m.MatterPage) },
  {
    path: '/service/matters/$code/edit',
    title: '修改事项',
    needs: manage,
    load: () => import('./MatterEditPage.tsx').then((m) => m.MatterEditPage),
  },
  { path: '/service/one-things', title: '一件事', needs: read, load: () => import('./OneThingsPage.tsx').then((m) => m.OneThingsPage) },
  {
    path: '/service/one-things/new',
    title: '新增一件事',
    needs: manage,
    load: () => import('./OneThingEditPage.tsx').then((m) => m.OneThingEditPage),
  },
  { path: '/service/one-things/$code', title: '一件事', needs: read, load: () => import('./OneThingPage.tsx').then((m) => m.OneThingPage) },
  {
    path: '/service/one-things/$code/edit',
    title: '修改一件事',
    needs: manage,
    load: () => import('./OneThingEditPage.tsx').then((m) => m.OneThingEditPage),
  },
  { path: '/service/lists', title: '展示清单', needs: read, load: () => import('./ListSetsPage.tsx').then((m) => m.ListSetsPage) },
]

export const matterMenu: readonly MenuEntry[] = [
  { group: 'service', title: '事项清单', path: '/service/matters', icon: ProfileOutlined, needs: read, roles, position: 50 },
  { group: 'service', title: '一件事', path: '/service/one-things', icon: ApartmentOutlined, needs: read, roles, position: 51 },
  { group: 'service', title: '展示清单', path: '/service/lists', icon: UnorderedListOutlined, needs: read, roles, position: 52 },
]
