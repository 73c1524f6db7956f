import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { Alert } from 'antd'
import { readCase } from '#core/case/contract.ts'
import { useRegistry } from '#platform/client/contributions.ts'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { ActDrawer } from './ActDrawer.tsx'
import { CaseHead } from './CaseHead.tsx'
import { CaseTimeline } from './CaseTimeline.tsx'
import { CaseWork } from './CaseWork.tsx'
import { casesChanged } from './cases-changed.ts'
import { caseParts, caseViews } from './registries.ts'
import type { ActRequest } from './use-act-request.ts'
import { useActRequest } from './use-act-request.ts'
import './case-panel.css'

interface CasePanelProps {
  readonly id: string
  /** Half a screen wide, in a workspace: head and parts stand closer. */
  readonly narrow?: boolean
  /** Opens an action from outside (a key of the workspace); a new object each time. */
  readonly request?: ActRequest | undefined
  readonly onActed?: ((action: string) => void) | undefined
}

/** The case: what · where · who has it and how long · act · timeline · evidence. The same frame for every process. */
export function CasePanel({ id, narrow = false, request, onActed }: CasePanelProps) {
  const client = useQueryClient()
  const found = useEndpoint(readCase, { params: { id } })
  const detail = found.data
  const act = useActRequest(detail, request)
  const parts = useRegistry(caseParts)
  const view = useRegistry(caseViews).find((one) => one.process === detail?.card.process)
  // Somebody else acted on this very case: show it, the typed form stays in its drawer.
  useLive(['case.acted', 'case.clock-alarmed'], (facts) => {
    const mine =
      facts.length === 0 ||
      facts.some(({ payload }) => payload !== null && typeof payload === 'object' && 'caseId' in payload && payload.caseId === id)
    if (mine) void casesChanged(client)
  })
  const title = detail && `${detail.card.number} ${detail.card.title}`
  useEffect(() => {
    if (!narrow && title) document.title = `${title} · 四河`
  }, [narrow, title])

  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!detail) return <LoadingPanel />
  return (
    <article className={narrow ? 'case-panel case-narrow' : 'case-panel'}>
      <CaseHead detail={detail} open={act.open} keys={!narrow} />
      {detail.reusedFiles.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="case-alert"
          title={`有 ${detail.reusedFiles.length} 张照片在其他案件里用过：${[...new Set(detail.reusedFiles.map((file) => file.number))].join('、')}，请核对是否为本次现场。`}
        />
      )}
      <div className="case-columns">
        <div className="case-main">
          {view && <view.What detail={detail} />}
          {parts.map(({ key, Part }) => (
            <Suspense key={key} fallback={null}>
              <Part detail={detail} />
            </Suspense>
          ))}
          <CaseWork detail={detail} />
          <CaseTimeline id={id} />
        </div>
        {view?.Side && (
          <aside className="case-side" aria-label="相关信息">
            <view.Side detail={detail} act={act.open} />
          </aside>
        )}
      </div>
      {act.action && (
        <ActDrawer
          key={`${id} ${act.action.key} ${act.times}`}
          detail={detail}
          action={act.action}
          known={act.values}
          close={act.close}
          onActed={onActed}
        />
      )}
    </article>
  )
}

function LoadingPanel() {
  return (
    <div className="case-panel">
      <LoadingSkeleton title rows={3} />
      <LoadingSkeleton rows={12} />
    </div>
  )
}
