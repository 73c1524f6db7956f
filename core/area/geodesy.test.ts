import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  EARTH_RADIUS,
  bearingBetween,
  bearingWords,
  boxAround,
  destinationFrom,
  directionWords,
  distanceBetween,
  distanceWords,
} from './geodesy.ts'
import type { Position } from './shape.ts'

const here: Position = [120.64, 30.97]

test('the distance vector of rules.md §8.4', () => {
  expect(distanceBetween(here, [120.65, 30.98])).toBeCloseTo(1464.706, 3)
  expect(distanceBetween(here, here)).toBe(0)
  expect(distanceBetween([0, 0], [180, 0])).toBeCloseTo(Math.PI * 6371008.8, 3)
})

test.each<[Position, string, number]>([
  [[120.64, 30.98], '北', 0],
  [[120.65, 30.98], '东北', 40.6],
  [[120.65, 30.97], '东', 90],
  [[120.65, 30.96], '东南', 139.4],
  [[120.64, 30.96], '南', 180],
  [[120.63, 30.96], '西南', 220.6],
  [[120.63, 30.97], '西', 270],
  [[120.63, 30.98], '西北', 319.4],
])('%o lies %s', (there, words, degrees) => {
  const bearing = bearingBetween(here, there)
  expect(bearing).toBeCloseTo(degrees, 1)
  expect(bearingWords(bearing)).toBe(words)
})

test.each([
  [22.4, '北'],
  [22.6, '东北'],
  [337.4, '西北'],
  [337.6, '北'],
  [360, '北'],
  [-45, '西北'],
])('%d° is %s', (degrees, words) => expect(bearingWords(degrees)).toBe(words))

test.each([
  [7.6, '8米'],
  [64, '64米'],
  [347, '350米'],
  [994, '990米'],
  [996, '1公里'],
  [1464.7, '1.5公里'],
  [12000, '12公里'],
])('%d m is said %s', (metres, words) => expect(distanceWords(metres)).toBe(words))

test('a place said from another', () => {
  expect(directionWords(here, destinationFrom(here, 45, 350))).toBe('东北方向350米')
  expect(directionWords(here, here)).toBe('原地')
})

describe('properties', () => {
  const point = fc.tuple(fc.double({ min: 73, max: 135, noNaN: true }), fc.double({ min: 3, max: 54, noNaN: true }))
  const metres = fc.double({ min: 1, max: 50_000, noNaN: true })

  test('going there covers the distance, on the bearing', () => {
    fc.assert(
      fc.property(point, fc.double({ min: 0, max: 359, noNaN: true }), metres, (start, bearing, far) => {
        const end = destinationFrom(start, bearing, far)
        expect(distanceBetween(start, end)).toBeCloseTo(far, 3)
        const turn = Math.abs(bearingBetween(start, end) - bearing)
        expect(Math.min(turn, 360 - turn)).toBeLessThan(1e-3)
      }),
    )
  })

  test('the box holds the whole circle and touches it', () => {
    fc.assert(
      fc.property(point, metres, fc.double({ min: 0, max: 360, noNaN: true }), (centre, far, bearing) => {
        const [west, south, east, north] = boxAround(centre, far)
        const [lng, lat] = destinationFrom(centre, bearing, far)
        expect(lng >= west - 1e-9 && lng <= east + 1e-9 && lat >= south - 1e-9 && lat <= north + 1e-9).toBe(true)
        expect(distanceBetween(centre, [centre[0], north])).toBeCloseTo(far, 3)
        const widest = Math.asin(Math.sin((centre[1] * Math.PI) / 180) / Math.cos(far / EARTH_RADIUS))
        expect(distanceBetween(centre, [east, (widest * 180) / Math.PI])).toBeCloseTo(far, 3)
      }),
    )
  })
})
