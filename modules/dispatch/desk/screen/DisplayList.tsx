import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Popconfirm, Table, Tag } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { OnceSecret } from '#platform/client/desk/OnceSecret.tsx'
import { EmptyState, FailedState } from '#platform/client/desk/StateBlocks.tsx'
import { problemText } from '#platform/client/problem-error.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { createDisplay, listDisplays, revokeDisplay } from '../../screen-endpoints.ts'
import type { Display } from '../../screen-record.ts'

/** 专用大屏: walls that open by a link of their own, so that no session ends in the night. */
export function DisplayList() {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [name, setName] = useState('')
  const [link, setLink] = useState<string>()
  const found = usePages<Display>([...keyOf(listDisplays), 'pages'], (after, signal) =>
    call(listDisplays, { query: { after } }, { signal }),
  )
  const reread = () => client.invalidateQueries({ queryKey: keyOf(listDisplays) })
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      void message.error(problemText(error))
    }
    await reread()
  }
  const add = () =>
    attempt(async () => {
      const { path } = await call(createDisplay, { body: { name } })
      setLink(`${location.origin}${path}`)
      setName('')
    })
  return (
    <section className="panel screen-displays">
      <header>
        <h2>专用大屏</h2>
        <p className="quiet">凭链接打开，不用登录、夜里不会退出；只能看大屏上的数，看不到任何人的姓名电话；可随时停用。</p>
      </header>
      <form
        className="screen-display-new"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <Input
          aria-label="大屏位置"
          placeholder="大屏位置，如：指挥大厅主屏"
          maxLength={40}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Button htmlType="submit" icon={<PlusOutlined />} disabled={name.trim().length < 2}>
          登记大屏
        </Button>
      </form>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.data && found.rows.length === 0 && (
        <EmptyState title="还没有专用大屏">登记后得到一个链接，在大屏的浏览器里打开它即可。</EmptyState>
      )}
      {found.rows.length > 0 && (
        <Table<Display>
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={[...found.rows]}
          columns={[
            { title: '位置', dataIndex: 'name' },
            {
              title: '状态',
              width: 90,
              render: (_, row) => (row.revokedAt === null ? <Tag color="success">可用</Tag> : <Tag color="error">已停用</Tag>),
            },
            { title: '最近使用', width: 140, render: (_, row) => (row.lastUsed === null ? '从未' : <Ago at={row.lastUsed} />) },
            {
              title: '登记',
              width: 200,
              render: (_, row) => (
                <>
                  {row.createdBy} <Ago at={row.createdAt} />
                </>
              ),
            },
            {
              title: '',
              width: 80,
              render: (_, row) =>
                row.revokedAt === null && (
                  <Popconfirm
                    title={`停用“${row.name}”？`}
                    description="这块大屏立即打不开，需要时重新登记。"
                    okText="停用"
                    cancelText="不停用"
                    onConfirm={() => attempt(async () => void (await call(revokeDisplay, { params: { id: row.id } })))}
                  >
                    <Button size="small" danger type="text">
                      停用
                    </Button>
                  </Popconfirm>
                ),
            },
          ]}
        />
      )}
      {found.hasNextPage && <Button onClick={() => void found.fetchNextPage()}>再看一些</Button>}
      {link !== undefined && (
        <OnceSecret
          title="大屏链接"
          secret={link}
          remark="在大屏的浏览器里打开它一次，之后打开 /screen 即可。不要发到工作群：有链接就能看大屏。"
          close={() => setLink(undefined)}
        />
      )}
    </section>
  )
}
