import { Button, Tag } from 'antd'
import { call } from '#platform/client/call.ts'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { whenText } from '#platform/client/time.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { type Advice, listAdvices, outcomeTitles } from '../contract.ts'

/** Every advice there was, why, and what came of it: the rule hides nothing. */
export function AdviceList() {
  const found = usePages<Advice>([...keyOf(listAdvices), 'pages'], (after, signal) =>
    call(listAdvices, { query: { limit: 20, ...(after ? { after } : {}) } }, { signal }),
  )
  useLive(['hall.advice-moved'], () => void found.refetch())
  if (found.isPending) return <LoadingSkeleton rows={3} />
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (found.rows.length === 0) return <EmptyState title="还没有提示过">排队偏满或偏空时，系统按规则提示指定人员开、关备用窗口。</EmptyState>
  return (
    <>
      <ul className="hall-advices">
        {found.rows.map(({ id, kind, counter, told, at, why, outcome, endedBy, endedAt, reason }) => (
          <li key={id}>
            <details>
              <summary>
                <span className="num">{whenText(at)}</span> {kind === 'open' ? '开' : '关'} {counter.number} 号，提示 {told.join('、')}{' '}
                <Tag color={outcome === 'followed' ? 'success' : outcome === 'refused' ? 'warning' : outcome ? 'default' : 'processing'}>
                  {outcome ? outcomeTitles[outcome] : '等待处理'}
                </Tag>
              </summary>
              <p>{why}</p>
              {endedAt && (
                <p className="quiet">
                  {whenText(endedAt)} {endedBy ?? '系统'}
                  {reason && `：${reason}`}
                </p>
              )}
            </details>
          </li>
        ))}
      </ul>
      {found.hasNextPage && <Button onClick={() => void found.fetchNextPage()}>再看一些</Button>}
    </>
  )
}
