import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Segmented, Table, Tag } from 'antd'
import { ClockCell, StateTag } from '#core/case/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { dayText, useNow } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { type WhistleRow, listWhistles, readCallupFigures } from '../contract.ts'
import './callup.css'

const percent = ({ met, of }: { readonly met: number; readonly of: number }): string =>
  of === 0 ? '—' : `${Math.round((met / of) * 100)}%`

function Figures() {
  const now = useNow()
  const to = dayText(now)
  const from = dayText(now - 29 * 86_400_000)
  const found = useEndpoint(readCallupFigures, { query: { from, to } })
  const one = found.data
  if (found.isError) return <FailedState error={found.error} />
  if (!one) return <LoadingSkeleton rows={6} />
  return (
    <>
      <dl className="panel callup-figures">
        {(
          [
            ['按时报到率', one.arrival, '按时到场的单位 ÷ 应到单位'],
            ['哨办结率', one.silenced, '按期消哨 ÷ 到期'],
            ['重吹率', one.reblown, '重吹 ÷ 已消哨'],
          ] as const
        ).map(([title, rate, meaning]) => (
          <div key={title} title={meaning}>
            <dt>
              {title}（{meaning}）
            </dt>
            <dd className="num">
              {percent(rate)}{' '}
              <small className="quiet">
                {rate.met}/{rate.of}
              </small>
            </dd>
          </div>
        ))}
      </dl>
      <div className="panel callup-scroll" style={{ marginBottom: 12 }}>
        <Table
          size="small"
          rowKey="unitId"
          pagination={false}
          dataSource={one.units}
          title={() => '各单位报到与村社评价（近 30 天）'}
          locale={{ emptyText: '近 30 天没有召集单位' }}
          columns={[
            { key: 'unit', title: '单位', render: (_, row) => row.unit },
            {
              key: 'arrival',
              title: '按时报到',
              width: 140,
              className: 'num',
              render: (_, row) => `${row.arrival.met} / ${row.arrival.of}（${percent(row.arrival)}）`,
            },
            {
              key: 'stars',
              title: '村社评分',
              width: 150,
              className: 'num',
              render: (_, row) => (row.stars === undefined ? '—' : `${row.stars} 分（${row.rated} 次）`),
            },
          ]}
        />
      </div>
      <div className="panel callup-scroll">
        <Table
          size="small"
          rowKey="code"
          pagination={false}
          dataSource={one.villages}
          title={() => '各村（社区）吹哨情况：只看区间，不计分、不排名'}
          columns={[
            { key: 'name', title: '村（社区）', render: (_, row) => row.name },
            { key: 'whistles', title: '吹哨', width: 90, className: 'num', render: (_, row) => row.whistles },
            { key: 'cases', title: '同期事件', width: 100, className: 'num', render: (_, row) => row.cases },
            { key: 'share', title: '每百件事件吹哨', width: 140, className: 'num', render: (_, row) => row.perHundred ?? '—' },
            {
              key: 'band',
              title: '区间',
              width: 110,
              render: (_, row) => (
                <Tag color={row.band === 'normal' ? 'success' : row.band === 'few' ? 'default' : 'warning'}>{row.bandTitle}</Tag>
              ),
            },
          ]}
        />
      </div>
    </>
  )
}

/** 吹哨报到: the whistles, and how units and villages stand. */
export function WhistlesPage() {
  const url = useUrl()
  const navigate = useNavigate()
  const { permissions } = useViewer()
  const tab = url.get('tab') ?? 'open'
  const step = url.get('step')
  const state = tab === 'closed' ? 'closed' : 'open'
  const found = usePages<WhistleRow>([...keyOf(listWhistles), state], (after) =>
    call(listWhistles, { query: { state, limit: 60, ...(after ? { after } : {}) } }),
  )
  const rows = found.rows.filter((row) =>
    step === 'before' ? row.step === 'village' || row.step === 'centre' : step === 'late' ? row.lateUnits > 0 : true,
  )
  return (
    <Page
      title="吹哨报到"
      actions={
        permissions.has('callup.whistle.blow') && (
          <Button type="primary" onClick={() => void navigate({ to: '/whistles/new' as never })}>
            吹哨
          </Button>
        )
      }
    >
      <div className="callup-bar">
        <Segmented
          value={tab}
          onChange={(next) => url.set({ tab: next === 'open' ? undefined : next, step: undefined })}
          options={[
            { value: 'open', label: '在办' },
            { value: 'closed', label: '已结束' },
            ...(permissions.has('callup.figures.read') ? [{ value: 'figures', label: '报到情况' }] : []),
          ]}
        />
        {step && (
          <Tag closable onClose={() => url.set({ step: undefined })}>
            {step === 'before' ? '只看待确认召集' : '只看有单位超时'}
          </Tag>
        )}
      </div>
      {tab === 'figures' ? (
        <Figures />
      ) : (
        <>
          {found.isPending && <LoadingSkeleton rows={8} />}
          {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
          {found.data && rows.length === 0 && (
            <div className="panel">
              <EmptyState title="没有这样的哨">村、社区一家办不了的事，可以吹哨请部门到场。</EmptyState>
            </div>
          )}
          {rows.length > 0 && (
            <div className="panel callup-scroll">
              <Table<WhistleRow>
                size="small"
                rowKey="id"
                pagination={false}
                dataSource={rows}
                columns={[
                  { key: 'title', title: '哨', render: (_, row) => <Link to={`/cases/${row.id}` as never}>{row.title}</Link> },
                  { key: 'kind', title: '种类', width: 120, render: (_, row) => row.kindTitle },
                  { key: 'village', title: '村（社区）', width: 130, render: (_, row) => row.village },
                  {
                    key: 'step',
                    title: '环节',
                    width: 120,
                    render: (_, row) => (
                      <StateTag title={row.stepTitle} closed={row.closedAt !== undefined} aside={row.step === 'leader'} />
                    ),
                  },
                  {
                    key: 'units',
                    title: '报到',
                    width: 150,
                    className: 'num',
                    render: (_, row) => (
                      <>
                        {row.summoned === 0 ? '—' : `${row.arrived}/${row.summoned} 到场`}{' '}
                        {row.lateUnits > 0 && <span className="callup-late">⏰ {row.lateUnits} 迟</span>}
                      </>
                    ),
                  },
                  { key: 'clock', title: '时限', width: 170, render: (_, row) => <ClockCell card={row} /> },
                  { key: 'again', title: '重吹', width: 70, className: 'num', render: (_, row) => (row.reblown > 0 ? row.reblown : '') },
                ]}
              />
              {found.hasNextPage && (
                <Button block type="text" onClick={() => void found.fetchNextPage()}>
                  更多
                </Button>
              )}
            </div>
          )}
        </>
      )}
    </Page>
  )
}
