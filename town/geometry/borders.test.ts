import { describe, expect, it } from 'vitest'
import { assembleRings, traceBorders } from './borders.ts'
import { findConflicts } from './segment-conflicts.ts'
import { apportion } from './seeds.ts'
import { tidyLabels } from './tidy-labels.ts'

/** A small labelled raster from rows of digits, northmost first. */
function raster(...rows: string[]) {
  const labels = Int16Array.from([...rows].reverse().join(''), Number)
  return { labels, raster: { cell: 1, columns: rows[0]!.length, rows: rows.length, values: new Uint8Array(labels.length) } }
}

describe('borders of a labelled raster', () => {
  it('runs from meeting point to meeting point and closes one ring per district', () => {
    const { raster: ground, labels } = raster('000000', '011220', '011220', '033330', '000000')
    const { arcs } = traceBorders(ground, labels)
    const rings = assembleRings(arcs, (label) => label)
    expect([...rings.keys()].sort()).toEqual([1, 2, 3])
    expect(rings.get(3)![0]).toHaveLength(2 * (4 + 1))
    expect(assembleRings(arcs, (label) => (label === 0 ? 0 : 1)).get(1)![0]).toHaveLength(2 * (4 + 3))
  })

  it('mends districts that touch themselves in a corner or lie in two pieces', () => {
    const { labels, raster: ground } = raster('0000000', '0111220', '0222110', '0222130', '0033330', '0000000')
    tidyLabels(labels, ground.columns, [[0, 1, 1, 1]])
    const rings = assembleRings(traceBorders(ground, labels).arcs, (label) => label)
    for (const list of rings.values()) expect(list).toHaveLength(1)
  })
})

describe('conflicts of a planar graph', () => {
  const spots = [
    [0, 0],
    [10, 0],
    [5, 5],
    [5, -5],
    [20, 0],
  ] as [number, number][]
  it('finds crossings and overlaps, not common ends', () => {
    expect(
      findConflicts(
        [
          [0, 1],
          [2, 3],
        ],
        spots,
      ),
    ).toHaveLength(2)
    expect(
      findConflicts(
        [
          [0, 1],
          [0, 4],
        ],
        spots,
      ),
    ).toHaveLength(2)
    expect(
      findConflicts(
        [
          [0, 1],
          [1, 4],
        ],
        spots,
      ),
    ).toHaveLength(0)
  })
})

describe('apportion', () => {
  it('gives out exactly the total and nobody less than the least', () => {
    const shares = apportion(378, [5, 1, 1, 90, 3], 3)
    expect(shares.reduce((a, b) => a + b, 0)).toBe(378)
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(3)
  })
})
