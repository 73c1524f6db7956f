import { Suspense, lazy } from 'react'
import type { DeskModule } from '#platform/client/desk-module.ts'
import { headerParts } from '#platform/client/desk-module.ts'

const SimulatorSwitch = lazy(() => import('./SimulatorSwitch.tsx').then((m) => ({ default: m.SimulatorSwitch })))

function Part() {
  return (
    <Suspense fallback={null}>
      <SimulatorSwitch />
    </Suspense>
  )
}

/** What only the demo town brings to the desk: its simulator's switch in the header. */
export const townDesk: DeskModule = {
  key: 'town',
  pages: [],
  menu: [],
  contributes: [headerParts.of({ key: 'simulator', needs: ['town.simulator.switch'], part: Part })],
}
