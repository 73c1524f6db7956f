import { useNavigate } from '@tanstack/react-router'
import { App, Segmented } from 'antd'
import { Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { CasePanel } from '#core/case/desk/index.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useKeys } from '#platform/client/keys.ts'
import { DispatchQueue } from './DispatchQueue.tsx'
import type { ListQuery } from './url-filter.ts'
import { useUrlFilter } from './url-filter.ts'
import { useIncidentList } from './use-incident-list.ts'
import './dispatch.css'

const queues: Readonly<Record<string, { readonly title: string; readonly query: ListQuery }>> = {
  todo: { title: '待派单', query: { step: ['acceptance', 'dispatch'] } },
  mine: { title: '我的全部待办', query: { mine: true } },
  late: { title: '已超时', query: { late: true } },
}

interface Request {
  readonly action: string
  readonly values?: Readonly<Record<string, unknown>> | undefined
}

/** 派单台: the queue at the left, the case at the right, everything by keys. Nothing leaves the screen between two cases. */
export function DispatchPage() {
  const { search, set } = useUrlFilter()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const queueKey = typeof search['queue'] === 'string' && search['queue'] in queues ? search['queue'] : 'todo'
  const queue = queues[queueKey] ?? { title: '', query: {} }
  const chosen = typeof search['case'] === 'string' ? search['case'] : undefined
  const calm = useCallback(() => true, [])
  const list = useIncidentList(queue.query, calm)
  const [request, setRequest] = useState<Request>()
  const [done, setDone] = useState(0)
  const merged = useRef<string>(undefined)
  const { rows } = list
  const index = rows.findIndex((row) => row.id === chosen)
  const current = chosen ?? rows[0]?.id
  const choose = useCallback((id: string | undefined) => set({ case: id }), [set])
  const move = (step: number): void => {
    const from = chosen === undefined ? 0 : index
    const next = rows[Math.max(0, Math.min(rows.length - 1, (from < 0 ? 0 : from) + step))]
    if (next) choose(next.id)
  }
  // The one in sight left the queue by somebody else's hand: stay on it, the person decides when to go on.
  useEffect(() => {
    if (chosen === undefined && rows[0]) choose(rows[0].id)
  }, [chosen, rows, choose])

  const ask = (action: string, values?: Request['values']): void => setRequest({ action, values })
  const onActed = (action: string): void => {
    setDone((count) => count + 1)
    setRequest(undefined)
    if (action === 'unmerge') return
    if (action === 'merge') merged.current = current
    // The next in the queue as it stood: the acted one leaves it.
    const next = rows[index + 1] ?? rows[index - 1]
    if (['dispatch', 'merge', 'accept', 'propose-void', 'send-check', 'rule'].includes(action) && next) choose(next.id)
  }
  const undoMerge = (): void => {
    if (merged.current === undefined) {
      void message.info('这次还没有并过案')
      return
    }
    choose(merged.current)
    ask('unmerge', { reason: '误并，恢复单独办理' })
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    d: () => ask('dispatch'),
    m: () => ask('merge'),
    u: undoMerge,
    c: () => ask('correct'),
    v: () => ask('propose-void'),
    n: () => void navigate({ to: '/report' }),
    Enter: () => current !== undefined && void navigate({ to: `/cases/${current}` }),
  })
  return (
    <Page
      title="派单台"
      fill
      remark={done > 0 ? `本次已办 ${done} 件` : undefined}
      actions={
        <span className="dispatch-keys">
          <kbd>j</kbd> <kbd>k</kbd> 移动 <kbd>d</kbd> 派单 <kbd>m</kbd> 并案 <kbd>u</kbd> 撤销并案 <kbd>c</kbd> 更正 <kbd>n</kbd> 登记
        </span>
      }
    >
      <div className="dispatch">
        <section className="dispatch-queue panel" aria-label="队列">
          <Segmented
            block
            size="small"
            value={queueKey}
            options={Object.entries(queues).map(([value, { title }]) => ({ value, label: title }))}
            onChange={(next) => set({ queue: next, case: undefined })}
          />
          <DispatchQueue list={list} current={current} choose={choose} />
        </section>
        <div className="dispatch-case" tabIndex={-1}>
          {current === undefined ? (
            !list.isPending && <EmptyState title="队列已清空">新的事件一到就会出现在左边。</EmptyState>
          ) : (
            <Suspense fallback={<LoadingSkeleton title rows={12} />}>
              <CasePanel key={current} id={current} narrow request={request} onActed={onActed} />
            </Suspense>
          )}
        </div>
      </div>
    </Page>
  )
}
