import type { FieldMap } from '../field-map.ts'
import type { LngLat } from './place-words.ts'

/** Drawing units per degree of latitude: about a metre. */
const UNIT = 111_320

/** A plane for one map: x east and y down in metres from the south-west, so that a stroke of 3 is three metres. */
export interface Plane {
  readonly xy: (point: LngLat) => readonly [number, number]
  readonly at: (x: number, y: number) => [number, number]
  readonly width: number
  readonly height: number
}

export function planeOf({ box: [west, south, east, north] }: Pick<FieldMap, 'box'>): Plane {
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  return {
    xy: ([lng, lat]) => [(lng - west) * squeeze * UNIT, (north - lat) * UNIT],
    at: (x, y) => [x / UNIT / squeeze + west, north - y / UNIT],
    width: (east - west) * squeeze * UNIT,
    height: (north - south) * UNIT,
  }
}

/** The ground as a few paths, made once per map: panning only moves the window over them. */
export interface DrawnMap {
  readonly areas: readonly {
    readonly code: string
    readonly name: string
    readonly mine: boolean
    readonly low: boolean
    readonly d: string
    readonly middle: readonly [number, number]
  }[]
  readonly water: string
  readonly canals: string
  readonly mainRoads: string
  readonly lanes: string
  readonly buildings: string
  readonly names: readonly { readonly name: string; readonly x: number; readonly y: number }[]
}

export function drawMap(map: FieldMap, { xy }: Plane): DrawnMap {
  const run = (line: readonly LngLat[], close: boolean): string =>
    line.length === 0
      ? ''
      : `M${line
          .map((p) =>
            xy(p)
              .map((n) => n.toFixed(1))
              .join(' '),
          )
          .join('L')}${close ? 'z' : ''}`
  const all = (lines: readonly (readonly LngLat[])[], close: boolean): string => lines.map((line) => run(line, close)).join('')
  const lowest = map.areas.some((a) => a.tier === 'micro') ? 'micro' : 'grid'
  return {
    areas: map.areas.map((area) => {
      const points = (area.rings[0] ?? []).map(xy)
      const xs = points.map(([x]) => x)
      const ys = points.map(([, y]) => y)
      return {
        code: area.code,
        name: area.name,
        mine: area.mine,
        low: area.tier === lowest,
        d: all(area.rings, true),
        middle: [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2],
      }
    }),
    water: all(map.water, true),
    canals: all(map.canals, false),
    mainRoads: all(
      map.roads.filter((r) => r.main).map((r) => r.line),
      false,
    ),
    lanes: all(
      map.roads.filter((r) => !r.main).map((r) => r.line),
      false,
    ),
    buildings: all(map.buildings, true),
    names: map.places.map(({ name, point }) => ({ name, x: xy(point)[0], y: xy(point)[1] })),
  }
}
