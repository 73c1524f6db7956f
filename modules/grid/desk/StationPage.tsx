import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button, Table, Tag } from 'antd'
import { ClockCell, StateTag } from '#core/case/desk/index.tsx'
import type { CaseCard } from '#core/case/contract.ts'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { listStations, readStation } from '../contract.ts'
import './grid.css'

function Cases({ rows, none }: { readonly rows: readonly CaseCard[]; readonly none: string }) {
  return (
    <Table<CaseCard>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={[...rows]}
      locale={{ emptyText: none }}
      columns={[
        { key: 'title', title: '事项', render: (_, row) => <Link to={`/cases/${row.id}` as never}>{row.title}</Link> },
        {
          key: 'step',
          title: '环节',
          width: 110,
          render: (_, row) => <StateTag title={row.stepTitle} closed={row.closedAt !== undefined} />,
        },
        { key: 'clock', title: '时限', width: 150, render: (_, row) => <ClockCell card={row} /> },
      ]}
    />
  )
}

/** One station today: its whistles, its cases, its people, its grids. */
export function StationPage() {
  const { code = '' }: { code?: string } = useParams({ strict: false })
  const found = useEndpoint(readStation, { params: { code } })
  const station = found.data
  return (
    <Page
      title={station ? `${station.name}工作站` : '工作站'}
      actions={
        <Link to={'/whistles/new' as never}>
          <Button type="primary">吹哨</Button>
        </Link>
      }
    >
      {found.isPending && <LoadingSkeleton rows={10} />}
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {station && (
        <>
          <dl className="panel grid-figures">
            {(
              [
                ['在办事件', station.counts.openCases],
                ['已超时', station.counts.lateCases],
                ['在办哨件', station.counts.openWhistles],
                ['本月办结', station.counts.closedThisMonth],
              ] as const
            ).map(([title, value]) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd className={`num ${title === '已超时' && value > 0 ? 'grid-none' : ''}`}>{value}</dd>
              </div>
            ))}
          </dl>
          <div className="grid-two">
            <section className="panel grid-list">
              <h2>我们的哨</h2>
              <Cases rows={station.whistles} none="没有在办的哨" />
            </section>
            <section className="panel grid-list">
              <h2>我们的事件（最急的在前）</h2>
              <Cases rows={station.cases} none="没有在办的事件" />
            </section>
            <section className="panel grid-list">
              <h2>今天的网格</h2>
              <Table
                size="small"
                rowKey="code"
                pagination={false}
                dataSource={station.grids}
                columns={[
                  { key: 'name', title: '网格', render: (_, row) => row.name },
                  {
                    key: 'state',
                    title: '覆盖',
                    width: 90,
                    render: (_, row) => (
                      <Tag color={row.state === 'own' ? 'success' : row.state === 'none' ? 'error' : 'warning'}>{row.stateTitle}</Tag>
                    ),
                  },
                  {
                    key: 'who',
                    title: '谁负责',
                    render: (_, row) =>
                      row.substitute?.name ??
                      row.people
                        .filter(({ away }) => !away)
                        .map(({ name }) => name)
                        .join('、'),
                  },
                ]}
              />
            </section>
            <section className="panel grid-list">
              <h2>我们的人</h2>
              <Table
                size="small"
                rowKey={(row) => `${row.personId}${row.post}`}
                pagination={{ pageSize: 12, hideOnSinglePage: true }}
                dataSource={station.people}
                columns={[
                  { key: 'name', title: '姓名', width: 100, render: (_, row) => row.name },
                  { key: 'post', title: '岗位', render: (_, row) => row.post },
                  { key: 'unit', title: '单位', render: (_, row) => row.unit },
                ]}
              />
            </section>
          </div>
        </>
      )}
    </Page>
  )
}

/** Every station this post may see. */
export function StationsPage() {
  const navigate = useNavigate()
  const found = usePages([...keyOf(listStations)], (after) => call(listStations, { query: { limit: 100, ...(after ? { after } : {}) } }))
  return (
    <Page title="工作站" remark="村、社区一站一页">
      {found.isPending && <LoadingSkeleton rows={10} />}
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.data && (
        <div className="panel grid-scroll">
          <Table
            size="small"
            rowKey="code"
            pagination={false}
            dataSource={found.rows}
            onRow={(row) => ({ onClick: () => void navigate({ to: `/stations/${row.code}` as never }), style: { cursor: 'pointer' } })}
            columns={[
              { key: 'name', title: '村（社区）', render: (_, row) => <Link to={`/stations/${row.code}` as never}>{row.name}</Link> },
              { key: 'people', title: '人员', width: 110, className: 'num', render: (_, row) => row.people },
              { key: 'cases', title: '在办事件', width: 110, className: 'num', render: (_, row) => row.openCases },
              { key: 'whistles', title: '在办哨件', width: 110, className: 'num', render: (_, row) => row.openWhistles },
            ]}
          />
        </div>
      )}
    </Page>
  )
}
