import { Suspense, lazy } from 'react'
import type { DeskModule } from '#platform/client/desk-module.ts'
import { headerParts } from '#platform/client/desk-module.ts'

const InboxBell = lazy(() => import('./InboxBell.tsx').then((m) => ({ default: m.InboxBell })))

function Bell() {
  return (
    <Suspense fallback={null}>
      <InboxBell />
    </Suspense>
  )
}

/** The inbox in the header. */
export const noticeDesk: DeskModule = {
  key: 'notice',
  pages: [],
  menu: [],
  contributes: [headerParts.of({ key: 'inbox', part: Bell })],
}
