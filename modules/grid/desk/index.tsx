import { HomeOutlined, TeamOutlined } from '@ant-design/icons'
import type { DeskModule } from '#platform/client/desk-module.ts'

const cover = ['grid.coverage.read']
const station = ['grid.station.read']

/** 网格与队伍 at the desk. */
export const gridDesk: DeskModule = {
  key: 'grid',
  pages: [
    { path: '/grids', title: '网格与队伍', needs: cover, load: () => import('./GridsPage.tsx').then((m) => m.GridsPage) },
    { path: '/stations', title: '工作站', needs: station, load: () => import('./StationPage.tsx').then((m) => m.StationsPage) },
    { path: '/stations/$code', title: '工作站', needs: station, load: () => import('./StationPage.tsx').then((m) => m.StationPage) },
  ],
  menu: [
    { group: 'grid', title: '网格与队伍', path: '/grids', icon: TeamOutlined, needs: cover, position: 15 },
    { group: 'grid', title: '工作站', path: '/stations', icon: HomeOutlined, needs: station, position: 16 },
  ],
}
