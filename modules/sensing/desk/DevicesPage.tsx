import { DownloadOutlined, PlusOutlined, QrcodeOutlined, UploadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Input, Select, Table, Tabs } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { addressOf, call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import type { DeviceRow } from '../device.ts'
import { countDevices, exportDevices, listDevices, printLabels } from '../device-endpoints.ts'
import { DeviceState, Online, deviceStateTitles, onlineTitles } from '../kind.ts'
import { DeviceDrawer } from './DeviceDrawer.tsx'
import { ImportDrawer } from './ImportDrawer.tsx'
import { OnlineTag } from './tags.tsx'
import { valueText } from './value-text.ts'
import './sensing.css'

const PAGE = 100

/** 设备台账: what hangs where, whose it is, whether it is heard. */
export function DevicesPage() {
  const { get, set } = useUrl()
  const mayManage = useMay('sensing.device.manage')
  const [words, setWords] = useState(get('q') ?? '')
  const q = useDebounced(words.trim(), 200)
  useEffect(() => set({ q: q === '' ? undefined : q }), [q, set])
  const kind = get('kind')
  const online = Online.safeParse(get('online')).data
  const state = DeviceState.safeParse(get('state')).data ?? 'normal'
  const base = useMemo(
    () => ({
      ...(q === '' ? {} : { q }),
      state: [state],
      ...(get('area') ? { area: get('area') } : {}),
      ...(get('exactly') ? { exactly: true } : {}),
      ...(get('owner') ? { owner: get('owner') } : {}),
      ...(get('alarmed') ? { alarmed: true } : {}),
    }),
    [get, q, state],
  )
  const filter = useMemo(
    () => ({ ...base, ...(kind ? { kind: [kind] } : {}), ...(online ? { online: [online] } : {}) }),
    [base, kind, online],
  )
  const counts = useEndpoint(countDevices, { query: { ...base, ...(online ? { online: [online] } : {}) } }, { keep: true })
  const found = usePages<DeviceRow>([...keyOf(listDevices), 'pages', filter], (after, signal) =>
    call(listDevices, { query: { ...filter, limit: PAGE, after } }, { signal }),
  )
  const [adding, setAdding] = useState(false)
  const [importing, setImporting] = useState(false)
  return (
    <Page
      title="设备台账"
      fill
      remark={
        counts.data &&
        `${counts.data.total.toLocaleString('zh-CN')} 台，在线 ${(counts.data.online.online ?? 0).toLocaleString('zh-CN')} 台`
      }
      actions={
        <>
          <Button icon={<DownloadOutlined />} href={addressOf(exportDevices, { query: filter })} download>
            导出
          </Button>
          <Button icon={<QrcodeOutlined />} href={addressOf(printLabels, { query: filter })} target="_blank">
            二维码标签
          </Button>
          {mayManage && (
            <>
              <Button icon={<UploadOutlined />} onClick={() => setImporting(true)}>
                导入
              </Button>
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
                登记设备
              </Button>
            </>
          )}
        </>
      }
    >
      <Tabs
        activeKey={kind ?? 'all'}
        onChange={(next) => set({ kind: next === 'all' ? undefined : next })}
        items={[
          { key: 'all', label: counts.data ? `全部 ${counts.data.total.toLocaleString('zh-CN')}` : '全部' },
          ...(counts.data?.kinds ?? []).map(({ key, title, total }) => ({ key, label: `${title} ${total.toLocaleString('zh-CN')}` })),
        ]}
      />
      <div className="sensing-filters" role="search">
        <Input
          allowClear
          placeholder="名称、编号、部件编码、地址"
          aria-label="名称、编号、部件编码、地址"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          style={{ width: 260 }}
        />
        <Select
          allowClear
          aria-label="在线情况"
          placeholder="全部在线情况"
          style={{ width: 140 }}
          value={online ?? null}
          options={Online.options.map((value) => ({ value, label: onlineTitles[value] }))}
          onChange={(next: string | null) => set({ online: next ?? undefined })}
        />
        <Select
          aria-label="使用状态"
          style={{ width: 100 }}
          value={state}
          options={DeviceState.options.map((value) => ({ value, label: deviceStateTitles[value] }))}
          onChange={(next) => set({ state: next === 'normal' ? undefined : next })}
        />
        {(get('area') || get('owner') || get('alarmed')) && (
          <Button type="link" onClick={() => set({ area: undefined, exactly: undefined, owner: undefined, alarmed: undefined })}>
            清除其他筛选
          </Button>
        )}
      </div>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={14} />}
      {found.data && found.rows.length === 0 && (
        <div className="panel">
          <EmptyState title="没有符合条件的设备">去掉一项筛选再看；新设备可以登记或从文件导入。</EmptyState>
        </div>
      )}
      {found.rows.length > 0 && (
        <div className="panel sensing-scroll">
          <Table<DeviceRow>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={found.rows}
            columns={[
              {
                key: 'name',
                title: '设备',
                render: (_, { id, name, key }) => (
                  <>
                    <Link to={`/sensing/devices/${id}`}>{name}</Link> <span className="quiet num">{key}</span>
                  </>
                ),
              },
              { key: 'kind', title: '种类', dataIndex: 'kindTitle', width: 110 },
              { key: 'online', title: '在线情况', width: 100, render: (_, row) => <OnlineTag online={row.online} /> },
              {
                key: 'main',
                title: '当前值',
                width: 150,
                className: 'num',
                render: (_, { main }) => (main ? `${main.title} ${valueText(main)}` : '—'),
              },
              {
                key: 'battery',
                title: '电量',
                width: 70,
                align: 'right',
                className: 'num',
                render: (_, { battery }) => (battery === undefined ? '—' : `${Math.round(battery)}%`),
              },
              {
                key: 'alarms',
                title: '告警',
                width: 70,
                align: 'right',
                className: 'num',
                render: (_, { openAlarms, id }) => (openAlarms > 0 ? <Link to={`/sensing/alarms?device=${id}`}>{openAlarms}</Link> : '0'),
              },
              {
                key: 'seen',
                title: '最近上报',
                width: 120,
                render: (_, { seenAt }) => (seenAt === undefined ? <span className="quiet">从未</span> : <Ago at={seenAt} />),
              },
              {
                key: 'where',
                title: '位置',
                ellipsis: true,
                render: (_, { address, areaName }) => (
                  <>
                    {address} <span className="quiet">{areaName}</span>
                  </>
                ),
              },
              { key: 'owner', title: '权属单位', width: 150, ellipsis: true, render: (_, { owner }) => owner?.name ?? '—' },
            ]}
          />
          {found.hasNextPage && (
            <Button block type="text" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              再看 {PAGE} 台
            </Button>
          )}
        </div>
      )}
      {adding && <DeviceDrawer close={() => setAdding(false)} />}
      {importing && <ImportDrawer close={() => setImporting(false)} />}
    </Page>
  )
}
