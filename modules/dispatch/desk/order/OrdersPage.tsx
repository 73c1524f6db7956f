import { Link, useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { listOrders } from '../../order/endpoints.ts'
import { AnswerBar } from '../plan/AnswerBar.tsx'
import { GradeTag } from '#core/case/desk/index.tsx'
import '../plan/board.css'
import '../plan/plan.css'

/** 现场指令: what the duty room asked from the map, and how far each got. */
export function OrdersPage() {
  const url = useUrl()
  const client = useQueryClient()
  const navigate = useNavigate()
  const state = url.get('state') === 'all' ? ('all' as const) : ('open' as const)
  const found = usePages([...keyOf(listOrders), state], (after, signal) =>
    call(listOrders, { query: { state, limit: 30, ...(after ? { after } : {}) } }, { signal }),
  )
  useLive(['case.acted'], () => void client.invalidateQueries({ queryKey: keyOf(listOrders) }))
  return (
    <Page
      title="现场指令"
      actions={
        <Segmented
          aria-label="范围"
          value={state}
          options={[
            { value: 'open', label: '未办结' },
            { value: 'all', label: '全部' },
          ]}
          onChange={(next) => url.set({ state: next === 'all' ? 'all' : undefined })}
        />
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={6} />}
      {found.data && found.rows.length === 0 && (
        <EmptyState title={state === 'open' ? '没有未办结的现场指令' : '还没有下达过现场指令'}>
          在<Link to="/map">一张图</Link>上圈选范围，再点“交办”。
        </EmptyState>
      )}
      <div className="board-list">
        {found.rows.map((one) => (
          <button key={one.id} type="button" className="panel board-line" onClick={() => void navigate({ to: `/orders/${one.id}` })}>
            <span className="board-line-title">
              {one.urgent && <GradeTag grade={2} />}
              <b>{one.title}</b>
            </span>
            <AnswerBar {...one} />
            <span className="quiet">
              {one.issuer} · <Ago at={one.issuedAt} exact />
            </span>
          </button>
        ))}
      </div>
      {found.hasNextPage && <Button onClick={() => void found.fetchNextPage()}>再载入一些</Button>}
    </Page>
  )
}
