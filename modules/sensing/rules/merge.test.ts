import { describe, expect, test } from 'vitest'
import { gather, isSameAlarm, metresBetween, middleOf, queuePlace, worseLevel } from './merge.ts'

describe('the same alarm again', () => {
  const minute = 60_000
  test.each([
    ['nobody looked yet', { state: 'pending', caseClosed: false, end: 0 }, 99_999 * minute, true],
    ['its case is open', { state: 'case', caseClosed: false, end: 0 }, 99_999 * minute, true],
    ['its case was closed long ago', { state: 'case', caseClosed: true, end: 0 }, 11 * minute, false],
    ['called false a moment ago', { state: 'false', caseClosed: false, end: 0 }, 10 * minute, true],
    ['called false an hour ago', { state: 'false', caseClosed: false, end: 0 }, 60 * minute, false],
    ['noted and still lasting', { state: 'noted', caseClosed: false, end: undefined }, 60 * minute, true],
  ] as const)('%s', (_, last, onset, same) => {
    expect(isSameAlarm(last, onset, 10)).toBe(same)
  })
})

test('the queue: worse before newer, newer before older', () => {
  const places = [queuePlace('critical', 1), queuePlace('alarm', 2e12), queuePlace('alarm', 1e12), queuePlace('warning', 2e12)]
  expect(places.toSorted((a, b) => a - b)).toEqual(places)
  expect(places.every(Number.isSafeInteger)).toBe(true)
  expect([worseLevel('warning', 'critical'), worseLevel('alarm', 'warning')]).toEqual(['critical', 'alarm'])
})

describe('an area alarm', () => {
  const lid = (n: number) => ({ id: `l${n}`, device_id: `d${n}`, place: [120.6 + n * 0.001, 30.95] as [number, number] })
  test('five within 500 m make one, four do not, those farther off stay out', () => {
    const five = [0, 1, 2, 3, 4].map(lid)
    expect(gather(five[4]!, five.slice(0, 4)).length).toBe(5)
    expect(gather(five[4]!, five.slice(1, 4))).toEqual([])
    expect(gather(lid(9), five)).toEqual([])
    const twice = five.slice(0, 4).map((one) => ({ ...one, device_id: 'd0' }))
    expect(gather(five[4]!, twice)).toEqual([])
    expect(middleOf(five)[0]).toBeCloseTo(120.602, 9)
  })
  test('metres', () => {
    expect(metresBetween([120.6, 30.95], [120.601, 30.95])).toBeCloseTo(95.4, 0)
  })
})
