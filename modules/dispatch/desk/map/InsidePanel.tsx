import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Skeleton } from 'antd'
import { useState } from 'react'
import { countText } from '#platform/client/amount.ts'
import { call } from '#platform/client/call.ts'
import type { LngLat } from '#platform/client/map/map-point.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { useMay } from '#platform/client/viewer.ts'
import { selectInside } from '../../contract.ts'
import { OrderForm } from '../order/OrderForm.tsx'
import { NoticeForm } from './NoticeForm.tsx'
import { downloadInside } from './download-inside.ts'
import { areaOfRing, areaText } from './use-drawing.ts'

export interface ChosenLayer {
  readonly key: string
  readonly kinds?: string[]
}

interface InsidePanelProps {
  readonly ring: readonly LngLat[]
  readonly layers: readonly ChosenLayer[]
  readonly at: string | undefined
  readonly hasPeople: boolean
  readonly onPick: (layer: string, id: string, at: LngLat) => void
  readonly onClose: () => void
}

/** 圈选: what the drawn polygon holds as a list, and what can be done with all of it. */
export function InsidePanel({ ring, layers, at, hasPeople, onPick, onClose }: InsidePanelProps) {
  const { message } = App.useApp()
  const [telling, setTelling] = useState(false)
  const [ordering, setOrdering] = useState(false)
  const mayExport = useMay('dispatch.map.export')
  const mayTell = useMay('dispatch.map.notify')
  const mayOrder = useMay('dispatch.order.issue')
  const body = {
    ring: ring.map(([x, y]): [number, number] => [x, y]),
    layers: layers.map(({ key, kinds }) => ({ key, ...(kinds ? { kinds } : {}) })),
    ...(at === undefined ? {} : { at }),
  }
  const { data, error, isPending } = useQuery({
    queryKey: ['map-inside', body],
    enabled: layers.length > 0,
    queryFn: ({ signal }) => call(selectInside, { body }, { signal, reads: true }),
  })
  const save = (): void => void downloadInside(body).catch((problem: unknown) => message.error(problemText(problem)))
  return (
    <section className="map-panel map-card map-inside" aria-label="圈选结果">
      <header>
        <div>
          <h2>
            圈选{' '}
            <b className="num" data-total>
              {data ? countText(data.total) : ''}
            </b>{' '}
            个
          </h2>
          <p className="map-quiet">{areaText(areaOfRing(ring))}</p>
        </div>
        <Button type="text" size="small" onClick={onClose} aria-label="关闭圈选">
          关闭
        </Button>
      </header>
      {layers.length === 0 && <Alert type="info" title="先打开要圈选的图层" />}
      {error && <Alert type="error" title={problemText(error)} />}
      {layers.length > 0 && isPending && !error && <Skeleton active />}
      {data && (
        <>
          <p className="map-chips">
            {data.byLayer.map(({ key, title, total }) => (
              <span key={key}>
                {title} <b className="num">{countText(total)}</b>
              </span>
            ))}
          </p>
          <div className="map-card-acts">
            {mayExport && (
              <Button onClick={save} disabled={data.total === 0}>
                导出 XLSX
              </Button>
            )}
            {mayTell && <Button onClick={() => setTelling(true)}>发通知</Button>}
            {mayOrder && (
              <Button type="primary" disabled={at !== undefined} onClick={() => setOrdering(true)}>
                交办
              </Button>
            )}
          </div>
          {mayOrder && at !== undefined && <p className="map-quiet">正在看历史，回到现在后才能交办。</p>}
          <ul className="map-rows">
            {data.rows.map((row) => (
              <li key={`${row.layer}/${row.id}`}>
                <button type="button" onClick={() => onPick(row.layer, row.id, row.at)}>
                  <b>{row.title}</b>
                  <small>
                    {row.layerTitle} · {row.kindTitle}
                  </small>
                </button>
              </li>
            ))}
          </ul>
          {data.total === 0 && <p className="map-quiet">范围内没有已打开图层的对象。</p>}
          {data.rows.length < data.total && (
            <p className="map-quiet">
              列出前 {countText(data.rows.length)} 个，导出的文件包含全部 {countText(data.total)} 个。
            </p>
          )}
        </>
      )}
      {ordering && <OrderForm ring={body.ring} layers={body.layers} hasPeople={hasPeople} onClose={() => setOrdering(false)} />}
      {telling && <NoticeForm ring={body.ring} layers={body.layers} hasPeople={hasPeople} onClose={() => setTelling(false)} />}
    </section>
  )
}
