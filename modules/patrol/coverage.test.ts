import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { destinationFrom, distanceBetween } from '#core/area/contract.ts'
import { SIGHT, cellAt, cellsOf, groundCovered, middleOf, troddenCells } from './coverage.ts'
import { defaultFrequencies, frequencyWords, nextDue } from './frequency.ts'
import { compareKilometres } from './kilometres.ts'
import { runsOn, weekdayOf, windowsOf } from './plan.ts'
import { fixOf, timeOf } from './tracker.ts'
import { findObjectCode } from './object.ts'

const square = (lng: number, lat: number, side: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [lng, lat],
      [lng + side, lat],
      [lng + side, lat + side],
      [lng, lat + side],
      [lng, lat],
    ] as [number, number][],
  ],
})
const field = square(120.6, 30.95, 0.01)
const anywhere = fc.tuple(fc.double({ min: 120.59, max: 120.62, noNaN: true }), fc.double({ min: 30.94, max: 30.97, noNaN: true }))

describe('coverage of the ground', () => {
  test('grows with every point, stays between nothing and all', () => {
    fc.assert(
      fc.property(fc.array(anywhere, { maxLength: 40 }), anywhere, (track, more) => {
        const before = groundCovered(field, track)
        const after = groundCovered(field, [...track, more])
        expect(after).toBeGreaterThanOrEqual(before)
        expect(after).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('a walk over every cell covers all; nobody covers nothing; a track elsewhere nothing', () => {
    expect(groundCovered(field, cellsOf(field).map(middleOf))).toBe(1)
    expect(groundCovered(field, [])).toBe(0)
    expect(groundCovered(field, [[121, 31]])).toBe(0)
  })

  test('a trodden cell is the own one or in sight', () => {
    fc.assert(
      fc.property(anywhere, (point) => {
        const own = cellAt(point)
        for (const cell of troddenCells([point]))
          expect((cell.x === own.x && cell.y === own.y) || distanceBetween(point, middleOf(cell)) <= SIGHT).toBe(true)
      }),
    )
  })

  test('a hole belongs to nobody', () => {
    const holed = { ...field, coordinates: [field.coordinates[0]!, square(120.602, 30.952, 0.006).coordinates[0]!] }
    expect(cellsOf(holed).length).toBeLessThan(cellsOf(field).length)
    expect(
      cellsOf({ type: 'MultiPolygon', coordinates: [field.coordinates, square(120.62, 30.95, 0.01).coordinates] }).length,
    ).toBeGreaterThan(cellsOf(field).length)
  })
})

describe('frequencies of rules §2.6', () => {
  test.each([
    ['key-place', '2026-07-15', '2026-07-18', '每周 2 次'],
    ['household', '2026-01-01', '2026-07-02', '每半年 1 次'],
    ['key-person', '2026-07-15', '2026-08-14', '每月 1 次'],
  ] as const)('%s seen %s is due by %s', (kind, last, due, words) => {
    expect(nextDue(defaultFrequencies[kind], last)).toBe(due)
    expect(frequencyWords(defaultFrequencies[kind])).toBe(words)
  })
})

describe('plans', () => {
  test('a window is cut evenly and without gaps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), (times) => {
        const windows = windowsOf({ windowFrom: '08:30', windowTo: '17:30', times })
        expect(windows[0]!.from).toBe(510)
        expect(windows.at(-1)!.to).toBe(1050)
        windows.slice(1).forEach(({ from }, k) => expect(from).toBe(windows[k]!.to))
      }),
    )
  })

  test('it runs on its weekdays between its days', () => {
    expect(weekdayOf('2026-11-22')).toBe(7)
    const plan = { weekdays: [7], fromDay: '2026-11-16', toDay: '2026-11-28', active: true }
    expect(['2026-11-15', '2026-11-21', '2026-11-22', '2026-11-29'].map((day) => runsOn(plan, day))).toEqual([false, false, true, false])
    expect(runsOn({ ...plan, active: false }, '2026-11-22')).toBe(false)
  })
})

describe('kilometres', () => {
  test.each([
    [30, 28_500, 1_200, 0.3, '相符'],
    [40, 28_500, 0, 11.5, '里程表多于轨迹，请核实'],
    [20, 28_500, 0, -8.5, '里程表少于轨迹，请核实读数'],
    [12, 0, 0, 12, '没有轨迹，请核实定位设备'],
    [0.4, 300, 0, 0.1, '里程太短，不作比较'],
  ])('odometer %d km, track %d m and %d m across gaps', (odometer, track, gap, difference, words) => {
    expect(compareKilometres(odometer, track, gap)).toMatchObject({ difference, words })
  })
})

describe('trackers', () => {
  const now = new Date('2026-07-15T01:00:00Z')
  test('the protocol’s times', () => {
    expect(timeOf('1784077200')?.toISOString()).toBe('2026-07-15T01:00:00.000Z')
    expect(timeOf('1784077200000')?.toISOString()).toBe('2026-07-15T01:00:00.000Z')
    expect(timeOf('2026-07-15T01:00:00Z')?.toISOString()).toBe('2026-07-15T01:00:00.000Z')
    expect(timeOf('yesterday')).toBeUndefined()
  })
  test('knots become metres a second, dilution a guess of metres', () => {
    const fix = fixOf({ id: 'k', lat: 30.95, lon: 120.6, timestamp: '1784077200', speed: 10, hdop: 2, bearing: 90 }, now)
    expect(fix).toMatchObject({ place: [120.6, 30.95], accuracy: 10, heading: 90, mocked: false })
    expect(fix.speed).toBeCloseTo(5.14, 2)
  })
})

test('a scanned text is ours or it is not', () => {
  expect(findObjectCode('sihe:o/SHOP-0001')).toBe('SHOP-0001')
  expect(findObjectCode('https://town.example/m/objects/SHOP-0001')).toBe('SHOP-0001')
  expect(findObjectCode('https://evil.example/x')).toBeUndefined()
  const [lng, lat] = destinationFrom([120.6, 30.95], 0, 10)
  expect(lng).toBeCloseTo(120.6)
  expect(lat).toBeGreaterThan(30.95)
})
