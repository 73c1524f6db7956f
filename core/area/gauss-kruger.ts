import { z } from 'zod'
import type { Position } from './shape.ts'

/**
 * CGCS2000 3° Gauss–Krüger, central meridian 120° E (zone 40), as survey files use it (rules.md §8.4). The two differ
 * in the false easting only: 4528 puts the zone number before it.
 */
export const GaussKrugerCrs = z.enum(['EPSG:4549', 'EPSG:4528'], { error: '投影坐标系应为 EPSG:4549 或 EPSG:4528' })
export type GaussKrugerCrs = z.infer<typeof GaussKrugerCrs>

/** Metres; surveyors call `north` x and `east` y, which is why neither letter is used here. */
export interface Projected {
  readonly north: number
  readonly east: number
}

const A = 6_378_137
const F = 1 / 298.257222101
const E2 = F * (2 - F)
const E = Math.sqrt(E2)
const RAD = Math.PI / 180
const CENTRAL = 120
const falseEasting: Readonly<Record<GaussKrugerCrs, number>> = { 'EPSG:4549': 500_000, 'EPSG:4528': 40_500_000 }

// Krüger's series in the third flattening to n⁴; what is left out is below a nanometre inside the zone.
const n = F / (2 - F)
const RADIUS = (A / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64)
const forward = [
  n / 2 - (2 / 3) * n ** 2 + (5 / 16) * n ** 3 + (41 / 180) * n ** 4,
  (13 / 48) * n ** 2 - (3 / 5) * n ** 3 + (557 / 1440) * n ** 4,
  (61 / 240) * n ** 3 - (103 / 140) * n ** 4,
  (49561 / 161280) * n ** 4,
]
const backward = [
  n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3 - (1 / 360) * n ** 4,
  (1 / 48) * n ** 2 + (1 / 15) * n ** 3 - (437 / 1440) * n ** 4,
  (17 / 480) * n ** 3 - (37 / 840) * n ** 4,
  (4397 / 161280) * n ** 4,
]

/** Tangent of the conformal latitude for the tangent of a latitude. */
function conformal(tan: number): number {
  const sigma = Math.sinh(E * Math.atanh((E * tan) / Math.hypot(1, tan)))
  return tan * Math.hypot(1, sigma) - sigma * Math.hypot(1, tan)
}

/** `[lng, lat]` (CGCS2000 = WGS-84) → metres. Meant for the zone, 118.5–121.5° E; still under 1 mm off a zone beyond. */
export function toGaussKruger([lng, lat]: Position, crs: GaussKrugerCrs = 'EPSG:4549'): Projected {
  const tan = conformal(Math.tan(lat * RAD))
  const away = (lng - CENTRAL) * RAD
  const xi0 = Math.atan2(tan, Math.cos(away))
  const eta0 = Math.asinh(Math.sin(away) / Math.hypot(tan, Math.cos(away)))
  let [xi, eta] = [xi0, eta0]
  forward.forEach((c, i) => {
    const turn = 2 * (i + 1)
    xi += c * Math.sin(turn * xi0) * Math.cosh(turn * eta0)
    eta += c * Math.cos(turn * xi0) * Math.sinh(turn * eta0)
  })
  return { north: RADIUS * xi, east: falseEasting[crs] + RADIUS * eta }
}

/** Metres → `[lng, lat]`. */
export function fromGaussKruger({ north, east }: Projected, crs: GaussKrugerCrs = 'EPSG:4549'): Position {
  const xi1 = north / RADIUS
  const eta1 = (east - falseEasting[crs]) / RADIUS
  let [xi, eta] = [xi1, eta1]
  backward.forEach((c, i) => {
    const turn = 2 * (i + 1)
    xi -= c * Math.sin(turn * xi1) * Math.cosh(turn * eta1)
    eta -= c * Math.cos(turn * xi1) * Math.sinh(turn * eta1)
  })
  const target = Math.sin(xi) / Math.hypot(Math.sinh(eta), Math.cos(xi))
  // Newton on the conformal latitude (Karney 2011, eqs 19–21): two rounds reach machine precision.
  let tan = target
  for (let round = 0; round < 5; round++) {
    const at = conformal(tan)
    const step = ((target - at) / Math.hypot(1, at)) * ((1 + (1 - E2) * tan * tan) / ((1 - E2) * Math.hypot(1, tan)))
    tan += step
    if (Math.abs(step) < 1e-14) break
  }
  return [CENTRAL + Math.atan2(Math.sinh(eta), Math.cos(xi)) / RAD, Math.atan(tan) / RAD]
}

/** The projection a pair of survey metres is in, by its easting; undefined when it is neither (another zone, or swapped). */
export function findGaussKrugerCrs({ east }: Projected): GaussKrugerCrs | undefined {
  return GaussKrugerCrs.options.find((crs) => Math.abs(east - falseEasting[crs]) < 350_000)
}
