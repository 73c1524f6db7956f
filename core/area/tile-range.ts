import type { Bbox } from './shape.ts'

/** The tiles of a town begin where it is a few pixels wide; beyond the last the browser stretches them. */
export const tileZooms = { min: 7, max: 15 } as const

const column = (lng: number, zoom: number): number => Math.floor(((lng + 180) / 360) * 2 ** zoom)
const row = (lat: number, zoom: number): number => {
  const rad = (lat * Math.PI) / 180
  return Math.floor(((1 - Math.log(Math.tan(rad) + 1 / Math.cos(rad)) / Math.PI) / 2) * 2 ** zoom)
}

/** Whether a tile (Web Mercator, y from the north) touches a box. */
export function tileTouches([west, south, east, north]: Bbox, zoom: number, x: number, y: number): boolean {
  return x >= column(west, zoom) && x <= column(east, zoom) && y >= row(north, zoom) && y <= row(south, zoom)
}
