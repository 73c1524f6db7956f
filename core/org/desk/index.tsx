import { lazy } from 'react'
import { ApartmentOutlined, AuditOutlined, IdcardOutlined, KeyOutlined, TeamOutlined } from '@ant-design/icons'
import type { DeskModule } from '#platform/client/desk-module.ts'
import { searchSources } from '#platform/client/desk-module.ts'

// Brings antd's select with it: fetched when a form first shows it.
export const PersonPicker = lazy(() => import('./PersonPicker.tsx').then((m) => ({ default: m.PersonPicker })))
export { type AreaWords, type PostNotice, areaWordsOf, postNotices } from './registries.ts'

const view = ['org.unit.view']
// Everybody may look the organisation up; on the menu it stands for those who keep it.
const keepers = ['org.unit.manage', 'org.post.manage', 'org.appointment.manage', 'org.role.manage', 'org.audit.view']

/** 组织人员 and who may do what, under 数据底座 · 系统管理. */
export const orgDesk: DeskModule = {
  key: 'org',
  pages: [
    { path: '/org/units', title: '组织机构', needs: view, load: () => import('./UnitsPage.tsx').then((m) => m.UnitsPage) },
    { path: '/org/people', title: '人员', needs: view, load: () => import('./PeoplePage.tsx').then((m) => m.PeoplePage) },
    { path: '/org/people/$id', title: '人员信息', needs: view, load: () => import('./PersonPage.tsx').then((m) => m.PersonPage) },
    { path: '/org/posts', title: '岗位与角色', needs: view, load: () => import('./PostsPage.tsx').then((m) => m.PostsPage) },
    {
      path: '/org/tokens',
      title: '接口令牌',
      needs: ['org.token.manage'],
      load: () => import('./TokensPage.tsx').then((m) => m.TokensPage),
    },
    { path: '/org/audit', title: '审计', needs: ['org.audit.view'], load: () => import('./AuditPage.tsx').then((m) => m.AuditPage) },
  ],
  menu: [
    {
      group: 'base',
      title: '组织机构',
      path: '/org/units',
      icon: ApartmentOutlined,
      needs: keepers,
      homeOf: ['system-admin', 'security-admin'],
      position: 10,
    },
    { group: 'base', title: '人员', path: '/org/people', icon: TeamOutlined, needs: keepers, position: 11 },
    { group: 'base', title: '岗位与角色', path: '/org/posts', icon: IdcardOutlined, needs: keepers, position: 12 },
    { group: 'base', title: '接口令牌', path: '/org/tokens', icon: KeyOutlined, needs: ['org.token.manage'], position: 13 },
    {
      group: 'base',
      title: '审计',
      path: '/org/audit',
      icon: AuditOutlined,
      needs: ['org.audit.view'],
      homeOf: ['auditor'],
      position: 14,
    },
  ],
  contributes: [
    searchSources.of(
      { key: 'person', title: '人员', needs: view, find: async (words, signal) => (await import('./search.ts')).findPeople(words, signal) },
      { key: 'unit', title: '单位', needs: view, find: async (words, signal) => (await import('./search.ts')).findUnits(words, signal) },
    ),
  ],
}
