import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intersect, subtract } from './overlay.ts'
import { relate } from './relate.ts'
import { box, polygon } from './sample-town.ts'

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

describe('relate', () => {
  it.each([
    ['neighbours with one border', box(0, 0, 1, 1), box(1, 0, 2, 1), 'apart'],
    ['neighbours at one corner', box(0, 0, 1, 1), box(1, 1, 2, 2), 'apart'],
    ['far apart', box(0, 0, 1, 1), box(5, 5, 6, 6), 'apart'],
    ['a lake and its island', ring, box(1, 1, 2, 2), 'apart'],
    ['a lake and a smaller island', box(1.2, 1.2, 1.8, 1.8), ring, 'apart'],
    ['a corner on an edge', box(0, 0, 1, 1), box(1, 0.5, 2, 1), 'unclear'],
    [
      'half a parent',
      box(0, 0, 1, 1),
      polygon([
        [0, 0],
        [1, 0],
        [2, 0],
        [2, 1],
        [1, 1],
        [0, 1],
      ]),
      'within',
    ],
    ['a child in the middle', box(1, 1, 2, 2), box(0, 0, 3, 3), 'within'],
    ['a parent in its child', box(0, 0, 3, 3), box(1, 1, 2, 2), 'unclear'],
    ['the same', box(0, 0, 1, 1), box(0, 0, 1, 1), 'within'],
    ['over the hole of a lake', box(0, 0, 3, 3), ring, 'unclear'],
    ['crossing', box(0, 0, 2, 2), box(1, 1, 3, 3), 'unclear'],
    [
      'through common corners',
      polygon([
        [0, 0],
        [2, 0],
        [1, 1],
      ]),
      polygon([
        [0, 0],
        [1, -1],
        [2, 0],
        [1, 2],
      ]),
      'within',
    ],
  ] as const)('%s', (_, a, b, answer) => expect(relate(a, b)).toBe(answer))

  it('never contradicts the cutting of polygons', () => {
    const corner = fc.integer({ min: 0, max: 4 })
    const triangle = fc.tuple(corner, corner, corner, corner, corner, corner).map(
      ([a, b, c, d, e, f]) =>
        [
          [a, b],
          [c, d],
          [e, f],
        ] as [number, number][],
    )
    const real = triangle.filter(([p, q, r]) => (q![0] - p![0]) * (r![1] - p![1]) !== (q![1] - p![1]) * (r![0] - p![0]))
    fc.assert(
      fc.property(real, real, (a, b) => {
        const [p, q] = [polygon(a), polygon(b)]
        const answer = relate(p, q)
        if (answer === 'apart') expect(intersect(p, q)).toEqual([])
        if (answer === 'within') expect(subtract(p, [q])).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
