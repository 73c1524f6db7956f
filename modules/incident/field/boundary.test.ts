import { describe, expect, test } from 'vitest'
import type { FieldMap } from '#core/area/field/index.tsx'
import { findDoubt, pointIn } from './boundary.ts'

const square = (code: string, name: string, west: number): FieldMap['areas'][number] => ({
  code,
  name,
  tier: 'grid',
  mine: code === 'A',
  rings: [
    [
      [west, 30.95],
      [west + 0.01, 30.95],
      [west + 0.01, 30.96],
      [west, 30.96],
      [west, 30.95],
    ],
  ],
})
const map: FieldMap = {
  own: [120.6, 30.95, 120.61, 30.96],
  box: [120.59, 30.94, 120.63, 30.97],
  areas: [square('A', '西格', 120.6), square('B', '东格', 120.61)],
  water: [],
  canals: [],
  roads: [],
  buildings: [],
  places: [],
}

describe('a fix near a border', () => {
  test('is asked about when its error reaches over', () => {
    expect(findDoubt(map, [120.6098, 30.955], 60)?.areas.map((a) => a.name)).toEqual(['西格', '东格'])
  })
  test('is not asked about well inside, nor when pointed at by hand, nor without a map', () => {
    expect(findDoubt(map, [120.605, 30.955], 60)).toBeUndefined()
    expect(findDoubt(map, [120.6098, 30.955], undefined)).toBeUndefined()
    expect(findDoubt(undefined, [120.6098, 30.955], 60)).toBeUndefined()
  })
  test('the chosen grid’s nearest point within the error stands for it; the right side already keeps its fix', () => {
    const east = pointIn(map, 'B', [120.6098, 30.955], 60)
    expect(east[0]).toBeGreaterThan(120.61)
    expect(east[0]).toBeLessThan(120.6105)
    expect(pointIn(map, 'A', [120.6098, 30.955], 60)).toEqual([120.6098, 30.955])
    expect(pointIn(map, 'nowhere', [120.6098, 30.955], 60)).toEqual([120.6098, 30.955])
  })
})
