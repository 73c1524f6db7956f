import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm, Table, Tag, Tooltip } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { problemText } from '#platform/client/problem-error.ts'
import { dayText, useNow } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { listPermissions, listTokens, revokeToken } from '../contract.ts'
import type { MachineToken } from '../contract.ts'
import { TokenDrawer } from './TokenDrawer.tsx'
import './org-desk.css'

function StateOf({ token }: { readonly token: MachineToken }) {
  const today = dayText(useNow())
  if (token.revokedAt !== null) return <Tag color="error">已吊销</Tag>
  if (token.expires !== null && token.expires <= today) return <Tag color="error">已到期</Tag>
  return <Tag color="success">有效</Tag>
}

/** 接口令牌: what machines may do in the town; each is told once and can be taken back at once. */
export function TokensPage() {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [adding, setAdding] = useState(false)
  const found = usePages<MachineToken>([...keyOf(listTokens), 'pages'], (after, signal) =>
    call(listTokens, { query: { after } }, { signal }),
  )
  const permissions = useEndpoint(listPermissions, {}, { staleTime: 300_000 })
  const titleOf = (key: string): string => permissions.data?.rows.find((row) => row.key === key)?.title ?? key
  const revoke = async (token: MachineToken): Promise<void> => {
    try {
      await call(revokeToken, { params: { id: token.id } })
      void message.success(`“${token.name}”已吊销，对方立即不能再用`)
    } catch (error) {
      void message.error(problemText(error))
    }
    await client.invalidateQueries({ queryKey: keyOf(listTokens) })
  }
  return (
    <Page
      title="接口令牌"
      remark="给外部系统用：只显示一次，可随时吊销，每次签发和吊销都留痕"
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          签发令牌
        </Button>
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={6} />}
      {found.data && found.rows.length === 0 && (
        <div className="panel">
          <EmptyState title="还没有签发过令牌">12345 等系统对接时，在这里签发一个，只勾选它需要的权限。</EmptyState>
        </div>
      )}
      {found.rows.length > 0 && (
        <div className="panel org-table">
          <Table<MachineToken>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={found.rows}
            columns={[
              { key: 'name', title: '用途', dataIndex: 'name' },
              { key: 'state', title: '状态', width: 90, render: (_, token) => <StateOf token={token} /> },
              {
                key: 'scopes',
                title: '权限',
                render: (_, { scopes }) => <Tooltip title={scopes.join('、')}>{scopes.map(titleOf).join('、')}</Tooltip>,
              },
              { key: 'expires', title: '到期', width: 110, className: 'num', render: (_, { expires }) => expires ?? '不限' },
              {
                key: 'used',
                title: '最近使用',
                width: 130,
                render: (_, { lastUsed }) => (lastUsed === null ? '从未使用' : <Ago at={lastUsed} />),
              },
              {
                key: 'made',
                title: '签发',
                width: 190,
                render: (_, { createdAt, createdBy }) => (
                  <>
                    {createdBy} · <Ago at={createdAt} exact />
                  </>
                ),
              },
              {
                key: 'acts',
                title: '操作',
                width: 90,
                render: (_, token) =>
                  token.revokedAt === null && (
                    <Popconfirm
                      title={`吊销“${token.name}”？`}
                      description="对方立即不能再调用，不能恢复。"
                      okText="吊销"
                      onConfirm={() => revoke(token)}
                    >
                      <Button size="small" type="text" danger aria-label={`吊销${token.name}`}>
                        吊销
                      </Button>
                    </Popconfirm>
                  ),
              },
            ]}
          />
          {found.hasNextPage && (
            <Button block type="text" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              再看更早的
            </Button>
          )}
        </div>
      )}
      {adding && <TokenDrawer permissions={permissions.data?.rows ?? []} close={() => setAdding(false)} />}
    </Page>
  )
}
