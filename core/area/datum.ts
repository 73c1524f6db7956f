import { z } from 'zod'
import type { Position } from './shape.ts'

/**
 * Which datum a coordinate is in. Everything inside is WGS84; the others exist at the doors only, and a geometry
 * carries its datum so that nothing is shifted twice (rules.md §8.4). CGCS2000 equals WGS84 to centimetres.
 */
export const Datum = z.enum(['WGS84', 'CGCS2000', 'GCJ02', 'BD09'], { error: '坐标系应为 WGS84、CGCS2000、GCJ02 或 BD09' })
export type Datum = z.infer<typeof Datum>

// The widely published constants of GCJ-02 (Krasovsky ellipsoid) and BD-09.
const A = 6_378_245
const EE = 0.006693421622965943
const BD_TURN = (Math.PI * 3000) / 180

/** GCJ-02 shifts nothing outside this box. It is the published rough one: neighbours inside it are shifted too. */
function isOutside([lng, lat]: Position): boolean {
  return lng < 72.004 || lng > 137.8347 || lat < 0.8293 || lat > 55.8271
}

const sin = (x: number) => Math.sin(x * Math.PI)
const ripple = (x: number) => ((20 * sin(6 * x) + 20 * sin(2 * x)) * 2) / 3

function latShift(x: number, y: number): number {
  const base = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x))
  return base + ripple(x) + ((20 * sin(y) + 40 * sin(y / 3)) * 2) / 3 + ((160 * sin(y / 12) + 320 * sin(y / 30)) * 2) / 3
}

function lngShift(x: number, y: number): number {
  const base = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x))
  return base + ripple(x) + ((20 * sin(x) + 40 * sin(x / 3)) * 2) / 3 + ((150 * sin(x / 12) + 300 * sin(x / 30)) * 2) / 3
}

/** What AMap, Tencent and the phones' map services show. */
export function wgs84ToGcj02(point: Position): Position {
  if (isOutside(point)) return [point[0], point[1]]
  const [lng, lat] = point
  const [x, y] = [lng - 105, lat - 35]
  const phi = (lat / 180) * Math.PI
  const magic = 1 - EE * Math.sin(phi) ** 2
  const dLat = (latShift(x, y) * 180) / (((A * (1 - EE)) / (magic * Math.sqrt(magic))) * Math.PI)
  const dLng = (lngShift(x, y) * 180) / ((A / Math.sqrt(magic)) * Math.cos(phi) * Math.PI)
  return [lng + dLng, lat + dLat]
}

/** Baidu's second shift on top of GCJ-02. */
export function gcj02ToBd09([x, y]: Position): Position {
  const radius = Math.sqrt(x * x + y * y) + 0.00002 * Math.sin(y * BD_TURN)
  const angle = Math.atan2(y, x) + 0.000003 * Math.cos(x * BD_TURN)
  return [radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006]
}

/**
 * Inverts a shift that changes slowly: guess, shift the guess, correct by the miss. Below 1e-10° (0.01 mm) in about
 * five rounds; the published one-step inverse is off by 0.1–2 m here (rules.md §8.4).
 */
function undo(shift: (point: Position) => Position, target: Position): Position {
  let [lng, lat] = target
  for (let round = 0; round < 10; round++) {
    const shifted = shift([lng, lat])
    const [missLng, missLat] = [target[0] - shifted[0], target[1] - shifted[1]]
    lng += missLng
    lat += missLat
    if (Math.abs(missLng) < 1e-10 && Math.abs(missLat) < 1e-10) break
  }
  return [lng, lat]
}

export const gcj02ToWgs84 = (point: Position): Position => undo(wgs84ToGcj02, point)
export const bd09ToGcj02 = (point: Position): Position => undo(gcj02ToBd09, point)
export const wgs84ToBd09 = (point: Position): Position => gcj02ToBd09(wgs84ToGcj02(point))
export const bd09ToWgs84 = (point: Position): Position => gcj02ToWgs84(bd09ToGcj02(point))

const toWgs84: Readonly<Record<Datum, (point: Position) => Position>> = {
  WGS84: ([lng, lat]) => [lng, lat],
  CGCS2000: ([lng, lat]) => [lng, lat],
  GCJ02: gcj02ToWgs84,
  BD09: bd09ToWgs84,
}
const fromWgs84: typeof toWgs84 = { ...toWgs84, GCJ02: wgs84ToGcj02, BD09: wgs84ToBd09 }

/** Carries a `[lng, lat]` from one datum to another; for a door, where the datum is declared. */
export function convertDatum(point: Position, from: Datum, to: Datum): Position {
  return from === to ? [point[0], point[1]] : fromWgs84[to](toWgs84[from](point))
}
