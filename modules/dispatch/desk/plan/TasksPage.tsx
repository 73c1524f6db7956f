import { useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { listMyTasks } from '../../plan/endpoints.ts'
import { BoardTasks } from './BoardTasks.tsx'
import './board.css'
import './plan.css'

/** What a plan or an order asked of me or my unit, the newest first. */
export function TasksPage() {
  const url = useUrl()
  const client = useQueryClient()
  const navigate = useNavigate()
  const state = url.get('state') === 'all' ? ('all' as const) : ('open' as const)
  const found = usePages([...keyOf(listMyTasks), state], (after, signal) =>
    call(listMyTasks, { query: { state, limit: 40, ...(after ? { after } : {}) } }, { signal }),
  )
  useLive(['case.acted'], () => void client.invalidateQueries({ queryKey: keyOf(listMyTasks) }))
  return (
    <Page
      title="交办任务"
      actions={
        <Segmented
          aria-label="范围"
          value={state}
          options={[
            { value: 'open', label: '未完成' },
            { value: 'all', label: '全部' },
          ]}
          onChange={(next) => url.set({ state: next === 'all' ? 'all' : undefined })}
        />
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={6} />}
      {found.data && found.rows.length === 0 && (
        <EmptyState title={state === 'open' ? '没有未完成的交办任务' : '还没有交办过任务'}>
          预案启动、现场指令下达后，给您和本单位的任务会出现在这里，并发到收件箱。
        </EmptyState>
      )}
      <BoardTasks tasks={found.rows} open={(id) => void navigate({ to: `/cases/${id}` })} />
      {found.hasNextPage && <Button onClick={() => void found.fetchNextPage()}>再载入一些</Button>}
    </Page>
  )
}
