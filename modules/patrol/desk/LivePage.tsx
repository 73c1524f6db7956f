import { Button, Segmented, Table, Tag } from 'antd'
import { Link } from '@tanstack/react-router'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { whenText } from '#platform/client/time.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { listDuties, moverKindTitles } from '../contract.ts'
import './patrol.css'

const others = ['handler', 'station', 'centre']

/** Who is on duty now, with how fresh their place is. */
export function LivePage() {
  const url = useUrl()
  const kind = url.get('kind') ?? 'all'
  const found = usePages([...keyOf(listDuties), 'open'], (after) =>
    call(listDuties, { query: { open: 'true', limit: 200, ...(after ? { after } : {}) } }),
  )
  const rows = found.rows.filter((row) => kind === 'all' || row.kind === kind || (kind === 'other' && others.includes(row.kind)))
  return (
    <Page title="在岗人员" remark="手机定位，仅上岗期间；下岗即不再显示">
      <div className="patrol-bar">
        <Segmented
          value={kind}
          onChange={(next) => url.set({ kind: next === 'all' ? undefined : next })}
          options={[
            { value: 'all', label: '全部' },
            { value: 'grid', label: moverKindTitles.grid },
            { value: 'enforcement', label: moverKindTitles.enforcement },
            { value: 'other', label: '其他' },
          ]}
        />
        <span className="quiet">{found.hasNextPage ? `已列出 ${rows.length} 人，还有更多` : `共 ${rows.length} 人`}</span>
      </div>
      {found.isPending && <LoadingSkeleton rows={10} />}
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.data && (
        <div className="panel patrol-scroll">
          <Table
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows}
            columns={[
              { key: 'name', title: '姓名', render: (_, row) => row.name },
              { key: 'kind', title: '类别', width: 110, render: (_, row) => row.kindTitle },
              { key: 'post', title: '岗位', render: (_, row) => row.post },
              { key: 'unit', title: '单位', render: (_, row) => row.unit },
              { key: 'since', title: '上岗', width: 110, className: 'num', render: (_, row) => whenText(row.startedAt) },
              {
                key: 'last',
                title: '最后定位',
                width: 170,
                render: (_, row) => (
                  <>
                    {row.lastAt ? <Ago at={row.lastAt} /> : <span className="quiet">还没有</span>} {row.stale && <Tag>已过时</Tag>}
                    {row.mocked && <Tag color="error">模拟定位</Tag>}
                  </>
                ),
              },
              {
                key: 'acts',
                title: '操作',
                width: 90,
                render: (_, row) => <Link to={`/patrol/replay?person=${row.personId}` as never}>看轨迹</Link>,
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
