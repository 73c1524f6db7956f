import { Button, DatePicker, Segmented, Select, Table, Tag } from 'antd'
import dayjs from 'dayjs'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { dayText, exactText, spanText, useNow, whenText } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { type Ticket, channelTitles, listTickets, priorityTitles, publicHall, stateTitles } from '../contract.ts'
import './hall.css'

const states = [
  ['all', '全部'],
  ['waiting', '等候'],
  ['at-window', '在窗口'],
  ['done', '已办结'],
  ['abandoned', '弃号'],
] as const

const colour: Readonly<Record<Ticket['state'], string>> = {
  waiting: 'default',
  called: 'processing',
  serving: 'processing',
  done: 'success',
  missed: 'warning',
  abandoned: 'default',
}

/** 号单: every number of a day. No names: a number is all the hall keeps. */
export function TicketsPage() {
  const url = useUrl()
  const now = useNow()
  const state = states.find(([key]) => key === url.get('state'))?.[0] ?? 'all'
  const day = url.get('day') ?? dayText(now)
  const domain = url.get('domain')
  const about = useEndpoint(publicHall, {})
  const found = usePages<Ticket>([...keyOf(listTickets), state, day, domain], (after, signal) =>
    call(listTickets, { query: { state, day, limit: 100, ...(domain ? { domain } : {}), ...(after ? { after } : {}) } }, { signal }),
  )
  useLive(['hall.queue-moved'], () => void found.refetch())
  const first: unknown = found.data?.pages[0]
  const total = first && typeof first === 'object' && 'total' in first ? Number(first.total) : undefined
  return (
    <Page title="号单" remark={total === undefined ? undefined : `共 ${total} 个号`}>
      <div className="hall-filter">
        <Segmented
          value={state}
          options={states.map(([value, label]) => ({ value, label }))}
          onChange={(next) => url.set({ state: next === 'all' ? undefined : next })}
        />
        <DatePicker
          aria-label="日期"
          allowClear={false}
          value={dayjs(day)}
          onChange={(next) => next && url.set({ day: next.format('YYYY-MM-DD') })}
        />
        <Select
          aria-label="业务类别"
          allowClear
          placeholder="全部类别"
          style={{ width: 150 }}
          value={domain}
          onChange={(next: string | undefined) => url.set({ domain: next })}
          options={(about.data?.domains ?? []).map(({ key, title }) => ({ value: key, label: title }))}
        />
      </div>
      {found.isPending && <LoadingSkeleton rows={10} />}
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.data && found.rows.length === 0 && (
        <div className="panel">
          <EmptyState title="没有这样的号">换一天，或换一个状态。</EmptyState>
        </div>
      )}
      {found.rows.length > 0 && (
        <div className="panel">
          <Table<Ticket>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={[...found.rows]}
            columns={[
              { title: '号', width: 90, className: 'num', render: (_, row) => <strong>{row.number}</strong> },
              {
                title: '业务',
                render: (_, row) => (
                  <>
                    {row.domainTitle} {row.priority !== 'none' && <Tag color="warning">优先 · {priorityTitles[row.priority]}</Tag>}
                    {row.booked && <Tag color="processing">预约</Tag>}
                  </>
                ),
              },
              { title: '状态', width: 110, render: (_, row) => <Tag color={colour[row.state]}>{stateTitles[row.state]}</Tag> },
              { title: '窗口', width: 80, className: 'num', render: (_, row) => (row.counter === undefined ? '—' : `${row.counter} 号`) },
              {
                title: '取号',
                width: 160,
                className: 'num',
                render: (_, row) => <span title={exactText(row.takenAt)}>{`${whenText(row.takenAt)} ${channelTitles[row.channel]}`}</span>,
              },
              {
                title: '等了',
                width: 110,
                className: 'num',
                render: (_, row) => (row.calledAt ? spanText(Date.parse(row.calledAt) - Date.parse(row.takenAt)) : '—'),
              },
              {
                title: '办理用时',
                width: 110,
                className: 'num',
                render: (_, row) => (row.servedAt && row.endedAt ? spanText(Date.parse(row.endedAt) - Date.parse(row.servedAt)) : '—'),
              },
              {
                title: '叫号',
                width: 100,
                className: 'num',
                render: (_, row) => (row.calls === 0 ? '—' : `${row.calls} 次${row.misses > 0 ? `，过 ${row.misses}` : ''}`),
              },
            ]}
          />
        </div>
      )}
      {found.hasNextPage && <Button onClick={() => void found.fetchNextPage()}>再看一些</Button>}
    </Page>
  )
}
