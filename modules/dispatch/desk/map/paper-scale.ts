import type { MapView } from '#platform/client/map/map-point.ts'

const EQUATOR = 40_075_016.686
/** Width of the picture on A3 landscape with its margins, metres. */
const PAPER = 0.396

/** The scale of a printed view: the ratio on A3 to two figures, and a bar of a round length as part of the picture's width. */
export function scaleOf({ center, zoom }: Pick<MapView, 'center' | 'zoom'>, width: number): { ratio: number; part: number; words: string } {
  const ground = (EQUATOR * Math.cos((center[1] * Math.PI) / 180) * width) / (512 * 2 ** zoom)
  const aim = ground / 6
  const power = 10 ** Math.floor(Math.log10(aim))
  const bar = [5, 2, 1].map((n) => n * power).find((length) => length <= aim) ?? power
  const ratio = Number((ground / PAPER).toPrecision(2))
  return { ratio, part: bar / ground, words: bar >= 1_000 ? `${bar / 1_000} 公里` : `${bar} 米` }
}
