import type { MouseEvent } from 'react'
import type { Box, LngLat, MiniMapProps } from './map-shape.ts'
import { boxAt, boxOf, outlinesOf } from './map-shape.ts'

const WIDTH = 600
const HEIGHT = 400

/** Without WebGL: borders and the point as plain drawing, true to scale within a town. */
export function SvgMap({ point, marks = [], areas, onPick }: MiniMapProps) {
  const box = (point && !onPick ? boxAt(point, 1_500) : boxOf(areas)) ?? boxAt(point ?? [120.6, 31.1], 4_000)
  const place = placing(box)
  const click = (event: MouseEvent<SVGSVGElement>): void => {
    const matrix = event.currentTarget.getScreenCTM()
    if (!onPick || !matrix) return
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
    onPick(place.back(at.x, at.y))
  }
  return (
    <svg className="mini-map-canvas" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} onClick={click} role="presentation">
      <rect width={WIDTH} height={HEIGHT} fill="#f2f0ea" />
      {areas.map((area) => (
        <g key={area.name}>
          {outlinesOf(area).map((ring, i) => (
            <polygon
              key={i}
              points={ring.map((at) => place.xy(at).join(',')).join(' ')}
              fill="#eef3e6"
              stroke="#7a8db0"
              strokeDasharray="4 3"
            />
          ))}
        </g>
      ))}
      {[...marks.map(({ point: at }) => at), ...(point ? [point] : [])].map((at) => {
        const [x, y] = place.xy(at)
        return <circle key={at.join()} cx={x} cy={y} r={8} fill={at === point ? '#c2152a' : '#1557c0'} stroke="#fff" strokeWidth={3} />
      })}
    </svg>
  )
}

/** Flat placing of a small box: one degree of longitude is shortened by the cosine of the latitude. */
function placing([west, south, east, north]: Box) {
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(WIDTH / ((east - west) * squeeze), HEIGHT / (north - south)) * 0.94
  const left = (WIDTH - (east - west) * squeeze * scale) / 2
  const top = (HEIGHT - (north - south) * scale) / 2
  return {
    xy: ([lng, lat]: LngLat): [number, number] => [left + (lng - west) * squeeze * scale, top + (north - lat) * scale],
    back: (x: number, y: number): [number, number] => [(x - left) / (squeeze * scale) + west, north - (y - top) / scale],
  }
}
