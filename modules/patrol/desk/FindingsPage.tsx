import { Link } from '@tanstack/react-router'
import { Button, Segmented, Table, Tag } from 'antd'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { PhotoGrid } from '#platform/client/desk/PhotoGrid.tsx'
import { whenText } from '#platform/client/time.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { type Finding, listFindings } from '../contract.ts'
import './patrol.css'

const hasPhotos = ({ before, after }: Finding): boolean => before.length + after.length > 0
const photosOf = (row: Finding) => <PhotoGrid files={[...row.before, ...row.after]} />

/** 巡查发现: what rounds and visits found, and what became of it. */
export function FindingsPage() {
  const url = useUrl()
  const outcome = url.get('outcome') === 'settled' ? 'settled' : url.get('outcome') === 'incident' ? 'incident' : undefined
  const found = usePages<Finding>([...keyOf(listFindings), outcome ?? ''], (after) =>
    call(listFindings, { query: { limit: 50, ...(outcome ? { outcome } : {}), ...(after ? { after } : {}) } }),
  )
  return (
    <Page title="巡查发现" remark="发现的问题自动成为事件，不用再录一遍">
      <div className="patrol-bar">
        <Segmented
          value={outcome ?? 'all'}
          onChange={(next) => url.set({ outcome: next === 'all' ? undefined : next })}
          options={[
            { value: 'all', label: '全部' },
            { value: 'incident', label: '转为事件' },
            { value: 'settled', label: '自处自结' },
          ]}
        />
      </div>
      {found.isPending && <LoadingSkeleton rows={8} />}
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.data && found.rows.length === 0 && (
        <div className="panel">
          <EmptyState title="还没有巡查发现">网格员在手机上扫码检查，发现的问题会列在这里。</EmptyState>
        </div>
      )}
      {found.rows.length > 0 && (
        <div className="panel patrol-scroll">
          <Table<Finding>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={found.rows}
            {...(found.rows.some(hasPhotos) ? { expandable: { rowExpandable: hasPhotos, expandedRowRender: photosOf } } : {})}
            columns={[
              { key: 'at', title: '时间', width: 130, className: 'num', render: (_, row) => whenText(row.at) },
              { key: 'object', title: '对象', render: (_, row) => row.object },
              { key: 'item', title: '检查项', render: (_, row) => row.item },
              { key: 'words', title: '情况', render: (_, row) => row.words },
              { key: 'person', title: '发现人', width: 90, render: (_, row) => row.person },
              {
                key: 'outcome',
                title: '处理',
                width: 110,
                render: (_, row) =>
                  row.outcome === 'settled' ? <Tag color="success">自处自结</Tag> : <Tag color="processing">转为事件</Tag>,
              },
              {
                key: 'case',
                title: '事件',
                width: 170,
                className: 'num',
                render: (_, row) => (row.caseId ? <Link to={`/cases/${row.caseId}` as never}>{row.number}</Link> : '—'),
              },
            ]}
          />
          {found.hasNextPage && (
            <Button block type="text" onClick={() => void found.fetchNextPage()}>
              更多
            </Button>
          )}
        </div>
      )}
    </Page>
  )
}
