import { lazy } from 'react'
import { caseViews, fieldInputs } from '#core/case/desk/index.tsx'
import type { DeskModule } from '#platform/client/desk-module.ts'
import { dutyMenu, dutyPages } from './duty/index.ts'
import { orderMenu, orderPages } from './order/index.ts'
import { mapMenu, mapPages } from './map/index.ts'
import { screenMenu, screenPages } from './screen/index.ts'
import { seatMenu, seatPages } from './seat/index.ts'

// Fetched when first shown: the entry chunk holds only the names.
const PhraseInput = lazy(() => import('./seat/PhraseInput.tsx').then((m) => ({ default: m.PhraseInput })))
const OrderWhat = lazy(() => import('./order/OrderWhat.tsx').then((m) => ({ default: m.OrderWhat })))
const PlanWhat = lazy(() => import('./plan/PlanWhat.tsx').then((m) => ({ default: m.PlanWhat })))

/** What 指挥调度 brings to the desk. */
export const dispatchDesk: DeskModule = {
  key: 'dispatch',
  pages: [...mapPages, ...seatPages, ...dutyPages, ...orderPages, ...screenPages],
  menu: [...mapMenu, ...seatMenu, ...dutyMenu, ...orderMenu, ...screenMenu],
  contributes: [
    caseViews.of(
      { process: 'plan-activation', What: PlanWhat },
      { process: 'plan-task', What: PlanWhat },
      { process: 'field-order', What: OrderWhat },
    ),
    fieldInputs.of({ kind: 'long-text', Input: PhraseInput }),
  ],
}
