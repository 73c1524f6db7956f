import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkShape } from './check-shape.ts'
import { repairShape } from './repair.ts'
import { at, box, polygon } from './sample-town.ts'
import type { Polygon, Shape } from './shape.ts'
import { mapPositions, partsOf } from './shape.ts'
import { areaOf } from './surface.ts'

const kinds = (shape: Shape) => checkShape(shape).map((fault) => fault.kind)

function ring(shape: Polygon, edit: (corners: [number, number][]) => [number, number][]): Polygon {
  return { type: 'Polygon', coordinates: [edit(shape.coordinates[0]!)] }
}

describe('repairShape', () => {
  it('leaves a good boundary alone', () => {
    const square = box(0, 0, 1, 1)
    const repair = repairShape(square)
    expect(repair).toEqual({ shape: square, changes: [], squareMetresBefore: areaOf(square), squareMetresAfter: areaOf(square) })
  })

  it('closes a ring', () => {
    const open = ring(box(0, 0, 1, 1), (corners) => corners.slice(0, -1))
    expect(kinds(open)).toEqual(['ring-unclosed'])
    expect(repairShape(open)).toMatchObject({ shape: box(0, 0, 1, 1), changes: ['1 个环补上首尾相接的一段'] })
  })

  it('solves a small loop at a corner and tells how the ground changes', () => {
    const loop = polygon([
      [0, 0],
      [1, 0],
      [1, 1],
      [0.01, 1],
      [-0.01, 1.02],
      [-0.01, 1],
      [0.01, 1.02],
    ])
    expect(kinds(loop)).toContain('self-intersection')
    const repair = repairShape(loop)
    expect(repair.refused).toBeUndefined()
    expect(checkShape(repair.shape!)).toEqual([])
    expect(repair.changes[0]).toBe('解开自相交和重叠的边')
    expect(repair.squareMetresAfter).not.toBe(repair.squareMetresBefore)
  })

  it('refuses a bow tie: nobody can say which ground is meant', () => {
    const repair = repairShape(
      polygon([
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
      ]),
    )
    expect(repair.shape).toBeUndefined()
    expect(repair.refused).toContain('变化超过 1%，无法判断原意')
    expect(repair.refused).toContain('东经 120.60500°、北纬 30.90500°')
  })

  it('joins pieces that share a border and drops a piece given twice', () => {
    const [west, east] = [box(0, 0, 1, 1).coordinates, box(1, 0, 2, 1).coordinates]
    const touching: Shape = { type: 'MultiPolygon', coordinates: [west, east, west] }
    expect(checkShape(touching)[0]!.text).toContain('几块之间共边或重叠')
    const repair = repairShape(touching)
    expect(repair.changes).toEqual(['去掉 1 块完全重复的', '解开自相交和重叠的边', '由 2 块变为 1 块'])
    expect(repair.squareMetresAfter).toBeCloseTo(areaOf(box(0, 0, 2, 1)), 0)
  })

  it('drops a stunted hole but cannot help a boundary that is only two points', () => {
    const stunted = polygon(
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
      [
        [0.5, 0.5],
        [0.6, 0.6],
      ],
    )
    expect(repairShape(stunted)).toMatchObject({ shape: box(0, 0, 1, 1), changes: ['去掉 1 个围不成面的环'] })
    expect(
      repairShape(
        polygon([
          [0, 0],
          [1, 0],
        ]),
      ).refused,
    ).toContain('不足 3 个不同的点')
  })

  it('turns swapped coordinates round, with consent like any other repair', () => {
    const swapped = mapPositions(box(0, 0, 1, 1), ([x, y]) => [y, x])
    expect(checkShape(swapped)).toMatchObject([{ kind: 'swapped', repairable: true }])
    expect(repairShape(swapped)).toMatchObject({ shape: box(0, 0, 1, 1), changes: ['经度、纬度互换'] })
  })

  it.each([
    [[600_000, 3_400_000], '高斯–克吕格'],
    [[12, 5], '不在中国范围内'],
  ])('refuses coordinates at %j', ([x, y], words) => {
    const away = mapPositions(box(0, 0, 1, 1), ([lng, lat]) => [lng - 120.6 + x!, lat - 30.9 + y!])
    expect(repairShape(away).refused).toContain(words)
  })

  it('turns rings the standard way round without asking', () => {
    const clockwise = ring(box(0, 0, 1, 1), (corners) => corners.toReversed())
    expect(checkShape(clockwise)).toMatchObject([{ kind: 'orientation', severity: 'note' }])
    expect(repairShape(clockwise).changes).toEqual([])
    expect(areaOf(repairShape(clockwise).shape!)).toBe(areaOf(clockwise))
  })

  it('never returns a boundary that still has a fault, whatever it is given', () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 })).map(([x, y]) => at(x / 8, y / 8))
    const rough = fc.array(fc.array(corner, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(rough, { minLength: 1, maxLength: 3 }), (parts) => {
        const repair = repairShape({ type: 'MultiPolygon', coordinates: parts })
        if (!repair.shape) return repair.refused !== undefined && repair.refused.length > 10
        const change = Math.abs(repair.squareMetresAfter - repair.squareMetresBefore)
        return (
          checkShape(repair.shape).length === 0 &&
          partsOf(repair.shape).length > 0 &&
          change <= 0.01 * Math.max(repair.squareMetresAfter, repair.squareMetresBefore)
        )
      }),
      { numRuns: 150, seed: 20_260_701 },
    )
  })
})

it('measures a square on the ellipsoid', () => {
  // 0.01° × 0.01° at 30.905° N: N·cos φ·Δλ × M·Δφ with N 6383799.7, M 6352250.6 gives 1 059 884 m².
  expect(areaOf(box(0, 0, 1, 1))).toBeCloseTo(1_059_900, -3)
})
