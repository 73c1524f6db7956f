import { SendOutlined } from '@ant-design/icons'
import type { DeskPage, MenuEntry } from '#platform/client/desk-module.ts'

const read = ['dispatch.order.read']

export const orderPages: readonly DeskPage[] = [
  { path: '/orders', title: '现场指令', needs: read, load: () => import('./OrdersPage.tsx').then((m) => m.OrdersPage) },
  { path: '/orders/$id', title: '现场指令', needs: read, load: () => import('./OrderPage.tsx').then((m) => m.OrderPage) },
]
export const orderMenu: readonly MenuEntry[] = [
  { group: 'command', title: '现场指令', path: '/orders', icon: SendOutlined, needs: read, position: 28 },
]
