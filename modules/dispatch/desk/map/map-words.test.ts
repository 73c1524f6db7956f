import { expect, test } from 'vitest'
import { scaleOf } from './paper-scale.ts'
import { searchTarget } from './search-target.ts'
import { areaOfRing, areaText, lengthOf, lengthWords } from './use-drawing.ts'

test('a hit of the search is a case, an area, a place, or nothing on the map', () => {
  expect(searchTarget('/cases/abc')).toEqual({ kind: 'case', id: 'abc' })
  expect(searchTarget('/areas?code=320599101201')).toEqual({ kind: 'area', id: '320599101201' })
  expect(searchTarget('/areas?point=120.64,30.97')).toEqual({ kind: 'point', at: [120.64, 30.97], id: '' })
  for (const path of ['/areas', '/areas?point=x,y', '/people/7', '/cases']) expect(searchTarget(path)).toBeUndefined()
})

test('a kilometre is a kilometre, a hectare fifteen 亩', () => {
  const degree = 1_000 / 111_195
  const square: [number, number][] = [
    [0, 0],
    [degree, 0],
    [degree, degree],
    [0, degree],
  ]
  expect(lengthWords(lengthOf([square[0]!, square[1]!]))).toBe('1.00 公里')
  expect(areaOfRing(square) / 1e6).toBeCloseTo(1, 1)
  expect(areaText(10_000)).toBe('1.00 公顷（15 亩）')
  expect([lengthWords(356.4), areaText(50), areaOfRing(square.slice(0, 2))]).toEqual(['356 米', '50 平方米（0.1 亩）', 0])
})

test('the bar on paper has a round length and the part of the width that it says', () => {
  const { words, part, ratio } = scaleOf({ center: [120.6, 31], zoom: 14 }, 1_200)
  const ground = (40_075_016.686 * Math.cos((31 * Math.PI) / 180) * 1_200) / (512 * 2 ** 14)
  expect(words).toMatch(/^[125]0* (?:米|公里)$/u)
  expect(part * ground).toBeCloseTo(words.endsWith('公里') ? Number.parseFloat(words) * 1_000 : Number.parseFloat(words), 3)
  expect(ratio).toBeGreaterThan(ground / 0.4 / 1.1)
})
