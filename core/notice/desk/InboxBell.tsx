import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { BellOutlined } from '@ant-design/icons'
import { Badge, Button, Popover } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import type { Notice } from '../contract.ts'
import { listNotices, noticeArrived, readNotices } from '../contract.ts'
import './inbox.css'

/** The inbox of this post: a live unread count; a line opens its case and counts as read. */
export function InboxBell() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const found = useEndpoint(listNotices, { query: { limit: 20 } }, { keep: true })
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: keyOf(listNotices) })
  useLive([noticeArrived.name], () => void again())
  const unread = found.data?.unread ?? 0
  const mark = async (ids?: string[]): Promise<void> => {
    // Not marked this time is marked next time; nobody must be stopped by it.
    await call(readNotices, { body: ids ? { ids } : {} }).catch(() => undefined)
    await again()
  }
  const go = (notice: Notice): void => {
    setOpen(false)
    if (notice.readAt === undefined) void mark([notice.id])
    const [kind, id] = notice.object?.split(':') ?? []
    if (kind === 'case' && id) void navigate({ to: `/cases/${id}` })
  }
  const rows = found.data?.rows ?? []
  const list = (
    <div className="inbox">
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={4} />}
      {found.isSuccess && rows.length === 0 && <EmptyState title="没有消息">有新的派单、催办和超时提醒时会出现在这里。</EmptyState>}
      {rows.map((notice) => (
        <button
          key={notice.id}
          type="button"
          className={notice.readAt === undefined ? 'inbox-row inbox-new' : 'inbox-row'}
          onClick={() => go(notice)}
        >
          <span className="inbox-title">
            {notice.urgent && <b className="inbox-urgent">急</b>}
            {notice.title}
            <Ago at={notice.at} />
          </span>
          <span className="inbox-words">{notice.words}</span>
        </button>
      ))}
    </div>
  )
  const head = (
    <span className="inbox-head">
      收件箱
      {unread > 0 && (
        <Button type="link" size="small" onClick={() => void mark()}>
          全部标为已读
        </Button>
      )}
    </span>
  )
  return (
    <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} title={head} content={list}>
      <Badge count={unread} size="small" overflowCount={99} offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={unread > 0 ? `收件箱，${unread} 条未读` : '收件箱'} />
      </Badge>
    </Popover>
  )
}
