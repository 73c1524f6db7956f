import { type FieldMap, type LngLat, areasUnder, insideRings } from '#core/area/field/index.tsx'

/** A fix whose error reaches over a border: the person says which side it is. */
export interface Doubtful {
  readonly areas: readonly { readonly code: string; readonly name: string }[]
}

/** Which grids the place may lie in; undefined when it is clear. @param accuracy metres; undefined when pointed at by hand */
export function findDoubt(map: FieldMap | undefined, point: LngLat | undefined, accuracy: number | undefined): Doubtful | undefined {
  if (!map || !point || accuracy === undefined) return undefined
  const areas = areasUnder(map, [point[0], point[1]], accuracy)
  return areas.length > 1 ? { areas: areas.map(({ code, name }) => ({ code, name })) } : undefined
}

const METRES_PER_DEGREE = 111_320

/** The point closest to the fix that lies in the chosen area: the fix itself when it does. */
export function pointIn(map: FieldMap, code: string, point: LngLat, accuracy: number): [number, number] {
  const area = map.areas.find((a) => a.code === code)
  const squeeze = Math.cos((point[1] * Math.PI) / 180)
  if (!area) return [point[0], point[1]]
  for (let ring = 0; ring <= 20; ring++) {
    const away = (accuracy * ring) / 20 / METRES_PER_DEGREE
    for (let i = 0; i < 24; i++) {
      const angle = (i * Math.PI) / 12
      const at: [number, number] = [point[0] + (away * Math.cos(angle)) / squeeze, point[1] + away * Math.sin(angle)]
      if (insideRings(at, area.rings)) return at
    }
  }
  return [point[0], point[1]]
}
