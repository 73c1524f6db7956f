import type { ReactNode } from 'react'
import { Suspense } from 'react'
import type { DeskPage } from '#platform/client/desk-module.ts'
import { may } from '#platform/client/desk-module.ts'
import { ForbiddenState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useViewer } from '#platform/client/viewer.ts'

/** Says so when the post may not open a page; the server refuses anyway, this spares a row of failed requests. */
export function PageGate({ page, children }: { readonly page: DeskPage; readonly children: ReactNode }) {
  const { permissions } = useViewer()
  if (!may(permissions, page.needs)) return <ForbiddenState title={`当前岗位不能打开“${page.title}”`} />
  return (
    <Suspense
      fallback={
        <div style={{ padding: 24 }}>
          <LoadingSkeleton title rows={10} />
        </div>
      }
    >
      {children}
    </Suspense>
  )
}
