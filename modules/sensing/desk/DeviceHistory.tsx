import { DownloadOutlined } from '@ant-design/icons'
import { Button, Segmented, Select } from 'antd'
import { useMemo, useState } from 'react'
import { addressOf } from '#platform/client/call.ts'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useNow, whenText } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import type { DeviceDetail } from '../device.ts'
import { exportReadings, readHints, readHistory } from '../reading-endpoints.ts'
import { CurveChart } from './CurveChart.tsx'
import { useKinds } from './use-kinds.ts'

const DAY = 86_400_000
const spans = [
  { value: 1, label: '1 天' },
  { value: 7, label: '7 天' },
  { value: 30, label: '30 天' },
  { value: 365, label: '1 年' },
] as const

/** The curve of one field at any zoom: gaps stay gaps, alarms and hints are drawn over it. */
export function DeviceHistory({ device }: { readonly device: DeviceDetail }) {
  const { get, set } = useUrl()
  const { kindOf } = useKinds()
  const kind = kindOf(device.kind)
  const fields = kind?.fields ?? device.live.map(({ field, title }) => ({ key: field, title, unit: '' }))
  const field = get('field') ?? kind?.main ?? fields[0]?.key ?? ''
  const days = Number(get('days') ?? 7)
  // By the quarter of an hour: a clock that ticks must not ask the server every quarter minute.
  const to = Math.ceil(useNow() / 900_000) * 900_000
  const from = to - days * DAY
  const found = useEndpoint(
    readHistory,
    { params: { id: device.id }, query: { field, from, to, points: 400 } },
    { enabled: field !== '', keep: true },
  )
  const [withHints, setHints] = useState(true)
  const hints = useEndpoint(
    readHints,
    { params: { id: device.id }, query: { field, from, to } },
    { enabled: withHints && field !== '' && days <= 30, keep: true },
  )
  const points = useMemo(() => found.data?.buckets ?? [], [found.data])
  return (
    <section className="panel sensing-card" aria-label="历史曲线">
      <div className="sensing-filters">
        <Select
          aria-label="字段"
          style={{ width: 160 }}
          value={field}
          options={fields.map(({ key, title, unit }) => ({ value: key, label: unit ? `${title}（${unit}）` : title }))}
          onChange={(next) => set({ field: next })}
        />
        <Segmented aria-label="时段" value={days} options={[...spans]} onChange={(next) => set({ days: String(next) })} />
        <Button icon={<DownloadOutlined />} href={addressOf(exportReadings, { params: { id: device.id }, query: { from, to } })} download>
          导出读数
        </Button>
      </div>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && field !== '' && <LoadingSkeleton rows={6} />}
      {found.data && points.length === 0 && <EmptyState title="这一时段没有读数">换一个字段或更长的时段。</EmptyState>}
      {found.data && points.length > 0 && (
        <CurveChart
          label={fields.find(({ key }) => key === field)?.title ?? field}
          points={points}
          unit={found.data.unit}
          from={from}
          to={to}
          gap={found.data.gap}
          marks={found.data.alarms}
          hints={withHints ? (hints.data?.hints ?? []) : []}
        />
      )}
      {found.data && points.length > 0 && (
        <p className="quiet sensing-small">
          {found.data.count.toLocaleString('zh-CN')} 条读数；线为平均、带为最小至最大，空白为缺数。
          {hints.data &&
            hints.data.hints.length > 0 &&
            ` 浅色底为异常提示 ${hints.data.hints.length} 处（只提示、不派单）：${hints.data.method}`}
          {hints.data && hints.data.hints.length > 0 && (
            <Button type="link" size="small" onClick={() => setHints(!withHints)}>
              {withHints ? '隐藏提示' : '显示提示'}
            </Button>
          )}
        </p>
      )}
      {withHints && hints.data && hints.data.hints.length > 0 && (
        <ul className="sensing-hints">
          {hints.data.hints.slice(0, 3).map((hint) => (
            <li key={hint.from}>
              {whenText(hint.from)} {hint.words}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
