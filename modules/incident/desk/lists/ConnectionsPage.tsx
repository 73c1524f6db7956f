import { PlusOutlined } from '@ant-design/icons'
import { Button, Table, Tag } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { countText } from '#platform/client/amount.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import type { Connection as ConnectionShape } from '../../door-endpoints.ts'
import { listConnections } from '../../door-endpoints.ts'
import { ConnectionDrawer } from './ConnectionDrawer.tsx'
import { DisagreementsDrawer } from './DisagreementsDrawer.tsx'
import './lists.css'

export type Connection = z.infer<typeof ConnectionShape>

const Moment = ({ at }: { readonly at: string | undefined }) => (at === undefined ? <span className="quiet">从未</span> : <Ago at={at} />)

function StateOf({ row }: { readonly row: Connection }) {
  if (!row.enabled) return <Tag>已停用</Tag>
  if (row.lastError !== undefined) return <Tag color="error">回传出错</Tag>
  if (row.lastReceivedAt === undefined && row.lastSuccessAt === undefined) return <Tag color="warning">还没有往来</Tag>
  return <Tag color="success">正常</Tag>
}

/** 外部系统接入: is it up, when did it last speak, what waits, and where their state and ours disagree. */
export function ConnectionsPage() {
  const found = useEndpoint(listConnections, {})
  const [editing, setEditing] = useState<Connection | 'new'>()
  const [apart, setApart] = useState<Connection>()
  const rows = found.data?.connections ?? []
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
      新增接入
    </Button>
  )
  return (
    <Page title="外部系统接入" remark="12345 等系统推送工单、本镇回传办理情况" actions={add}>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={6} />}
      {found.data && rows.length === 0 && (
        <div className="panel">
          <EmptyState title="还没有接入外部系统">先由安全管理员签发接口令牌，再在这里登记；对方第一次推送时也会自动出现在这里。</EmptyState>
        </div>
      )}
      {rows.length > 0 && (
        <div className="panel lists-scroll">
          <Table<Connection>
            size="small"
            rowKey="system"
            pagination={false}
            dataSource={rows}
            columns={[
              {
                key: 'name',
                title: '系统',
                render: (_, { name, system }) => (
                  <>
                    {name} <span className="quiet num">{system}</span>
                  </>
                ),
              },
              { key: 'state', title: '状态', width: 110, render: (_, row) => <StateOf row={row} /> },
              { key: 'received', title: '最近收到', width: 130, render: (_, { lastReceivedAt }) => <Moment at={lastReceivedAt} /> },
              { key: 'sent', title: '最近回传成功', width: 130, render: (_, { lastSuccessAt }) => <Moment at={lastSuccessAt} /> },
              { key: 'waiting', title: '待回传', width: 90, className: 'num', render: (_, { waiting = 0 }) => countText(waiting) },
              {
                key: 'aside',
                title: '未收下',
                width: 90,
                className: 'num',
                render: (_, { setAside = 0 }) => (setAside > 0 ? <span className="lists-lack">{countText(setAside)}</span> : '0'),
              },
              {
                key: 'apart',
                title: '状态不一致',
                width: 110,
                className: 'num',
                render: (_, row) =>
                  (row.disagreeing ?? 0) > 0 ? (
                    <Button
                      type="link"
                      size="small"
                      className="lists-lack"
                      aria-label={`${row.name}状态不一致的工单`}
                      onClick={() => setApart(row)}
                    >
                      {countText(row.disagreeing ?? 0)}
                    </Button>
                  ) : (
                    '0'
                  ),
              },
              { key: 'error', title: '最近的错误', render: (_, { lastError }) => lastError ?? '—' },
              {
                key: 'acts',
                title: '操作',
                width: 80,
                render: (_, row) => (
                  <Button size="small" type="text" aria-label={`修改${row.name}`} onClick={() => setEditing(row)}>
                    修改
                  </Button>
                ),
              },
            ]}
          />
        </div>
      )}
      {apart && <DisagreementsDrawer system={apart.system} name={apart.name} close={() => setApart(undefined)} />}
      {editing && (
        <ConnectionDrawer
          row={editing === 'new' ? undefined : editing}
          taken={rows.map(({ system }) => system)}
          close={() => setEditing(undefined)}
        />
      )}
    </Page>
  )
}
