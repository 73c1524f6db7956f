import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkAreas } from './check.ts'
import { checkShape } from './check-shape.ts'
import { area, at, box, polygon, sampleTown } from './sample-town.ts'
import type { Position, Shape } from './shape.ts'
import { bboxOf, ringsOf } from './shape.ts'
import { mergeShapes, splitShape } from './split.ts'
import { areaOf } from './surface.ts'
import type { Drawn } from './vertex.ts'
import { addVertices, moveVertex, removeVertex } from './vertex.ts'
import { redrawArea, retireArea } from './version.ts'

const town = () => sampleTown()
const withDrawn = (drawn: Drawn[]) =>
  town()
    .map((a) => ({ ...a, ...drawn.find((d) => d.code === a.code) }))
    .map((a) => ({ ...a, bbox: bboxOf(a.geometry) }))
const has = (shape: Shape, [x, y]: Position) =>
  ringsOf(shape)
    .flat()
    .some((p) => p[0] === x && p[1] === y)

describe('moving a corner', () => {
  it('moves it in every neighbour, so that the town still tiles', () => {
    // The corner where both villages, two grids and four micro-grids meet the middle line.
    const changed = moveVertex(town(), at(2, 1), at(2.2, 1.1))
    expect(changed.map((a) => a.code).toSorted()).toEqual([
      '320999100201',
      '320999100201002',
      '320999100201002001',
      '320999100201002002',
      '320999100202',
      '320999100202001',
      '320999100202001001',
      '320999100202001002',
    ])
    expect(checkAreas(withDrawn(changed), '2026-06-15')).toEqual([])
    expect(changed.every((a) => has(a.geometry, at(2.2, 1.1)))).toBe(true)
  })

  it('leaves alone what lies elsewhere', () => {
    expect(moveVertex(town(), at(2.5, 0.5), at(2.6, 0.5))).toEqual([])
  })

  it('takes a corner out again, but never the third last', () => {
    const bent = withDrawn(moveVertex(town(), at(2, 1), at(2.2, 1.1)))
    const straight = removeVertex(
      bent.filter((a) => a.tier === 'grid'),
      at(2.2, 1.1),
    )
    // Corners given to the straight border beside the moved one stay; the ground is as it was.
    expect(straight.map((a) => a.code)).toEqual(['320999100201002', '320999100202001'])
    for (const { code, geometry } of straight) {
      const before = town().find((a) => a.code === code)!.geometry
      expect(areaOf(geometry)).toBeCloseTo(areaOf(before), 3)
      expect(bboxOf(geometry)).toEqual(bboxOf(before))
    }
    const triangle = {
      code: 'T',
      geometry: polygon([
        [0, 0],
        [1, 0],
        [0, 1],
      ]),
    }
    expect(removeVertex([triangle], at(1, 0))).toEqual([])
  })
})

describe('splitting and merging', () => {
  it('cuts a grid in two along a line that ends a little short, and tells the neighbours', () => {
    const grid = town().find((a) => a.code === '320999100201002')!
    const { pieces, corners } = splitShape(grid.geometry, [at(1.001, 0.5), at(1.999, 0.7)])
    expect(pieces).toHaveLength(2)
    expect(areaOf(pieces[0]!) + areaOf(pieces[1]!)).toBeCloseTo(areaOf(grid.geometry), 0)
    expect(corners).toHaveLength(2)
    const neighbours = addVertices(
      town().filter((a) => a.tier === 'grid' && a.code !== grid.code),
      corners,
    )
    expect(neighbours.filter((a) => corners.some((corner) => has(a.geometry, corner))).map((a) => a.code)).toEqual([
      '320999100201001',
      '320999100202001',
    ])
  })

  it('cuts along a bent line, and round a hole', () => {
    const ring = polygon(
      [
        [0, 0],
        [3, 0],
        [3, 3],
        [0, 3],
      ],
      [
        [1, 1],
        [1, 2],
        [2, 2],
        [2, 1],
      ],
    )
    const { pieces } = splitShape(ring, [at(-0.1, 1.5), at(0.5, 1.4), at(1.5, 1.5), at(3.1, 1.6)])
    expect(pieces).toHaveLength(2)
    expect(pieces.flatMap((piece) => checkShape(piece))).toEqual([])
    expect(pieces.reduce((sum, piece) => sum + areaOf(piece), 0)).toBeCloseTo(areaOf(ring), 0)
  })

  it('says so when the line misses', () => {
    for (const line of [[at(5, 5), at(6, 6)], [at(0.5, 0.5), at(0.6, 0.6)], [at(0.5, 0.5)]])
      expect(() => splitShape(box(0, 0, 1, 1), line)).toThrow('分割线没有把这个区域分成两块')
  })

  it('merges neighbours, fills the hair between them and keeps the corners of third areas', () => {
    const west = polygon([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0.5],
    ])
    const east = polygon([
      [1.000001, 0],
      [2, 0],
      [2, 1],
      [1.000001, 1],
      [1, 0.5],
    ])
    const merged = mergeShapes([west, east])
    expect(merged.type).toBe('Polygon')
    expect(merged.coordinates).toHaveLength(1)
    expect(has(merged, at(0, 0.5))).toBe(true)
    expect(() => mergeShapes([box(0, 0, 1, 1), box(2, 0, 3, 1)])).toThrow('选中的区域不相邻')
    expect(() => mergeShapes([box(0, 0, 1, 1), box(1, 1, 2, 2)])).toThrow('选中的区域不相邻')
  })

  it('merging what was split gives the ground back', () => {
    const y = fc.integer({ min: 1, max: 99 }).map((n) => n / 100)
    fc.assert(
      fc.property(y, y, y, (a, b, c) => {
        const { pieces } = splitShape(box(0, 0, 1, 1), [at(-0.2, a), at(0.5, b), at(1.2, c)])
        expect(pieces).toHaveLength(2)
        const merged = mergeShapes(pieces)
        expect(checkShape(merged)).toEqual([])
        expect(areaOf(merged)).toBeCloseTo(areaOf(box(0, 0, 1, 1)), 0)
      }),
      { numRuns: 100 },
    )
  })
})

describe('a new version', () => {
  const grid = area({ code: '320999100201001', tier: 'grid', parent: '320999100201', id: 'old' })

  it('ends the old one the day it begins and leaves it otherwise untouched', () => {
    const { closed, opened } = redrawArea(grid, { geometry: box(0, 0, 2, 1) }, '2026-07-01', () => 'new')
    expect(closed).toEqual([{ ...grid, validTo: '2026-07-01' }])
    expect(opened).toEqual([{ ...grid, id: 'new', geometry: box(0, 0, 2, 1), bbox: bboxOf(box(0, 0, 2, 1)), validFrom: '2026-07-01' }])
  })

  it('can only begin inside the life of the old one', () => {
    const ended = { ...grid, validTo: '2026-06-01' }
    for (const [old, from] of [
      [grid, '2025-01-01'],
      [grid, '2024-06-01'],
      [ended, '2026-07-01'],
    ] as const)
      expect(() => redrawArea(old, {}, from, () => 'new')).toThrow('area.date-order')
    expect(retireArea(grid, '2026-07-01')).toEqual({ closed: [{ ...grid, validTo: '2026-07-01' }], opened: [] })
  })
})
