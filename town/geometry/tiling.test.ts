import { intersection } from 'polyclip-ts'
import { describe, expect, it } from 'vitest'
import { insideRing, makeGeometry, toSpot } from './index.ts'
import type { Polygon, Position } from './index.ts'
import { ringArea } from './plane.ts'
import { segmentsTouch } from './segment-conflicts.ts'

const town = makeGeometry()
const area = (polygon: Polygon): number => ringArea(polygon.coordinates[0]!.slice(0, -1).map(toSpot))
const sum = (polygons: readonly Polygon[]): number => polygons.reduce((total, polygon) => total + area(polygon), 0)

/** Directed border pieces that no neighbour walks the other way: of an exact tiling only the common rim is left. */
function rim(polygons: readonly Polygon[]): string[] {
  const edges = new Set<string>()
  for (const { coordinates } of polygons) {
    const ring = coordinates[0]!
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!.join(), ring[i]!.join()]
      if (!edges.delete(`${b} ${a}`)) edges.add(`${a} ${b}`)
    }
  }
  return [...edges].sort()
}

const levels = [
  ['villages in the town', [[{ geometry: town.outline }, town.villages]]],
  [
    'basic grids in each village',
    town.villages.map((village) => [village, town.grids.filter(({ villageCode }) => villageCode === village.code)]),
  ],
  ['micro-grids in each basic grid', town.grids.map((grid) => [grid, town.microGrids.filter(({ gridCode }) => gridCode === grid.code)])],
  [
    'villages of each police grid',
    town.policeGrids.map((beat) => [beat, town.villages.filter(({ code }) => beat.villageCodes.includes(code))]),
  ],
] as const satisfies readonly (readonly [string, readonly (readonly [{ geometry: Polygon }, readonly { geometry: Polygon }[]])[]])[]

const everyDistrict = [...town.villages, ...town.grids, ...town.microGrids, ...town.policeGrids]

describe('the cut of the town', () => {
  it('has the promised numbers', () => {
    expect(town.villages.filter(({ kind }) => kind === 'village')).toHaveLength(21)
    expect(town.villages.filter(({ kind }) => kind === 'community')).toHaveLength(7)
    expect([town.grids.length, town.microGrids.length, town.professionalGrids.length, town.policeGrids.length]).toEqual([70, 378, 20, 6])
    expect(area(town.outline) / 1e6).toBeCloseTo(133.5, 1)
    expect(town.villages.reduce((people, { population }) => people + population, 0)).toBe(128_000)
    expect(town.microGrids.reduce((people, { population }) => people + population, 0)).toBe(128_000)
  })

  it.each(levels)('tiles exactly: %s', (_, families) => {
    for (const [parent, children] of families) {
      expect(children.length).toBeGreaterThan(0)
      // Every vertex shared, every border walked once from each side, nothing but the parent's own ring left over.
      expect(rim(children.map(({ geometry }) => geometry))).toEqual(rim([parent.geometry]))
      expect(sum(children.map(({ geometry }) => geometry)) / area(parent.geometry)).toBeCloseTo(1, 6)
    }
  })

  it('lets no two neighbours overlap, by polygon clipping', () => {
    for (const one of town.microGrids.filter((_, k) => k % 9 === 0)) {
      for (const two of town.microGrids) {
        if (one === two || !touching(one.geometry, two.geometry)) continue
        const common = intersection(one.geometry.coordinates as [number, number][][], two.geometry.coordinates as [number, number][][])
        const overlap = common.flat().reduce((total, ring) => total + Math.abs(ringArea(ring.map(([x, y]) => toSpot([x, y])))), 0)
        expect(overlap).toBeLessThan(0.5)
      }
    }
  })

  it('has simple, closed, counter-clockwise rings without slivers', () => {
    const faulty = (bad: (district: (typeof everyDistrict)[number]) => boolean): string[] =>
      everyDistrict.filter(bad).map(({ code }) => code)
    const ringOf = ({ geometry }: { geometry: Polygon }): Position[] => geometry.coordinates[0]!
    expect(faulty(({ geometry }) => geometry.coordinates.length !== 1)).toEqual([])
    expect(faulty((district) => String(ringOf(district)[0]) !== String(ringOf(district).at(-1)))).toEqual([])
    expect(faulty((district) => new Set(ringOf(district).map(String)).size !== ringOf(district).length - 1)).toEqual([])
    expect(faulty((district) => selfTouches(ringOf(district)))).toEqual([])
    expect(faulty(({ geometry }) => area(geometry) < 10_000)).toEqual([])
    expect(town.microGrids.filter(({ geometry }) => roundness(geometry) < 0.12).map(({ code }) => code)).toEqual([])
  })

  it('puts each label inside its district', () => {
    expect(everyDistrict.filter(({ label, geometry }) => !insideRing(label, geometry.coordinates[0]!)).map(({ code }) => code)).toEqual([])
  })
})

describe('codes', () => {
  it('follow the division code and grid code rules', () => {
    for (const { code, kind } of town.villages) expect(code).toMatch(kind === 'village' ? /^3205991012\d\d$/ : /^32059910100[1-7]$/)
    for (const { code, villageCode } of town.grids) expect(code).toMatch(new RegExp(`^${villageCode}0\\d\\d000$`))
    for (const { code, gridCode } of town.microGrids) expect(code).toMatch(new RegExp(`^${gridCode.slice(0, 15)}0(?!00)\\d\\d$`))
    for (const { code, villageCode } of town.professionalGrids) expect(code).toMatch(new RegExp(`^${villageCode}5\\d\\d000$`))
    const codes = [...everyDistrict, ...town.professionalGrids].map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('number grids without gaps, the first one in the north', () => {
    for (const village of town.villages) {
      const grids = town.grids.filter(({ villageCode }) => villageCode === village.code)
      expect(grids.map(({ code }) => Number(code.slice(12, 15)))).toEqual(grids.map((_, k) => k + 1))
      expect(grids[0]!.label[1]).toBeGreaterThanOrEqual(Math.min(...grids.map(({ label }) => label[1])))
    }
  })
})

function touching(one: Polygon, two: Polygon): boolean {
  const vertices = new Set(one.coordinates[0]!.map(String))
  return two.coordinates[0]!.some((position) => vertices.has(String(position)))
}

function selfTouches(ring: readonly Position[]): boolean {
  const spots = ring.slice(0, -1).map(([lng, lat]): Position => [Math.round((lng - 120.64) * 1e6), Math.round((lat - 30.97) * 1e6)])
  const at = (k: number): Position => spots[k % spots.length]!
  for (let i = 0; i < spots.length; i++) {
    for (let j = i + 2; j < spots.length; j++) {
      if ((j + 1) % spots.length !== i && segmentsTouch(at(i), at(i + 1), at(j), at(j + 1))) return true
    }
  }
  return false
}

/** 1 for a circle, near 0 for a sliver. */
function roundness(polygon: Polygon): number {
  const spots = polygon.coordinates[0]!.map(toSpot)
  const length = spots.slice(1).reduce((total, spot, k) => total + Math.hypot(spot[0] - spots[k]![0], spot[1] - spots[k]![1]), 0)
  return (4 * Math.PI * area(polygon)) / length ** 2
}
