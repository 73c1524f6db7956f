import { AlertOutlined, BellOutlined, CalendarOutlined, FileProtectOutlined, NotificationOutlined, SwapOutlined } from '@ant-design/icons'
import type { DeskPage, MenuEntry } from '#platform/client/desk-module.ts'

const duty = ['dispatch.duty.read']
const manage = ['dispatch.duty.manage']
const plan = ['dispatch.plan.read']

export const dutyPages: readonly DeskPage[] = [
  { path: '/duty', title: '值班表', needs: duty, load: () => import('./RosterPage.tsx').then((m) => m.RosterPage) },
  { path: '/duty/handover', title: '交接班', needs: manage, load: () => import('./HandoverPage.tsx').then((m) => m.HandoverPage) },
  { path: '/plans', title: '预案库', needs: plan, load: () => import('../plan/PlansPage.tsx').then((m) => m.PlansPage) },
  { path: '/plans/$key', title: '预案', needs: plan, load: () => import('../plan/PlanPage.tsx').then((m) => m.PlanPage) },
  {
    path: '/plans/$key/edit',
    title: '修改预案',
    needs: ['dispatch.plan.manage'],
    load: () => import('../plan/PlanEditPage.tsx').then((m) => m.PlanEditPage),
  },
  { path: '/boards', title: '启动板', needs: plan, load: () => import('../plan/BoardsPage.tsx').then((m) => m.BoardsPage) },
  { path: '/boards/$id', title: '启动板', needs: plan, load: () => import('../plan/BoardPage.tsx').then((m) => m.BoardPage) },
  { path: '/boards/$id/review', title: '复盘', needs: plan, load: () => import('../plan/ReviewPage.tsx').then((m) => m.ReviewPage) },
  {
    path: '/plan-tasks',
    title: '交办任务',
    needs: ['dispatch.task.read'],
    load: () => import('../plan/TasksPage.tsx').then((m) => m.TasksPage),
  },
  {
    path: '/post-tasks',
    title: '岗位任务',
    needs: plan,
    load: () => import('../plan/PostTasksPage.tsx').then((m) => m.PostTasksPage),
  },
  { path: '/alerts', title: '气象预警', needs: plan, load: () => import('../plan/AlertsPage.tsx').then((m) => m.AlertsPage) },
]

export const dutyMenu: readonly MenuEntry[] = [
  {
    group: 'work',
    title: '交接班',
    path: '/duty/handover',
    icon: SwapOutlined,
    needs: manage,
    roles: ['watch-officer'],
    position: 15,
  },
  { group: 'work', title: '交办任务', path: '/plan-tasks', icon: BellOutlined, needs: ['dispatch.task.read'], position: 60 },
  { group: 'command', title: '启动板', path: '/boards', icon: AlertOutlined, needs: plan, position: 30 },
  { group: 'command', title: '预案库', path: '/plans', icon: FileProtectOutlined, needs: plan, position: 32 },
  { group: 'command', title: '值班表', path: '/duty', icon: CalendarOutlined, needs: duty, position: 34 },
  { group: 'command', title: '气象预警', path: '/alerts', icon: NotificationOutlined, needs: plan, position: 36 },
]
