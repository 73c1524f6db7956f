import { BellOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { caseViews, fieldInputs } from '#core/case/desk/index.tsx'
import type { DeskModule } from '#platform/client/desk-module.ts'

const WhistleWhat = lazy(() => import('./WhistleParts.tsx').then((m) => ({ default: m.WhistleWhat })))
const WhistleSide = lazy(() => import('./WhistleParts.tsx').then((m) => ({ default: m.WhistleSide })))
const RatingsInput = lazy(() => import('./WhistleParts.tsx').then((m) => ({ default: m.RatingsInput })))

const read = ['callup.whistle.read']
const blow = ['callup.whistle.blow']

/** 吹哨报到 at the desk. */
export const callupDesk: DeskModule = {
  key: 'callup',
  pages: [
    { path: '/whistles', title: '吹哨报到', needs: read, load: () => import('./WhistlesPage.tsx').then((m) => m.WhistlesPage) },
    { path: '/whistles/new', title: '吹哨', needs: blow, load: () => import('./BlowPage.tsx').then((m) => m.BlowPage) },
  ],
  menu: [{ group: 'grid', title: '吹哨报到', path: '/whistles', icon: BellOutlined, needs: read, position: 20 }],
  contributes: [
    caseViews.of({ process: 'whistle', What: WhistleWhat, Side: WhistleSide }),
    fieldInputs.of({ kind: 'json', Input: RatingsInput }),
  ],
}
