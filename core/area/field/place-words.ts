import { metresBetween } from '#platform/client/field/fixes.ts'
import { type FieldMap, areasUnder } from '../field-map.ts'

export type LngLat = readonly [number, number]

/** A name further off than this is another place. Metres. */
const NEAR = 120

/** What people call the place: the nearest known name with its distance when it matters, else the grid. */
export function placeWords(map: FieldMap | undefined, point: LngLat): string {
  if (!map) return ''
  let best: { name: string; metres: number } | undefined
  for (const place of map.places) {
    const metres = metresBetween(point, place.point)
    if (metres < (best?.metres ?? NEAR)) best = { name: place.name, metres }
  }
  if (best) return best.metres < 30 ? best.name : `${best.name}附近`
  return gridWords(map, point)
}

/** The lowest area of the point, with its village: `听橹社区第1网格`; `辖区地图以外` beyond what the phone holds. */
export function gridWords(map: FieldMap, point: LngLat): string {
  return areasUnder(map, [point[0], point[1]], 0)[0]?.name ?? '辖区地图以外'
}
