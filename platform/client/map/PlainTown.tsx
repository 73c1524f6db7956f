import { useEffect, useMemo, useRef, useState } from 'react'
import type { MouseEvent, PointerEvent } from 'react'
import { groundPaints } from './ground-paint.ts'
import type { LngLat, MapBox } from './map-point.ts'
import { heapsOf } from './plain-heaps.ts'
import { toneColours } from './tones.ts'
import type { PlainGround, TownMapProps } from './town-map-props.ts'

const WIDTH = 1_000
const HEIGHT = 640
const ONE_STEP = 1.6

/** Flat placing: one degree of longitude is shortened by the cosine of the latitude; true to scale within a town. */
function placing([west, south, east, north]: MapBox) {
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(WIDTH / ((east - west) * squeeze), HEIGHT / (north - south)) * 0.94
  const left = (WIDTH - (east - west) * squeeze * scale) / 2
  const top = (HEIGHT - (north - south) * scale) / 2
  return {
    scale,
    xy: ([lng, lat]: LngLat): [number, number] => [left + (lng - west) * squeeze * scale, top + (north - lat) * scale],
    back: (x: number, y: number): LngLat => [(x - left) / (squeeze * scale) + west, north - (y - top) / scale],
  }
}

interface Sight {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** Without WebGL: the town as a drawing that can be moved, enlarged and clicked; heaps carry their count. */
export function PlainTown(props: TownMapProps) {
  const { ground, plainGround, theme = 'night', layers = [], chosen, onPick, onGround, onReady } = props
  const [plain, setPlain] = useState<PlainGround>()
  const [sight, setSight] = useState<Sight>({ x: WIDTH / 2, y: HEIGHT / 2, zoom: 1 })
  const [west = 120.5, south = 31, east = 120.7, north = 31.2] = ground.bounds ?? []
  const place = useMemo(() => placing([west, south, east, north]), [west, south, east, north])
  const drag = useRef<{ x: number; y: number; moved: boolean }>(undefined)
  useEffect(() => void plainGround?.().then(setPlain, () => undefined), [plainGround])
  useEffect(() => {
    onReady?.({
      map: undefined,
      gl: undefined,
      flyTo: (at) => setSight({ x: place.xy(at)[0], y: place.xy(at)[1], zoom: 8 }),
      fit: ([w, s, e, n]) => {
        const [x, y] = place.xy([(w + e) / 2, (s + n) / 2])
        setSight({ x, y, zoom: Math.max(1, Math.min(12, (HEIGHT / place.scale / Math.max(n - s, 0.001)) * 0.8)) })
      },
      home: () => setSight({ x: WIDTH / 2, y: HEIGHT / 2, zoom: 1 }),
      picture: () => Promise.resolve(undefined),
    })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- told once, as the living map does
  }, [place])
  const p = groundPaints[theme]
  const [width, height] = [WIDTH / sight.zoom, HEIGHT / sight.zoom]
  const path = (ring: readonly LngLat[]): string =>
    ring
      .map((at) =>
        place
          .xy(at)
          .map((n) => n.toFixed(1))
          .join(','),
      )
      .join(' ')
  const unit = 1 / sight.zoom
  const zoomBy = (by: number): void => setSight(({ x, y, zoom }) => ({ x, y, zoom: Math.max(1, Math.min(24, zoom * by)) }))
  const pixel = (event: MouseEvent | PointerEvent): DOMPoint | undefined => {
    const svg = event.currentTarget.closest('svg')
    const matrix = svg?.getScreenCTM()
    return matrix ? new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse()) : undefined
  }
  const move = (event: PointerEvent): void => {
    const from = drag.current
    if (!from || event.buttons === 0) return
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y]
    if (!from.moved && Math.hypot(dx, dy) < 4) return
    const factor = width / event.currentTarget.clientWidth
    drag.current = { x: event.clientX, y: event.clientY, moved: true }
    setSight((now) => ({ ...now, x: now.x - dx * factor, y: now.y - dy * factor }))
  }
  const click = (event: MouseEvent): void => {
    const at = pixel(event)
    if (at && !drag.current?.moved) onGround?.(place.back(at.x, at.y))
  }
  const heaps = layers.flatMap((layer) =>
    heapsOf(layer.points, (26 * unit) / place.scale).map((heap) => ({ ...heap, layer: layer.key, points: layer.points })),
  )
  return (
    <div className="plain-town">
      <svg
        className="town-map-canvas"
        viewBox={`${sight.x - width / 2} ${sight.y - height / 2} ${width} ${height}`}
        onPointerDown={({ clientX, clientY }) => (drag.current = { x: clientX, y: clientY, moved: false })}
        onPointerMove={move}
        onClick={click}
        role="presentation"
        data-ready
        data-painted="true"
        style={{ background: p.ground }}
      >
        {ground.outline.map((ring, i) => (
          <polygon key={i} points={path(ring)} fill={p.paddy} stroke={p.edge} strokeWidth={2 * unit} />
        ))}
        {plain?.waters.map((ring, i) => (
          <polygon key={i} points={path(ring)} fill={p.river} />
        ))}
        {plain?.roads.map((line, i) => (
          <polyline key={i} points={path(line)} fill="none" stroke={p.roads.trunk} strokeOpacity={0.7} strokeWidth={1.4 * unit} />
        ))}
        {plain?.areas.map(({ code, name, rings }) => (
          <g key={code}>
            {rings.map((ring, i) => (
              <polygon key={i} points={path(ring)} fill="none" stroke={p.village} strokeOpacity={0.55} strokeWidth={unit} />
            ))}
            <PlainName at={place.xy(middle(rings[0] ?? []))} name={name} size={13 * unit} fill={p.name} halo={p.halo} />
          </g>
        ))}
        {heaps.map(({ at, count, tone, only, layer }) => {
          const [x, y] = place.xy(at)
          const colour = toneColours[theme][tone]
          const open = (): void => {
            if (only) onPick?.({ layer, id: only.id, title: only.title, at: only.at })
            else setSight({ x, y, zoom: Math.min(24, sight.zoom * 2.5) })
          }
          return (
            <g
              key={`${layer}/${at.join()}`}
              className="plain-heap"
              role="button"
              tabIndex={0}
              aria-label={only ? only.title : `${count} 个，放大查看`}
              onClick={(event) => {
                event.stopPropagation()
                open()
              }}
              onKeyDown={({ key }) => key === 'Enter' && open()}
            >
              <circle cx={x} cy={y} r={(only ? 6 : 12) * unit} fill={only ? colour : p.ground} stroke={colour} strokeWidth={2 * unit} />
              {!only && (
                <text x={x} y={y + 4 * unit} fontSize={12 * unit} textAnchor="middle" fill={p.name}>
                  {count}
                </text>
              )}
            </g>
          )
        })}
        {chosen && (
          <circle cx={place.xy(chosen)[0]} cy={place.xy(chosen)[1]} r={14 * unit} fill="none" stroke={p.edge} strokeWidth={3 * unit} />
        )}
      </svg>
      <div className="plain-town-zoom">
        <button type="button" aria-label="放大" onClick={() => zoomBy(ONE_STEP)}>
          ＋
        </button>
        <button type="button" aria-label="缩小" onClick={() => zoomBy(1 / ONE_STEP)}>
          －
        </button>
      </div>
      <p className="plain-town-note">这台机器不支持 WebGL 2，已换用简图：可拖动、放大、点选。</p>
    </div>
  )
}

function PlainName({
  at: [x, y],
  name,
  size,
  fill,
  halo,
}: {
  at: [number, number]
  name: string
  size: number
  fill: string
  halo: string
}) {
  return (
    <text x={x} y={y} fontSize={size} textAnchor="middle" fill={fill} stroke={halo} strokeWidth={size / 6} paintOrder="stroke">
      {name}
    </text>
  )
}

const middle = (ring: readonly LngLat[]): LngLat => {
  const xs = ring.map(([x]) => x)
  const ys = ring.map(([, y]) => y)
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2]
}
