import { wgs84ToGcj02 } from './datum.ts'

export interface TileAt {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** Fractional tile numbers of a place (web mercator, y from the north). */
function tileOf([lng, lat]: readonly [number, number], z: number): [number, number] {
  const rad = (lat * Math.PI) / 180
  const n = 2 ** z
  return [((lng + 180) / 360) * n, ((1 - Math.log(Math.tan(rad) + 1 / Math.cos(rad)) / Math.PI) / 2) * n]
}

function middleOf({ z, x, y }: TileAt): [number, number] {
  const n = 2 ** z
  const turn = Math.PI * (1 - (2 * (y + 0.5)) / n)
  return [((x + 0.5) / n) * 360 - 180, (Math.atan(Math.sinh(turn)) * 180) / Math.PI]
}

/**
 * How far, in pixels of a 256 px tile, a GCJ-02 picture of this tile's ground lies right of and below our tile. The shift changes by
 * less than a pixel within a tile from z 9 on, so the middle's speaks for the whole of it.
 */
export function gcjShift(tile: TileAt): [dx: number, dy: number] {
  const there = tileOf(wgs84ToGcj02(middleOf(tile)), tile.z)
  return [Math.round((there[0] - tile.x - 0.5) * 256), Math.round((there[1] - tile.y - 0.5) * 256)]
}

/** Which provider tiles cover ours after the shift, and where each is laid in it, in pixels. */
export function coveringTiles(tile: TileAt, [dx, dy]: readonly [number, number]): { tile: TileAt; left: number; top: number }[] {
  const [left, top] = [tile.x * 256 + dx, tile.y * 256 + dy]
  const xs = [...new Set([Math.floor(left / 256), Math.floor((left + 255) / 256)])]
  const ys = [...new Set([Math.floor(top / 256), Math.floor((top + 255) / 256)])]
  return xs.flatMap((x) => ys.map((y) => ({ tile: { z: tile.z, x, y }, left: x * 256 - left, top: y * 256 - top })))
}
