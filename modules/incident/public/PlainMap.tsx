import { type MouseEvent, useMemo, useState } from 'react'
import { type LngLat, type MapArea, boxOf, outlinesOf } from '#platform/client/desk/map-shape.ts'

interface PlainMapProps {
  readonly base: Readonly<Record<string, unknown>>
  readonly areas: readonly MapArea[]
  readonly point: LngLat | undefined
  readonly height: number
  readonly pick: (point: LngLat) => void
}

interface Shape {
  readonly geometry: { readonly type: string; readonly coordinates: unknown }
  readonly properties?: { readonly kind?: string }
}
const shapesOf = (value: unknown): readonly Shape[] =>
  value && typeof value === 'object' && 'features' in value && Array.isArray(value.features) ? (value.features as Shape[]) : []

/** Every run of positions in a geometry of any depth. */
function runs(coordinates: unknown): LngLat[][] {
  if (!Array.isArray(coordinates) || coordinates.length === 0) return []
  if (Array.isArray(coordinates[0]) && typeof coordinates[0][0] === 'number') return [coordinates as LngLat[]]
  return coordinates.flatMap(runs)
}

const ZOOMS = [1, 2, 4, 8, 16]

/** Water, roads and villages as a plain drawing with two zoom buttons: works where there is no WebGL at all. */
export function PlainMap({ base, areas, point, height, pick }: PlainMapProps) {
  const [zoom, setZoom] = useState(0)
  const box = boxOf(areas) ?? [120.5, 30.9, 120.7, 31.1]
  const [west, south, east, north] = box
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const [wide, high] = [(east - west) * squeeze, north - south]
  const xy = ([lng, lat]: LngLat): string => `${((lng - west) * squeeze * 1e4).toFixed(1)} ${((north - lat) * 1e4).toFixed(1)}`
  const drawn = useMemo(() => {
    const path = (shapes: readonly Shape[], close: boolean) =>
      shapes
        .map(({ geometry }) =>
          runs(geometry.coordinates)
            .map((run) => `M${run.map(xy).join('L')}${close ? 'z' : ''}`)
            .join(''),
        )
        .join('')
    const roads = shapesOf(base['roads'])
    const streets = roads.filter(({ properties }) => properties?.kind === 'street')
    const main = roads.filter(({ properties }) => properties?.kind !== 'street' && properties?.kind !== 'lane')
    return {
      villages: areas.map((area) => ({
        name: area.name,
        d: outlinesOf(area)
          .map((ring) => `M${ring.map(xy).join('L')}z`)
          .join(''),
      })),
      water: path([...shapesOf(base['rivers']), ...shapesOf(base['lakes'])], true),
      canals: path(shapesOf(base['canals']), false),
      roads: path(main, false),
      streets: path(streets, false),
    }
    // oxlint-disable-next-line react/exhaustive-deps -- the placing follows from the areas
  }, [base, areas])

  const scale = ZOOMS[zoom]!
  const [across, down] = [(wide * 1e4) / scale, (high * 1e4) / scale]
  const [x = 0, y = 0] = point ? xy(point).split(' ').map(Number) : [wide * 5e3, high * 5e3]
  const view = `${x - across / 2} ${y - down / 2} ${across} ${down}`
  const tap = (event: MouseEvent<SVGSVGElement>) => {
    const matrix = event.currentTarget.getScreenCTM()
    if (!matrix) return
    const at = event.currentTarget.createSVGPoint()
    at.x = event.clientX
    at.y = event.clientY
    const spot = at.matrixTransform(matrix.inverse())
    pick([spot.x / 1e4 / squeeze + west, north - spot.y / 1e4])
  }
  const stroke = across / 400
  return (
    <div className="plain-map" style={{ height }}>
      <svg viewBox={point || zoom > 0 ? view : `0 0 ${wide * 1e4} ${high * 1e4}`} onClick={tap} role="presentation">
        {drawn.villages.map(({ name, d }) => (
          <path key={name} d={d} fill="#eef3e6" stroke="#7a8db0" strokeWidth={stroke} strokeDasharray={`${stroke * 4} ${stroke * 3}`} />
        ))}
        <path d={drawn.water} fill="#bfdcf5" />
        <path d={drawn.canals} fill="none" stroke="#9cc7ec" strokeWidth={stroke * 1.5} />
        {zoom > 1 && <path d={drawn.streets} fill="none" stroke="#c9b48a" strokeWidth={stroke * 1.5} />}
        <path d={drawn.roads} fill="none" stroke="#b98c3d" strokeWidth={stroke * 2} />
        {areas.map((area) => {
          const ring = outlinesOf(area)[0] ?? []
          const middle: LngLat = [
            ring.reduce((sum, p) => sum + p[0], 0) / ring.length,
            ring.reduce((sum, p) => sum + p[1], 0) / ring.length,
          ]
          const [tx, ty] = xy(middle).split(' ')
          const lngs = ring.map(([lng]) => lng)
          const room = (Math.max(...lngs) - Math.min(...lngs)) * squeeze * 1e4
          // A name wider than its village would lie on its neighbour's.
          if (room < (area.name.length * across) / 32) return null
          return (
            <text key={area.name} x={tx} y={ty} fontSize={across / 32} textAnchor="middle" fill="#2d3a50">
              {area.name}
            </text>
          )
        })}
        {point && <circle cx={x} cy={y} r={across / 50} fill="#c2152a" stroke="#fff" strokeWidth={across / 150} />}
      </svg>
      <div className="plain-map-zoom">
        <button type="button" aria-label="放大" disabled={zoom === ZOOMS.length - 1} onClick={() => setZoom(zoom + 1)}>
          ＋
        </button>
        <button type="button" aria-label="缩小" disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
          －
        </button>
      </div>
    </div>
  )
}
