import {
  CalendarOutlined,
  CarOutlined,
  CheckSquareOutlined,
  EnvironmentOutlined,
  FieldTimeOutlined,
  HeatMapOutlined,
  RadarChartOutlined,
  TeamOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import type { DeskModule } from '#platform/client/desk-module.ts'

const read = ['patrol.object.read']
const position = ['patrol.position.read']

/** 巡查走访 at the desk. */
export const patrolDesk: DeskModule = {
  key: 'patrol',
  pages: [
    { path: '/patrol/rounds', title: '巡查实况', needs: read, load: () => import('./RoundsPage.tsx').then((m) => m.RoundsPage) },
    { path: '/patrol/plans', title: '巡查计划', needs: read, load: () => import('./PlansPage.tsx').then((m) => m.PlansPage) },
    { path: '/patrol/objects', title: '巡查对象与清单', needs: read, load: () => import('./ObjectsPage.tsx').then((m) => m.ObjectsPage) },
    { path: '/patrol/findings', title: '巡查发现', needs: read, load: () => import('./FindingsPage.tsx').then((m) => m.FindingsPage) },
    { path: '/patrol/heat', title: '覆盖热力', needs: read, load: () => import('./HeatPage.tsx').then((m) => m.HeatPage) },
    { path: '/patrol/live', title: '在岗人员', needs: position, load: () => import('./LivePage.tsx').then((m) => m.LivePage) },
    {
      path: '/patrol/replay',
      title: '轨迹回放',
      needs: ['patrol.track.read'],
      load: () => import('./ReplayPage.tsx').then((m) => m.ReplayPage),
    },
    {
      path: '/patrol/vehicles',
      title: '巡查车辆',
      needs: ['patrol.vehicle.read'],
      load: () => import('./VehiclesPage.tsx').then((m) => m.VehiclesPage),
    },
    {
      path: '/patrol/rules',
      title: '响应规则',
      needs: ['patrol.rule.read'],
      load: () => import('./RulesPage.tsx').then((m) => m.RulesPage),
    },
  ],
  menu: [
    { group: 'grid', title: '巡查实况', path: '/patrol/rounds', icon: RadarChartOutlined, needs: read, position: 30 },
    { group: 'grid', title: '巡查计划', path: '/patrol/plans', icon: CalendarOutlined, needs: ['patrol.plan.manage'], position: 31 },
    { group: 'grid', title: '巡查对象与清单', path: '/patrol/objects', icon: CheckSquareOutlined, needs: read, position: 32 },
    { group: 'grid', title: '巡查发现', path: '/patrol/findings', icon: WarningOutlined, needs: read, position: 33 },
    { group: 'grid', title: '覆盖热力', path: '/patrol/heat', icon: HeatMapOutlined, needs: position, position: 34 },
    { group: 'grid', title: '在岗人员', path: '/patrol/live', icon: TeamOutlined, needs: position, position: 35 },
    { group: 'grid', title: '轨迹回放', path: '/patrol/replay', icon: EnvironmentOutlined, needs: ['patrol.track.read'], position: 36 },
    {
      group: 'grid',
      title: '巡查车辆',
      path: '/patrol/vehicles',
      icon: CarOutlined,
      needs: ['patrol.vehicle.read'],
      roles: ['watch-officer', 'dispatcher', 'leader'],
      position: 37,
    },
    { group: 'grid', title: '响应规则', path: '/patrol/rules', icon: FieldTimeOutlined, needs: ['patrol.rule.read'], position: 38 },
  ],
}
