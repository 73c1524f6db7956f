import { Button, Tag } from 'antd'
import { spanText, useNow } from '#platform/client/time.ts'
import type { DeskView } from '../contract.ts'

interface QueueListProps {
  readonly view: DeskView
  /** Calls one out of its turn; absent while a number is at the window. */
  readonly call: ((ticket: string) => void) | undefined
}

/** Who is next, in the order they will be called. */
export function QueueList({ view, call }: QueueListProps) {
  const now = useNow()
  return (
    <section className="panel hall-queue" aria-label="等候">
      <h2 className="panel-head">
        等候 <span className="num">{view.waiting}</span> 个号
      </h2>
      {view.queue.length === 0 ? (
        <p className="quiet hall-queue-none">没有等候的号</p>
      ) : (
        <ol>
          {view.queue.map((ticket) => (
            <li key={ticket.id}>
              <strong className="num">{ticket.number}</strong>
              <span className="hall-queue-what">
                {ticket.domainTitle}
                {ticket.priority !== 'none' && <Tag color="warning">优先</Tag>}
                {ticket.booked && <Tag color="processing">预约</Tag>}
                {ticket.state === 'missed' && <Tag>过号</Tag>}
              </span>
              <span className="quiet num">等 {spanText(now - Date.parse(ticket.takenAt))}</span>
              {call && (
                <Button size="small" onClick={() => call(ticket.id)} aria-label={`叫 ${ticket.number}`}>
                  叫
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
      {view.waiting > view.queue.length && <p className="quiet hall-queue-none">还有 {view.waiting - view.queue.length} 个</p>}
    </section>
  )
}
