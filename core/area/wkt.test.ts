import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { box, polygon } from './sample-town.ts'
import type { Shape } from './shape.ts'
import { formatWkt, parseWkt } from './wkt.ts'

describe('WKT', () => {
  it.each([
    [
      'POLYGON ((0 0, 1 0, 1 1, 0 0))',
      'Polygon',
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
    [
      'SRID=4490; polygon z((0 0 5,1e2 -.5 5,1 1 5,0 0 5))',
      'Polygon',
      [
        [
          [0, 0, 5],
          [100, -0.5, 5],
          [1, 1, 5],
          [0, 0, 5],
        ],
      ],
    ],
    [
      'MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))',
      'MultiPolygon',
      [
        [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
        [
          [
            [5, 5],
            [6, 5],
            [6, 6],
            [5, 5],
          ],
        ],
      ],
    ],
    ['POLYGON EMPTY', 'Polygon', []],
  ])('reads %s', (text, type, coordinates) => expect(parseWkt(text)).toEqual({ type, coordinates }))

  it.each([
    ['POINT (1 2)', 'WKT 的类型是 POINT，边界只能是 POLYGON 或 MULTIPOLYGON'],
    ['3205', '不是 WKT 文本'],
    ['POLYGON ((0 0, 1 x, 1 1, 0 0))', 'WKT 第 18 个字符处应为“经度 纬度”'],
    ['POLYGON ((0 0, 1 0, 1 1, 0 0)', 'WKT 第 30 个字符处应为“)”'],
    ['POLYGON ((0 0, 1 0, 1 1, 0 0)) x', 'WKT 第 32 个字符处多余的内容'],
  ])('refuses %s and says where', (text, message) => expect(() => parseWkt(text)).toThrow(message))

  it('reads back what it writes, to the last digit', () => {
    const degree = fc.double({ min: 73, max: 136, noNaN: true })
    const ring = fc.array(fc.tuple(degree, degree), { minLength: 4, maxLength: 6 })
    const part = fc.array(ring, { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
        const shape: Shape = parts.length > 1 ? { type: 'MultiPolygon', coordinates: parts } : { type: 'Polygon', coordinates: parts[0]! }
        expect(parseWkt(formatWkt(shape))).toEqual(shape)
      }),
    )
    expect(formatWkt(box(0, 0, 1, 1))).toBe('POLYGON ((120.6 30.9, 120.61 30.9, 120.61 30.91, 120.6 30.91, 120.6 30.9))')
    expect(
      formatWkt(
        polygon(
          [
            [0, 0],
            [1, 0],
            [1, 1],
          ],
          [
            [0.5, 0.2],
            [0.6, 0.3],
            [0.7, 0.2],
          ],
        ),
      ),
    ).toContain('), (')
  })
})
