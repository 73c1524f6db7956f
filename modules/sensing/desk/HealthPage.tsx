import { Link } from '@tanstack/react-router'
import { Button, Segmented, Table } from 'antd'
import { useState } from 'react'
import { countText, shareText } from '#platform/client/amount.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import { readHealth } from '../device-endpoints.ts'
import { RetentionDrawer } from './RetentionDrawer.tsx'
import './sensing.css'

type Line = ReplyOf<typeof readHealth>['lines'][number]
const ways = [
  { value: 'kind', label: '按种类' },
  { value: 'owner', label: '按权属单位' },
  { value: 'village', label: '按村（社区）' },
] as const

/** 设备健康: whose devices are silent, and how many alarms were worth the way. Every number opens its devices. */
export function HealthPage() {
  const { get, set } = useUrl()
  const by = ways.find(({ value }) => value === get('by'))?.value ?? 'kind'
  const found = useEndpoint(readHealth, { query: { by } }, { keep: true })
  const mayKeep = useMay('sensing.retention.manage')
  const [keeping, setKeeping] = useState(false)
  const count = (line: Line, online: string | undefined, value: number) =>
    value === 0 ? (
      <span className="quiet">0</span>
    ) : line.list === '' ? (
      countText(value)
    ) : (
      <Link to={`/sensing/devices?${line.list}${online ? `&online=${online}` : ''}`}>{countText(value)}</Link>
    )
  return (
    <Page
      title="设备健康"
      remark="在线率 = 在线时长 ÷ 应在线时长（近 30 天）；告警准确率 = 属实 ÷ 已复核（近 90 天）"
      actions={
        <>
          <Segmented
            aria-label="分组"
            value={by}
            options={[...ways]}
            onChange={(next) => set({ by: next === 'kind' ? undefined : next })}
          />
          <Button onClick={() => setKeeping(true)}>{mayKeep ? '读数保存期' : '查看保存期'}</Button>
        </>
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={10} />}
      {found.data?.lines.length === 0 && (
        <div className="panel">
          <EmptyState title="还没有登记设备">
            <Link to="/sensing/devices">到设备台账登记或导入</Link>
          </EmptyState>
        </div>
      )}
      {found.data && found.data.lines.length > 0 && (
        <div className="panel">
          <Table<Line>
            size="small"
            rowKey="key"
            pagination={false}
            dataSource={found.data.lines}
            columns={[
              { key: 'title', title: ways.find(({ value }) => value === by)!.label.slice(1), dataIndex: 'title' },
              {
                key: 'total',
                title: '设备',
                width: 90,
                align: 'right',
                className: 'num',
                render: (_, line) => count(line, undefined, line.total),
              },
              {
                key: 'online',
                title: '在线',
                width: 90,
                align: 'right',
                className: 'num',
                render: (_, line) => count(line, 'online', line.online),
              },
              {
                key: 'offline',
                title: '离线',
                width: 90,
                align: 'right',
                className: 'num',
                render: (_, line) => count(line, 'offline', line.offline),
              },
              {
                key: 'faulty',
                title: '故障',
                width: 90,
                align: 'right',
                className: 'num',
                render: (_, line) => count(line, 'faulty', line.faulty),
              },
              {
                key: 'never',
                title: '未接入',
                width: 90,
                align: 'right',
                className: 'num',
                render: (_, line) => count(line, 'never', line.never),
              },
              {
                key: 'rate',
                title: '在线率',
                width: 190,
                render: (_, { onlineRate }) =>
                  onlineRate === undefined ? (
                    '—'
                  ) : (
                    <span className="sensing-rate">
                      <span className="sensing-rate-bar" aria-hidden>
                        <span style={{ width: `${onlineRate * 100}%` }} />
                      </span>
                      <span className="num">{shareText(onlineRate)}</span>
                    </span>
                  ),
              },
              { key: 'alarms', title: '告警', width: 90, align: 'right', className: 'num', render: (_, { alarms }) => countText(alarms) },
              {
                key: 'accuracy',
                title: '告警准确率',
                width: 110,
                align: 'right',
                className: 'num',
                render: (_, { accuracy }) => (accuracy === undefined ? '—' : shareText(accuracy)),
              },
            ]}
          />
        </div>
      )}
      {keeping && <RetentionDrawer close={() => setKeeping(false)} />}
    </Page>
  )
}
