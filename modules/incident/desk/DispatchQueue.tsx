import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { ClockCell, GradeTag } from '#core/case/desk/index.tsx'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { channelTitles } from '../record.ts'
import type { Row, useIncidentList } from './use-incident-list.ts'

interface DispatchQueueProps {
  readonly list: ReturnType<typeof useIncidentList>
  readonly current: string | undefined
  readonly choose: (id: string) => void
}

/** The queue, what is due first on top; the chosen one stays in sight. */
export function DispatchQueue({ list, current, choose }: DispatchQueueProps) {
  if (list.isError) return <FailedState error={list.error} retry={list.refresh} />
  if (list.isPending) return <LoadingSkeleton rows={10} />
  if (list.rows.length === 0) return <EmptyState title="没有待处理的事件" />
  return (
    <div className="dispatch-rows">
      {list.rows.map((row) => (
        <QueueRow key={row.id} row={row} on={row.id === current} choose={choose} />
      ))}
      {list.hasNextPage && (
        <Button type="link" block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          再载入一些
        </Button>
      )}
    </div>
  )
}

interface QueueRowProps {
  readonly row: Row
  readonly on: boolean
  readonly choose: (id: string) => void
}

function QueueRow({ row, on, choose }: QueueRowProps) {
  const self = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (on) self.current?.scrollIntoView({ block: 'nearest' })
  }, [on])
  return (
    <button type="button" ref={self} className={on ? 'queue-row queue-on' : 'queue-row'} aria-current={on} onClick={() => choose(row.id)}>
      <span className="queue-title">
        <GradeTag grade={row.grade} quiet />
        <b>{row.title}</b>
        {row.returns > 0 && <span className="row-mark row-mark-bad">退{row.returns}</span>}
      </span>
      <span className="queue-clock">
        <ClockCell card={row} />
      </span>
      <span className="queue-small">
        {row.step === 'acceptance' ? '' : `${row.stepTitle} · `}
        {row.classTitle || '类别未定'} · {row.areaName || '网格未定'}
      </span>
      <span className="queue-small queue-right">
        {channelTitles[row.channel]} · <Ago at={row.openedAt} />
      </span>
    </button>
  )
}
