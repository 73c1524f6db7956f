import { MinusOutlined, PlusOutlined, PrinterOutlined } from '@ant-design/icons'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Tooltip } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { readProcess } from '#core/case/contract.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { ProcessAside } from './ProcessAside.tsx'
import { ProcessDrawing } from './ProcessDrawing.tsx'
import './processes.css'

const zooms = [0.45, 0.6, 0.75, 0.9, 1, 1.25] as const
const READABLE = 2

/** One process as a diagram; what is chosen in it is told in words beside it. `?step=` glows: the case is there now. */
export function ProcessPage() {
  const { key, version } = useParams({ strict: false }) as { key: string; version: string }
  const { get, set } = useUrl()
  const found = useEndpoint(readProcess, { params: { key, version: Number(version) } }, { staleTime: 300_000 })
  const [zoom, setZoom] = useState(READABLE)
  const box = useRef<HTMLDivElement>(null)
  const chosen = { step: get('at'), line: get('line'), action: get('action') }
  const now = get('step')
  const ready = found.data !== undefined
  useEffect(() => {
    // The step a case stands at may lie below the fold.
    if (ready && now !== undefined)
      box.current?.querySelector(`[data-step="${CSS.escape(now)}"]`)?.scrollIntoView({ block: 'center', inline: 'center' })
  }, [ready, now])
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data)
    return (
      <Page title="流程">
        <LoadingSkeleton title rows={12} />
      </Page>
    )
  const { process, diagram } = found.data
  return (
    <Page
      fill
      title={`${process.title}流程`}
      remark={
        <>
          <Link to="/processes">流程</Link> / 第 {process.version} 版，{process.steps.length} 个环节
          {now !== undefined && `，当前在“${process.steps.find((step) => step.key === now)?.title ?? now}”`}
        </>
      }
      actions={
        <>
          <Button icon={<MinusOutlined />} aria-label="缩小" disabled={zoom === 0} onClick={() => setZoom(zoom - 1)} />
          <Button icon={<PlusOutlined />} aria-label="放大" disabled={zoom === zooms.length - 1} onClick={() => setZoom(zoom + 1)} />
          <Tooltip title="打印流程图（建议 A3）">
            <Button icon={<PrinterOutlined />} aria-label="打印流程图" onClick={() => print()} />
          </Tooltip>
        </>
      }
    >
      <div className="process-split">
        <div className="process-scroll panel" ref={box} role="region" aria-label="流程图">
          <ul className="process-legend" aria-label="图例">
            <li className="legend-step">办理环节</li>
            <li className="legend-side">旁支环节</li>
            <li className="legend-return">退回</li>
            <li className="legend-end">结束</li>
          </ul>
          <ProcessDrawing
            diagram={diagram}
            scale={zooms[zoom] ?? 1}
            now={now}
            chosen={chosen}
            chooseStep={(at) => set({ at, line: undefined, action: undefined })}
            chooseLine={(line) => set({ at: undefined, line, action: undefined })}
          />
        </div>
        <ProcessAside
          process={process}
          chosen={chosen}
          chooseAction={(action) => set({ action })}
          chooseStep={(at) => set({ at, line: undefined, action: undefined })}
          clear={() => set({ at: undefined, line: undefined, action: undefined })}
        />
      </div>
    </Page>
  )
}
