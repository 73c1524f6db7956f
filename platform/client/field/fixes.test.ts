import { describe, expect, test } from 'vitest'
import { type Fix, findOddities, metresBetween } from './fixes.ts'

const now = 1_764_000_000_000
const at = (seconds: number, lng = 120.64, lat = 30.97, accuracy = 8): Fix => ({ point: [lng, lat], accuracy, at: now + seconds * 1000 })

describe('doubts about a position', () => {
  test('a walk with a trembling receiver raises none', () => {
    const walk = Array.from({ length: 10 }, (_, i) => at(i * 5, 120.64 + i * 0.00007, 30.97 + (i % 3) * 0.000004, 6 + (i % 4)))
    expect(findOddities(walk, now + 45_000)).toEqual([])
  })
  test('a patrol car at 80 km/h raises none', () => {
    expect(findOddities([at(0), at(10, 120.6423), at(20, 120.6446)], now + 20_000)).toEqual([])
  })
  test('a jump over the town in two seconds', () => {
    expect(findOddities([at(0), at(2, 120.7)], now)).toEqual(['位置突然跳动，快过任何车辆'])
  })
  test('a coarse fix that comes to its senses is no jump', () => {
    expect(findOddities([at(0, 120.66, 30.97, 3_000), at(3)], now)).toEqual([])
  })
  test('an error of nothing at all', () => {
    expect(findOddities([at(0, 120.64, 30.97, 0)], now)).toEqual(['定位误差为 0，可能是模拟定位'])
  })
  test('the same digits for half a minute', () => {
    expect(findOddities([at(0), at(15), at(30)], now + 30_000)).toEqual(['坐标长时间一位不差，可能是模拟定位'])
  })
  test('a position whose own clock is another', () => {
    expect(findOddities([at(-3 * 3600)], now)).toEqual(['定位时间与手机时间相差 5 分钟以上'])
  })
  test('nothing known, nothing doubted', () => expect(findOddities([], now)).toEqual([]))
})

test('metres: a thousandth of a degree of latitude is 111', () => {
  expect(metresBetween([120.64, 30.97], [120.64, 30.971])).toBeCloseTo(111.2, 0)
})
