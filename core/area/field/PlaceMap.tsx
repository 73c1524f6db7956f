import { type PointerEvent, useMemo, useRef, useState } from 'react'
import { Icon } from '#platform/client/field/Icon.tsx'
import type { FieldMap } from '../field-map.ts'
import { drawMap, planeOf } from './drawn-map.ts'
import type { LngLat } from './place-words.ts'
import './place-map.css'

export interface MapPin {
  readonly id: string
  readonly point: LngLat
  readonly tone?: 'case' | 'done' | 'late'
}

interface PlaceMapProps {
  readonly map: FieldMap
  readonly label: string
  /** Where the window begins; undefined: the whole own area. */
  readonly point?: LngLat | undefined
  /** Metres around the point. */
  readonly accuracy?: number | undefined
  /** Where the phone is. */
  readonly here?: LngLat | undefined
  readonly pins?: readonly MapPin[]
  /** A line walked, oldest first. */
  readonly track?: readonly LngLat[]
  /** Metres from edge to edge at first. */
  readonly span?: number
  /** Given: the map can be moved under its middle, and each move tells the new middle. */
  readonly onMove?: (middle: [number, number]) => void
}

const [NEAREST, FARTHEST] = [120, 12_000]

/** My area as a plain drawing: no library, no line, no WebGL. Moves by finger, and by buttons for gloves. */
export function PlaceMap({ map, label, point, accuracy, here, pins = [], track, span: first, onMove }: PlaceMapProps) {
  const plane = useMemo(() => planeOf(map), [map])
  const drawn = useMemo(() => drawMap(map, plane), [map, plane])
  const own = useMemo(() => {
    const [x1, y2] = plane.xy([map.own[0], map.own[1]])
    const [x2, y1] = plane.xy([map.own[2], map.own[3]])
    return { x: (x1 + x2) / 2, y: (y1 + y2) / 2, span: Math.max(x2 - x1, y2 - y1) * 1.1 }
  }, [map, plane])
  const [span, setSpan] = useState(first ?? (point ? 400 : own.span))
  const [moved, setMoved] = useState<{ x: number; y: number }>()
  const held = useRef<{ id: number; x: number; y: number }>(undefined)

  const [px, py] = point ? plane.xy(point) : [own.x, own.y]
  const middle = onMove && moved ? moved : { x: px, y: py }
  const move = (x: number, y: number): void => {
    setMoved({ x, y })
    onMove?.(plane.at(x, y))
  }
  const down = (event: PointerEvent<SVGSVGElement>): void => {
    if (!onMove) return
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { id: event.pointerId, x: event.clientX, y: event.clientY }
  }
  const drag = (event: PointerEvent<SVGSVGElement>): void => {
    const from = held.current
    if (!from || from.id !== event.pointerId) return
    const size = event.currentTarget.getBoundingClientRect()
    const metres = span / Math.min(size.width, size.height)
    move(middle.x - (event.clientX - from.x) * metres, middle.y - (event.clientY - from.y) * metres)
    held.current = { id: from.id, x: event.clientX, y: event.clientY }
  }
  const stroke = span / 300
  const at = (p: LngLat) => plane.xy(p)
  return (
    <div className="place-map">
      <svg
        viewBox={`${middle.x - span / 2} ${middle.y - span / 2} ${span} ${span}`}
        preserveAspectRatio="xMidYMid slice"
        role="img"
        aria-label={label}
        onPointerDown={down}
        onPointerMove={drag}
        onPointerUp={() => (held.current = undefined)}
        onPointerCancel={() => (held.current = undefined)}
      >
        {drawn.areas.map((area) => (
          <path key={area.code} d={area.d} className={area.mine ? 'ground mine' : 'ground'} fillRule="evenodd" />
        ))}
        <path d={drawn.water} className="water" fillRule="evenodd" />
        <path d={drawn.canals} className="canal" strokeWidth={Math.max(stroke, 4)} />
        {span < 4_000 && <path d={drawn.buildings} className="building" />}
        {span < 2_500 && <path d={drawn.lanes} className="lane" strokeWidth={Math.max(stroke, 3)} />}
        <path d={drawn.mainRoads} className="road" strokeWidth={Math.max(stroke * 2, 6)} />
        {drawn.areas.map((area) => (
          <path key={area.code} d={area.d} className={area.mine ? 'border mine' : 'border'} strokeWidth={area.low ? stroke : stroke * 2} />
        ))}
        {track && track.length > 1 && (
          <path d={`M${track.map((p) => at(p).join(' ')).join('L')}`} className="track" strokeWidth={stroke * 3} />
        )}
        {span < 900 &&
          drawn.names.slice(0, 200).map(({ name, x, y }, i) => (
            // Two places may share a name and a door.
            <text key={`${name} ${i}`} x={x} y={y} fontSize={span / 28}>
              {name}
            </text>
          ))}
        {span >= 900 &&
          drawn.areas
            .filter((a) => a.low)
            .map((area) => (
              <text key={area.code} x={area.middle[0]} y={area.middle[1]} fontSize={span / 30} className="area-name">
                {area.name}
              </text>
            ))}
        {point && accuracy !== undefined && accuracy > 0 && (
          <circle cx={px} cy={py} r={accuracy} className="accuracy" strokeWidth={stroke} />
        )}
        {pins.map((pin) => (
          <circle
            key={pin.id}
            cx={at(pin.point)[0]}
            cy={at(pin.point)[1]}
            r={stroke * 6}
            className={`pin ${pin.tone ?? 'case'}`}
            strokeWidth={stroke * 1.5}
          />
        ))}
        {here && <circle cx={at(here)[0]} cy={at(here)[1]} r={stroke * 5} className="here" strokeWidth={stroke * 2} />}
        {point && !onMove && <circle cx={px} cy={py} r={stroke * 6} className="pin main" strokeWidth={stroke * 2} />}
      </svg>
      {onMove && (
        <span className="cross" aria-hidden="true">
          <Icon name="pin" />
        </span>
      )}
      <div className="map-buttons">
        <button type="button" aria-label="放大" disabled={span <= NEAREST} onClick={() => setSpan(span / 1.8)}>
          <Icon name="plus" />
        </button>
        <button type="button" aria-label="缩小" disabled={span >= FARTHEST} onClick={() => setSpan(span * 1.8)}>
          <Icon name="minus" />
        </button>
        {onMove && here && (
          <button type="button" aria-label="回到我的位置" onClick={() => move(at(here)[0], at(here)[1])}>
            <Icon name="aim" />
          </button>
        )}
      </div>
    </div>
  )
}
