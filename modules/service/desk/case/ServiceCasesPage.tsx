import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Table, Tabs, Tag } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { exactText, whenText } from '#platform/client/time.ts'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import { type Lamp, type ServiceRow, Stage, countServiceCases, listServiceCases, stageTitles } from '../../case.ts'
import { channelTitles } from '../../matter.ts'
import './service-case.css'

const PAGE = 60
const lamps: Readonly<Record<Lamp, { color: string; text: string } | undefined>> = {
  red: { color: 'red', text: '超法定期限' },
  yellow: { color: 'gold', text: '超承诺期限' },
  blue: { color: 'blue', text: '快到期' },
  none: undefined,
}

/** 办件: the queue of the windows, the back offices and the issuing window; the nearest limit first. */
export function ServiceCasesPage() {
  const { get, set } = useUrl()
  const client = useQueryClient()
  const mayOpen = useMay('service.case.open')
  const stage = Stage.safeParse(get('stage')).data
  const [words, setWords] = useState(get('q') ?? '')
  const q = useDebounced(words.trim(), 200)
  useEffect(() => set({ q: q === '' ? undefined : q }), [q, set])
  const matter = get('matter')
  const query = useMemo(
    () => ({ ...(q === '' ? {} : { q }), ...(stage ? { stage } : {}), ...(matter ? { matter } : {}) }),
    [matter, q, stage],
  )
  const counts = useEndpoint(countServiceCases, {}, { keep: true })
  const found = usePages<ServiceRow>([...keyOf(listServiceCases), 'pages', query], (after, signal) =>
    call(listServiceCases, { query: { ...query, limit: PAGE, after } }, { signal }),
  )
  useLive(['case.acted'], () => {
    void Promise.all([listServiceCases, countServiceCases].map((endpoint) => client.invalidateQueries({ queryKey: keyOf(endpoint) })))
  })
  return (
    <Page
      title="办件"
      fill
      remark="期限按日计算，当日不计；最近到期的在前"
      actions={
        mayOpen && (
          <Link to="/service/accept">
            <Button type="primary" icon={<PlusOutlined />}>
              收件受理
            </Button>
          </Link>
        )
      }
    >
      <Tabs
        activeKey={stage ?? 'all'}
        onChange={(next) => set({ stage: next === 'all' ? undefined : next })}
        items={[
          { key: 'all', label: '全部' },
          ...Stage.options.map((key) => ({
            key,
            label: counts.data ? `${stageTitles[key]} ${counts.data[key] ?? 0}` : stageTitles[key],
          })),
        ]}
      />
      <div className="service-filters" role="search">
        <Input
          allowClear
          placeholder="受理号、身份证号、信用代码、姓名全名、单位或事项"
          aria-label="查找办件"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          style={{ width: 380 }}
        />
        {matter && (
          <Button type="link" onClick={() => set({ matter: undefined })}>
            只看事项 {matter}，清除
          </Button>
        )}
      </div>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={12} />}
      {found.data && found.rows.length === 0 && (
        <div className="panel">
          <EmptyState title="没有符合条件的办件">{mayOpen && <Link to="/service/accept">收件受理</Link>}</EmptyState>
        </div>
      )}
      {found.rows.length > 0 && (
        <div className="panel service-scroll">
          <Table<ServiceRow>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={found.rows}
            columns={[
              { key: 'due', title: '最近时限', width: 200, render: (_, row) => <Due row={row} /> },
              {
                key: 'matter',
                title: '事项',
                render: (_, { id, matterName, number }) => (
                  <>
                    <Link to={`/cases/${id}`}>{matterName}</Link> <span className="quiet num">{number}</span>
                  </>
                ),
              },
              {
                key: 'applicant',
                title: '申请人',
                width: 240,
                render: (_, { applicant, idMask }) => (
                  <>
                    {applicant} <span className="quiet num">{idMask}</span>
                  </>
                ),
              },
              {
                key: 'step',
                title: '环节',
                width: 150,
                render: (_, { stepTitle, deemed }) => (
                  <>
                    {stepTitle} {deemed && <Tag color="volcano">视为受理</Tag>}
                  </>
                ),
              },
              { key: 'channel', title: '渠道', width: 90, render: (_, { channel }) => channelTitles[channel] },
              { key: 'promise', title: '承诺办结', width: 110, className: 'num', render: (_, { promiseDue }) => promiseDue ?? '—' },
              { key: 'result', title: '结果', width: 100, render: (_, { result }) => result ?? '—' },
              {
                key: 'opened',
                title: '收件',
                width: 110,
                render: (_, { openedAt }) => <span title={exactText(openedAt)}>{whenText(openedAt)}</span>,
              },
            ]}
          />
          {found.hasNextPage && (
            <Button block type="text" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              再看 {PAGE} 件
            </Button>
          )}
        </div>
      )}
    </Page>
  )
}

/** The nearest limit by its last day, said in words; colour only repeats it. */
function Due({ row }: { readonly row: ServiceRow }) {
  const lamp = lamps[row.lamp]
  if (!row.open || !row.nextDue) return <span className="quiet">—</span>
  const last = new Date(Date.parse(row.nextDue) - 1).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })
  return (
    <span className="service-due">
      <strong className="num">{last} 前</strong>
      <span className="quiet">{row.nextClock}</span>
      {lamp && <Tag color={lamp.color}>{lamp.text}</Tag>}
    </span>
  )
}
