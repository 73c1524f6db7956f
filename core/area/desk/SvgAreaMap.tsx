import type { MouseEvent } from 'react'
import type { Area, Bbox, Position } from '../contract.ts'
import { partsOf } from '../shape.ts'
import type { AreaMapProps } from './area-map-props.ts'
import { tierLooks, tierOrder } from './tier-looks.ts'

const WIDTH = 900
const HEIGHT = 640

/** Without WebGL: the borders as a plain drawing that can be read and clicked, but not edited. */
export function SvgAreaMap({ areas, tiers, chosen, point, marks, focus, onPick }: AreaMapProps) {
  const box = focus ?? areas.find(({ tier }) => tier === 'town')?.bbox ?? areas[0]?.bbox ?? [120.5, 30.9, 120.7, 31]
  const { xy, back } = placing(box)
  const path = (geometry: Area['geometry']): string =>
    partsOf(geometry)
      .flat()
      .map((ring) => `M${ring.map((at) => xy(at).join(' ')).join('L')}Z`)
      .join('')
  const click = (event: MouseEvent<SVGSVGElement>): void => {
    const matrix = event.currentTarget.getScreenCTM()
    if (!matrix) return
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
    onPick(back(at.x, at.y))
  }
  const shown = tierOrder.filter((tier) => tiers.includes(tier))
  return (
    <svg className="area-map-canvas" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} onClick={click} role="presentation">
      <rect width={WIDTH} height={HEIGHT} fill="#f2f0ea" />
      {shown.flatMap((tier) =>
        areas
          .filter((area) => area.tier === tier)
          .map((area) => (
            <path
              key={area.id}
              d={path(area.geometry)}
              fill={chosen.includes(area.code) ? '#1c66c9' : '#ffffff'}
              fillOpacity={chosen.includes(area.code) ? 0.25 : 0}
              fillRule="evenodd"
              stroke={tierLooks[tier].color}
              strokeWidth={tierLooks[tier].width}
              {...(tierLooks[tier].dash ? { strokeDasharray: tierLooks[tier].dash.join(' ') } : {})}
            />
          )),
      )}
      {areas
        .filter(({ tier, code }) => (tier === 'village' && tiers.includes(tier)) || chosen.includes(code))
        .map(({ id, name, bbox: [west, south, east, north] }) => {
          const [x, y] = xy([(west + east) / 2, (south + north) / 2])
          return (
            <text key={id} x={x} y={y} fontSize={11} textAnchor="middle" fill="#12233a" stroke="#fff" strokeWidth={2.5} paintOrder="stroke">
              {name}
            </text>
          )
        })}
      {marks.map((shape, i) => (
        <path key={i} d={path(shape)} fill="#c2152a" fillOpacity={0.35} stroke="#c2152a" strokeWidth={2} />
      ))}
      {point && <circle cx={xy(point)[0]} cy={xy(point)[1]} r={7} fill="#c2152a" stroke="#fff" strokeWidth={3} />}
    </svg>
  )
}

/** Flat placing of a small box: one degree of longitude is shortened by the cosine of the latitude. */
function placing([west, south, east, north]: Bbox) {
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(WIDTH / ((east - west) * squeeze), HEIGHT / (north - south)) * 0.94
  const [left, top] = [(WIDTH - (east - west) * squeeze * scale) / 2, (HEIGHT - (north - south) * scale) / 2]
  return {
    xy: ([lng, lat]: Position): [number, number] => [
      Number((left + (lng - west) * squeeze * scale).toFixed(1)),
      Number((top + (north - lat) * scale).toFixed(1)),
    ],
    back: (x: number, y: number): Position => [(x - left) / (squeeze * scale) + west, north - (y - top) / scale],
  }
}
