import { AlertOutlined, ApiOutlined, DashboardOutlined, DeploymentUnitOutlined, SlidersOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { caseParts } from '#core/case/desk/index.tsx'
import type { DeskModule } from '#platform/client/desk-module.ts'
import { searchSources } from '#platform/client/desk-module.ts'

const CaseEvidence = lazy(() => import('./CaseEvidence.tsx').then((m) => ({ default: m.CaseEvidence })))

const alarms = ['sensing.alarm.read']
const devices = ['sensing.device.read']
const rules = ['sensing.rule.read']

/** 城市感知网 at the desk. */
export const sensingDesk: DeskModule = {
  key: 'sensing',
  pages: [
    { path: '/sensing/alarms', title: '告警复核', needs: alarms, load: () => import('./AlarmsPage.tsx').then((m) => m.AlarmsPage) },
    { path: '/sensing/devices', title: '设备台账', needs: devices, load: () => import('./DevicesPage.tsx').then((m) => m.DevicesPage) },
    { path: '/sensing/devices/$id', title: '设备', needs: devices, load: () => import('./DevicePage.tsx').then((m) => m.DevicePage) },
    { path: '/sensing/health', title: '设备健康', needs: devices, load: () => import('./HealthPage.tsx').then((m) => m.HealthPage) },
    { path: '/sensing/rules', title: '告警规则', needs: rules, load: () => import('./RulesPage.tsx').then((m) => m.RulesPage) },
    { path: '/sensing/connect', title: '设备接入', needs: devices, load: () => import('./ConnectPage.tsx').then((m) => m.ConnectPage) },
  ],
  menu: [
    { group: 'public', title: '告警复核', path: '/sensing/alarms', icon: AlertOutlined, needs: alarms, position: 10 },
    { group: 'public', title: '设备台账', path: '/sensing/devices', icon: DeploymentUnitOutlined, needs: devices, position: 20 },
    { group: 'public', title: '设备健康', path: '/sensing/health', icon: DashboardOutlined, needs: devices, position: 30 },
    { group: 'public', title: '告警规则', path: '/sensing/rules', icon: SlidersOutlined, needs: rules, position: 40 },
    { group: 'public', title: '设备接入', path: '/sensing/connect', icon: ApiOutlined, needs: devices, position: 50 },
  ],
  contributes: [
    caseParts.of({ key: 'sensing', Part: CaseEvidence }),
    searchSources.of({
      key: 'sensing',
      title: '设备',
      needs: devices,
      find: async (words, signal) => (await import('./search.ts')).findDevices(words, signal),
    }),
  ],
}
