import { ApartmentOutlined } from '@ant-design/icons'
import type { DeskModule } from '#platform/client/desk-module.ts'

const read = ['area.area.read']

/** 网格管理 at the desk. */
export const areaDesk: DeskModule = {
  key: 'area',
  pages: [{ path: '/areas', title: '网格管理', needs: read, load: () => import('./AreaPage.tsx').then((m) => m.AreaPage) }],
  menu: [{ group: 'grid', title: '网格管理', path: '/areas', icon: ApartmentOutlined, needs: read, position: 10 }],
}
