import { Table } from 'antd'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { FailedState } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { listStrangers } from '../reading-endpoints.ts'

/** Who knocks without being known: a wrong secret, a name not in the ledger. */
export function StrangerList() {
  const found = useEndpoint(listStrangers, { query: { limit: 20 } })
  const rows = found.data?.rows ?? []
  return (
    <section className="panel sensing-card" aria-label="未登记设备与被拒连接">
      <h2 className="sensing-head">未登记设备与被拒连接</h2>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.data && rows.length === 0 && <p className="quiet">没有被拒的连接。</p>}
      {rows.length > 0 && (
        <Table
          size="small"
          rowKey={(row) => `${row.day} ${row.source} ${row.reason}`}
          pagination={false}
          dataSource={rows}
          columns={[
            { key: 'source', title: '来源', dataIndex: 'source', className: 'num' },
            { key: 'why', title: '原因', render: (_, { title, way }) => <span title={way}>{title}</span> },
            { key: 'count', title: '次数', dataIndex: 'count', align: 'right', className: 'num', width: 70 },
            { key: 'last', title: '最近', width: 110, render: (_, { lastAt }) => <Ago at={lastAt} /> },
          ]}
        />
      )}
    </section>
  )
}
