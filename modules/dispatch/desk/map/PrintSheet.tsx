import { Button, Input } from 'antd'
import { Suspense, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { TownMapGl } from '#core/area/desk/index.tsx'
import type { MapView, PointLayer, TownMapHandle } from '#core/area/desk/index.tsx'
import type { ExtraBorder } from '#platform/client/map/TownMapGl.tsx'
import { exactText } from '#platform/client/time.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { ToneMark } from './ToneMark.tsx'
import { glyphOf } from './glyph-of.ts'
import { scaleOf } from './paper-scale.ts'
import type { ShownLayer } from './use-map-layers.ts'
import './print-sheet.css'

interface PrintSheetProps {
  readonly view: MapView
  readonly layers: readonly PointLayer[]
  readonly shown: readonly ShownLayer[]
  readonly hidden: ReadonlySet<string>
  readonly borders: readonly ExtraBorder[]
  readonly at: string | undefined
  readonly onClose: () => void
}

/** Dots per CSS pixel of the printed picture: 1,500 px across A3 are 90 dpi, three times that reads well at arm's length. */
const SHARP = 2.5

/** The picture on A3: day colours on white, with title, time, source, legend, north and scale. What is seen is what is printed. */
export function PrintSheet({ view, layers, shown, hidden, borders, at, onClose }: PrintSheetProps) {
  const { townName } = useViewer()
  const [title, setTitle] = useState(`${townName}一张图`)
  const [handle, setHandle] = useState<TownMapHandle>()
  const [seen, setSeen] = useState<MapView>({ ...view, pitch: 0 })
  const [picture, setPicture] = useState<string>()
  const [made] = useState(() => Date.now())
  useEffect(() => {
    if (!picture) return undefined
    const done = (): void => setPicture(undefined)
    addEventListener('afterprint', done)
    // The image must be in the page before the browser lays the paper out.
    const timer = setTimeout(() => print(), 150)
    return () => {
      clearTimeout(timer)
      removeEventListener('afterprint', done)
    }
  }, [picture])
  const width = handle?.map?.getContainer().clientWidth ?? 1_200
  const scale = scaleOf(seen, width)
  const legend = shown.flatMap(({ entry }) =>
    entry.kinds.filter(({ key }) => !hidden.has(`${entry.key}:${key}`)).map((kind) => ({ entry, kind })),
  )
  return createPortal(
    <div className="map-print-root" role="dialog" aria-label="打印地图">
      <div className="map-print-bar">
        <Input value={title} onChange={(event) => setTitle(event.target.value)} maxLength={40} aria-label="图名" addonBefore="图名" />
        <span>A3 横向，可拖动缩放画面</span>
        <Button type="primary" disabled={!handle} onClick={() => void handle?.picture().then(setPicture)}>
          打印
        </Button>
        <Button onClick={onClose}>关闭</Button>
      </div>
      <article className="map-paper">
        <header>
          <h1>{title}</h1>
          <p className="num">
            {at === undefined ? '现状' : '历史时刻'} {exactText(at ?? made).slice(0, -3)}
          </p>
        </header>
        <div className="map-paper-picture">
          {picture && <img src={picture} alt={title} />}
          <Suspense fallback={null}>
            <TownMapGl
              label="打印预览"
              theme="day"
              view={seen}
              layers={layers}
              borders={borders}
              still
              controls={false}
              onView={setSeen}
              onReady={(ready) => {
                ready.map?.setPixelRatio(SHARP)
                setHandle(ready)
              }}
            />
          </Suspense>
          <div className="map-paper-north" style={{ transform: `rotate(${-seen.bearing}deg)` }}>
            <svg viewBox="0 0 40 56" aria-label="指北针">
              <path d="M20 2 32 50 20 42 8 50Z" fill="#12233a" />
              <path d="M20 2 20 42 8 50Z" fill="#ffffff" stroke="#12233a" strokeWidth="1" />
            </svg>
            <b>北</b>
          </div>
          <div className="map-paper-scale" style={{ width: `${scale.part * 100}%` }}>
            {scale.words}
          </div>
        </div>
        <footer>
          <ul>
            {legend.map(({ entry, kind }) => (
              <li key={`${entry.key}/${kind.key}`}>
                <ToneMark glyph={glyphOf(entry)} tone={kind.tone} theme="day" size={16} />
                {kind.title}
              </li>
            ))}
          </ul>
          <p>
            比例约 1:{scale.ratio.toLocaleString('zh-CN')} · 数据来源：
            {shown.map(({ entry }) => `${entry.title}（${entry.source}）`).join('、') || '本镇底图'} · 坐标 CGCS2000 · 制图 {townName}{' '}
            {exactText(made).slice(0, -3)}
          </p>
        </footer>
      </article>
    </div>,
    document.body,
  )
}
