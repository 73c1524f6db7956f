import { Button, Segmented } from 'antd'
import { useEffect, useRef } from 'react'
import { ClockCell, GradeTag } from '#core/case/desk/index.tsx'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import type { SeatRow } from '../../seat/endpoints.ts'
import { DrillMark } from '../plan/LevelTag.tsx'
import { type Tab, type useSeatQueue, tabTitles } from './use-seat-queue.ts'

interface SeatQueueProps {
  readonly queue: ReturnType<typeof useSeatQueue>
  readonly current: string | undefined
  readonly choose: (id: string) => void
  readonly fresh: ReadonlySet<string>
}

/** The queue: what is due first on top, what just came in marked 新 in words. */
export function SeatQueue({ queue, current, choose, fresh }: SeatQueueProps) {
  const { tab, setTab, counts, list } = queue
  return (
    <section className="seat-queue panel" aria-label="队列">
      <Segmented
        block
        size="small"
        aria-label="队列范围"
        value={tab}
        options={(Object.keys(tabTitles) as Tab[]).map((value) => ({
          value,
          label: (
            <span>
              {tabTitles[value]} <span className="num">{counts?.[value] ?? ''}</span>
            </span>
          ),
        }))}
        onChange={setTab}
      />
      <div className="seat-rows">
        {list.isError && <FailedState error={list.error} retry={() => void list.refetch()} />}
        {list.isPending && <LoadingSkeleton rows={10} />}
        {list.data && list.rows.length === 0 && <EmptyState title="队列已清空">新的一到就会响铃并出现在这里。</EmptyState>}
        {list.rows.map((row) => (
          <Row key={row.id} row={row} on={row.id === current} fresh={fresh.has(row.id)} choose={choose} />
        ))}
        {list.hasNextPage && (
          <Button type="link" block onClick={() => void list.fetchNextPage()}>
            再载入一些
          </Button>
        )}
      </div>
    </section>
  )
}

interface RowProps {
  readonly row: SeatRow
  readonly on: boolean
  readonly fresh: boolean
  readonly choose: (id: string) => void
}

function Row({ row, on, fresh, choose }: RowProps) {
  const self = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (on) self.current?.scrollIntoView({ block: 'nearest' })
  }, [on])
  return (
    <button
      ref={self}
      type="button"
      className={['seat-row', on ? 'seat-row-on' : '', fresh ? 'seat-row-new' : ''].join(' ')}
      aria-current={on}
      onClick={() => choose(row.id)}
    >
      <span className="seat-row-title">
        {fresh && <em className="seat-new">新</em>}
        {row.drill && <DrillMark />}
        <GradeTag grade={row.urgency} quiet />
        <b>{row.title}</b>
      </span>
      <span className="seat-row-clock">
        <ClockCell card={row} />
      </span>
      <span className="seat-row-small">
        {row.stepTitle} · {row.address || row.areaName || '地点未定'}
      </span>
      <span className="seat-row-small seat-row-when">
        <Ago at={row.openedAt} />
      </span>
    </button>
  )
}
