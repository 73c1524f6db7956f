import { Alert, Button } from 'antd'
import { useState } from 'react'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import type { Counter } from '../contract.ts'
import { AdviceNote } from './AdviceNote.tsx'
import { DomainWaits } from './DomainWaits.tsx'
import { CallStage } from './CallStage.tsx'
import { GuideTake } from './GuideTake.tsx'
import { QueueList } from './QueueList.tsx'
import { useDesk } from './use-desk.ts'
import './hall.css'

/** 窗口叫号: one window, one number, large keys. Everything goes by keyboard too. */
export function CallPage() {
  const { found, act, busy, fault } = useDesk()
  const [guiding, setGuiding] = useState(false)
  const view = found.data
  if (found.isError && !view) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!view)
    return (
      <Page title="窗口叫号">
        <LoadingSkeleton rows={8} />
      </Page>
    )
  const { counter, advice } = view
  const target = advice && [...view.closed, ...(counter ? [counter] : [])].find(({ id }) => id === advice.counter.id)
  const follow =
    target && advice && (advice.kind === 'open' ? !counter : counter?.id === target.id)
      ? () => void act(target.id, { kind: advice.kind === 'open' ? 'open' : 'close' })
      : undefined
  return (
    <Page
      title="窗口叫号"
      remark={counter ? `${counter.number} 号 ${counter.title}，今日已办 ${counter.served} 个号` : '您还没有开放窗口'}
      actions={<Button onClick={() => setGuiding(true)}>导服代取号</Button>}
    >
      {fault && <Alert className="hall-fault" type="error" showIcon role="alert" title={fault} />}
      {advice && <AdviceNote advice={advice} follow={follow} />}
      <div className="hall-call">
        {counter ? (
          <div>
            <CallStage view={view} counter={counter} busy={busy} act={(...acts) => act(counter.id, ...acts)} />
            <DomainWaits domains={view.domains} />
          </div>
        ) : (
          <ChooseWindow closed={view.closed} busy={busy} open={(id) => void act(id, { kind: 'open' })} />
        )}
        <QueueList
          view={view}
          call={
            counter && !counter.current && counter.state !== 'paused'
              ? (ticket) => void act(counter.id, { kind: 'call', ticket })
              : undefined
          }
        />
      </div>
      {guiding && <GuideTake domains={view.domains} close={() => setGuiding(false)} />}
    </Page>
  )
}

interface ChooseWindowProps {
  readonly closed: readonly Counter[]
  readonly busy: boolean
  readonly open: (id: string) => void
}

/** Before the day begins: which window is mine. */
function ChooseWindow({ closed, busy, open }: ChooseWindowProps) {
  return (
    <section className="panel hall-choose" aria-label="开放窗口">
      <h2>开放哪个窗口？</h2>
      {closed.length === 0 ? (
        <EmptyState title="窗口都已有人开放">请大厅负责人安排，或等别人关闭窗口。</EmptyState>
      ) : (
        <div className="hall-windows">
          {closed.map(({ id, number, title, kind }) => (
            <button key={id} type="button" className="hall-window-key" disabled={busy} onClick={() => open(id)}>
              <strong className="num">{number}</strong>
              <span>{title}</span>
              {kind === 'tidal' && <em>备用，按提示开放</em>}
            </button>
          ))}
        </div>
      )}
    </section>
  )
}
