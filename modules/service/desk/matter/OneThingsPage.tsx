import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Input, Table, Tag } from 'antd'
import { useMemo, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useMay } from '#platform/client/viewer.ts'
import type { OneThingRow } from '../../one-thing-endpoints.ts'
import { listOneThings } from '../../one-thing-endpoints.ts'
import './matter.css'

/** 一件事目录. */
export function OneThingsPage() {
  const mayManage = useMay('service.matter.manage')
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 200)
  const query = useMemo(() => (q === '' ? {} : { q }), [q])
  const found = usePages<OneThingRow>([...keyOf(listOneThings), 'pages', query], (after, signal) =>
    call(listOneThings, { query: { ...query, limit: 100, after } }, { signal }),
  )
  return (
    <Page
      title="一件事"
      fill
      remark={found.data && !found.hasNextPage && `${found.rows.length} 件；几个事项一张表、一套材料、一次办`}
      actions={
        mayManage && (
          <Link to="/service/one-things/new">
            <Button type="primary" icon={<PlusOutlined />}>
              新增一件事
            </Button>
          </Link>
        )
      }
    >
      <div className="matter-filters" role="search">
        <Input
          allowClear
          placeholder="名称、编码"
          aria-label="名称、编码"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          style={{ width: 220 }}
        />
      </div>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={14} />}
      {found.data && found.rows.length === 0 && (
        <div className="panel">
          <EmptyState title="没有符合条件的一件事" />
        </div>
      )}
      {found.rows.length > 0 && (
        <div className="panel matter-scroll">
          <Table<OneThingRow>
            size="small"
            rowKey="code"
            pagination={false}
            dataSource={found.rows}
            columns={[
              { key: 'code', title: '编码', dataIndex: 'code', width: 100, className: 'num' },
              {
                key: 'name',
                title: '名称',
                width: 260,
                render: (_, { code, name, example }) => (
                  <>
                    <Link to={`/service/one-things/${code}`}>{name}</Link> {example && <Tag color="warning">示例</Tag>}
                  </>
                ),
              },
              { key: 'summary', title: '内容', dataIndex: 'summary', ellipsis: true },
              { key: 'who', title: '对象', width: 80, render: (_, { applicants }) => (applicants === 'person' ? '个人' : '企业') },
              { key: 'items', title: '事项', dataIndex: 'items', width: 70, align: 'right', className: 'num' },
              { key: 'questions', title: '情形', dataIndex: 'questions', width: 70, align: 'right', className: 'num' },
              { key: 'from', title: '启用', dataIndex: 'from', width: 110, className: 'num' },
            ]}
          />
          {found.hasNextPage && (
            <Button block type="text" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              再看 100 件
            </Button>
          )}
        </div>
      )}
    </Page>
  )
}
