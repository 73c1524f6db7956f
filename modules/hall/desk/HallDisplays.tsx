import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Popconfirm, Table, Tag } from 'antd'
import { useMemo, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { OnceSecret } from '#platform/client/desk/OnceSecret.tsx'
import { EmptyState, FailedState } from '#platform/client/desk/StateBlocks.tsx'
import { problemText } from '#platform/client/problem-error.ts'
import { qrPath } from '#platform/client/qr.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { type HallDisplay, createHallDisplay, listHallDisplays, revokeHallDisplay } from '../contract.ts'

/** Screens that open by a link of their own, and where numbers are taken. */
export function HallDisplays() {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [name, setName] = useState('')
  const [link, setLink] = useState<string>()
  const found = usePages<HallDisplay>([...keyOf(listHallDisplays), 'pages'], (after, signal) =>
    call(listHallDisplays, { query: { ...(after ? { after } : {}) } }, { signal }),
  )
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      void message.error(problemText(error))
    }
    await client.invalidateQueries({ queryKey: keyOf(listHallDisplays) })
  }
  const add = () =>
    attempt(async () => {
      const { path } = await call(createHallDisplay, { body: { name } })
      setLink(`${location.origin}${path}`)
      setName('')
    })
  return (
    <div className="hall-rules">
      <section className="panel">
        <h2 className="panel-head">大厅屏</h2>
        <div className="panel-body">
          <p className="quiet">
            凭链接打开，不用登录；只有号码和窗口，没有个人信息。叫号由屏上浏览器自带的语音播报，第一次打开时要点一下“开启语音”。
          </p>
          <form
            className="hall-display-new"
            onSubmit={(event) => {
              event.preventDefault()
              void add()
            }}
          >
            <Input
              aria-label="大厅屏位置"
              placeholder="位置，如：大厅东侧主屏"
              maxLength={40}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
            <Button htmlType="submit" disabled={name.trim().length < 2}>
              登记大厅屏
            </Button>
          </form>
          {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
          {found.data && found.rows.length === 0 && (
            <EmptyState title="还没有登记大厅屏">登记后得到一个链接，在屏上的浏览器里打开它。</EmptyState>
          )}
          {found.rows.length > 0 && (
            <Table<HallDisplay>
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
                  title: '',
                  width: 80,
                  render: (_, row) =>
                    row.revokedAt === null && (
                      <Popconfirm
                        title={`停用“${row.name}”？`}
                        okText="停用"
                        cancelText="不停用"
                        onConfirm={() => attempt(async () => void (await call(revokeHallDisplay, { params: { id: row.id } })))}
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
        </div>
      </section>
      <section className="panel">
        <h2 className="panel-head">取号</h2>
        <div className="panel-body hall-doors">
          <Door title="手机取号页" path="/p/#/hall" remark="把二维码贴在大厅入口，群众用手机取号、预约、看前面几人" />
          <Door title="取号机页面" path="/p/#/hall/kiosk" remark="在取号机的浏览器里全屏打开；没有打印机也能用，显示号码和二维码" />
        </div>
      </section>
      {link !== undefined && (
        <OnceSecret
          title="大厅屏链接"
          secret={link}
          remark="在大厅屏的浏览器里打开它一次，之后打开 /hall-screen 即可。"
          close={() => setLink(undefined)}
        />
      )}
    </div>
  )
}

function Door({ title, path, remark }: { readonly title: string; readonly path: string; readonly remark: string }) {
  const address = `${location.origin}${path}`
  const qr = useMemo(() => qrPath(address), [address])
  return (
    <div className="hall-door">
      <svg viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={`${title}的二维码`} shapeRendering="crispEdges">
        <rect width={qr.size} height={qr.size} fill="#fff" />
        <path d={qr.path} fill="#000" />
      </svg>
      <div>
        <strong>{title}</strong>
        <p>
          <a href={path} target="_blank" rel="noreferrer">
            {address}
          </a>
        </p>
        <p className="quiet">{remark}</p>
      </div>
    </div>
  )
}
