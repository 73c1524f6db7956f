import { describe, expect, it } from 'vitest'
import { readPlaces, readPlacesInText, roadTail, sameName } from './places.ts'
import type { Door } from './places.ts'

describe('readPlaces', () => {
  it.each<[string, Door[]]>([
    ['中山路118号', [{ road: '中山路', lane: '', number: 118 }]],
    ['中山路１１８號門口', [{ road: '中山路', lane: '', number: 118 }]],
    ['215221江苏省苏州市吴江区四河镇镇南路9号', [{ road: '镇南路', lane: '', number: 9 }]],
    ['光明路三段1078巷37号', [{ road: '光明路', lane: '3/1078/', number: 37 }]],
    ['河西村通港大道20-3号', [{ road: '通港大道', lane: '', number: 20 }]],
    ['老街12弄5号', [{ road: '老街', lane: '//12', number: 5 }]],
    ['平安路', [{ road: '平安路', lane: '' }]],
    ['该路段路面有坑', []],
    ['马路边的路灯', []],
    ['工厂旁边的道路', []],
    ['', []],
  ])('doors of %s', (text, doors) => expect(readPlaces(text).doors).toEqual(doors))

  it('knows one corner by either order of its roads', () => {
    const one = readPlaces('中山路与人民路交叉口').crossings
    expect(one).toHaveLength(1)
    expect(readPlaces('人民路、中山路路口').crossings).toEqual(one)
    expect(readPlaces('四河镇人民路靠近中山路').crossings).toEqual(one)
  })
  it('reads named spots without what stands before them', () => {
    expect(readPlaces('河滨公园南门').spots).toEqual(['河滨公园'])
    expect(readPlaces('对面幸福小区').spots).toEqual(['幸福小区'])
    expect(readPlaces('公园').spots).toEqual([])
  })
  it('reads numbers painted on lamps, poles and lids', () => {
    expect(readPlaces('路灯编号：L-0231').assets).toEqual(['l-0231'])
    expect(readPlaces('a12号灯杆旁').assets).toEqual(['a12'])
    expect(readPlaces('中山路118号').assets).toEqual([])
  })
})

it('in running text takes only doors with a number, and spots', () => {
  const { doors, crossings, spots, whole } = readPlacesInText('我在中山路118号门口，从人民路过来，业主都去了幸福小区')
  expect(doors).toEqual([{ road: '中山路', lane: '', number: 118 }])
  expect(crossings).toEqual([])
  expect(spots).toEqual(['幸福小区'])
  expect(whole).toBe('')
})

it('takes names as one when one ends the other', () => {
  expect(sameName('仁美里美山路', '美山路')).toBe(true)
  expect(sameName('美山路', '南山路')).toBe(false)
  expect(sameName('山路', '美山路')).toBe(false)
  expect(roadTail('凯旋二路')).toBe('旋二路')
})
