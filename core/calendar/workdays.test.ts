import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Fault } from '#platform/contract/problem.ts'
import { firstDayOf, formatDay } from './days.ts'
import { TownCalendar, addDays, addDaysRoll, addWorkdays, countWorkdays, defaultCalendar, endOfDay, endOfOffice } from './contract.ts'
import { isOfficeOpen, isWorkday, stateCouncilCalendar } from './contract.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
const calendar = stateCouncilCalendar

function faultOf(run: () => unknown): Fault {
  try {
    run()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('rules.md §8.8', () => {
  test.each([
    ['2025-01-24', 5, '2025-02-07'],
    ['2025-09-26', 7, '2025-10-13'],
    ['2025-09-30', 1, '2025-10-09'],
    ['2025-12-31', 1, '2026-01-04'],
    ['2026-01-30', 20, '2026-03-05'],
    ['2026-02-10', 20, '2026-03-16'],
    ['2026-02-13', 5, '2026-02-27'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2026-09-18', 7, '2026-09-29'],
    ['2026-09-24', 10, '2026-10-15'],
  ])('addWorkdays %s + %i = %s', (start, n, result) => {
    expect(addWorkdays(calendar, start, n)).toBe(result)
    expect(countWorkdays(calendar, start, result)).toBe(n)
  })

  test.each([
    ['2026-02-01', 15, '2026-02-16', '2026-02-24'],
    ['2026-02-08', 15, '2026-02-23', '2026-02-24'],
    ['2026-01-05', 90, '2026-04-05', '2026-04-07'],
    ['2026-09-20', 15, '2026-10-05', '2026-10-08'],
    ['2025-09-22', 15, '2025-10-07', '2025-10-09'],
    ['2025-07-10', 90, '2025-10-08', '2025-10-09'],
  ])('addDaysRoll %s + %i = %s, rolled %s', (start, n, raw, rolled) => {
    expect(addDaysRoll(calendar, start, n)).toEqual({ raw, rolled })
  })

  test.each([
    [2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]],
    [2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]],
  ])('working days of each month of %i', (year, expected) => {
    const months = Array.from({ length: 12 }, () => 0)
    for (let day = firstDayOf(year); day < firstDayOf(year + 1); day++) {
      const date = formatDay(day)
      if (isWorkday(calendar, date)) months[Number(date.slice(5, 7)) - 1]!++
    }
    expect(months).toEqual(expected)
    expect(months.reduce((a, b) => a + b)).toBe(248)
  })
})

test('a raw date that is a workday is not moved', () => {
  expect(addDaysRoll(calendar, '2026-03-02', 1)).toEqual({ raw: '2026-03-03', rolled: '2026-03-03' })
})

test('0 keeps a workday and moves a day off on; a day off may start a count; negative counts back', () => {
  expect(addWorkdays(calendar, '2026-01-04', 0)).toBe('2026-01-04')
  expect(addWorkdays(calendar, '2026-10-03', 0)).toBe('2026-10-08')
  expect(addWorkdays(calendar, '2026-10-03', 1)).toBe('2026-10-08')
  expect(addWorkdays(calendar, '2026-10-08', -1)).toBe('2026-09-30')
  expect(addWorkdays(calendar, '2026-10-10', -3)).toBe('2026-09-30')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})

test('a year that is not loaded is refused by name, in both directions', () => {
  const beyond = faultOf(() => addWorkdays(calendar, '2026-12-31', 1))
  expect(beyond).toMatchObject({ code: 'calendar.year-missing', status: 422, more: { extra: { year: 2027 } } })
  expect(beyond.toProblem().detail).toBe('尚未载入2027年的工作日历，无法推算时限')
  expect(faultOf(() => addWorkdays(calendar, '2025-01-02', -2)).more.extra).toEqual({ year: 2024 })
  expect(faultOf(() => isWorkday(calendar, '2024-06-01')).more.extra).toEqual({ year: 2024 })
  expect(faultOf(() => countWorkdays(calendar, '2026-12-01', '2027-01-05')).more.extra).toEqual({ year: 2027 })
  expect(faultOf(() => addDaysRoll(calendar, '2026-12-30', 15)).more.extra).toEqual({ year: 2027 })
  // Pure day arithmetic needs no calendar.
  expect(addDays('2030-12-31', 1)).toBe('2031-01-01')
})

test('a gap between loaded years is not stepped over', () => {
  const { '2025': only2025 } = calendar.years
  const gapped = { ...calendar, years: { '2023': { source: '', holidays: [], makeup: [] }, '2025': only2025! } }
  expect(faultOf(() => addWorkdays(gapped, '2023-12-29', 1)).more.extra).toEqual({ year: 2024 })
  expect(addWorkdays(gapped, '2025-09-30', 1)).toBe('2025-10-09')
})

test.each(['2026-02-30', '2026-13-01', '2026-1-1', '', '20260101', '2025-02-29'])('“%s” is not a date', (text) => {
  expect(faultOf(() => addDays(text, 1)).code).toBe('calendar.date-invalid')
})

test('the end of a period: midnight, or the end of office hours in person', () => {
  expect(endOfDay('2026-02-27')).toBe(at('2026-02-28T00:00'))
  expect(endOfOffice(calendar, '2026-02-27')).toBe(at('2026-02-27T17:30'))
})

test.each([
  ['2026-02-13T08:30', true],
  ['2026-02-13T08:29:59', false],
  ['2026-02-13T11:30', false],
  ['2026-02-13T17:29:59', true],
  ['2026-02-14T10:00', true],
  ['2026-02-15T10:00', false],
  ['2026-10-06T10:00', false],
])('office open at %s: %s', (text, open) => {
  expect(isOfficeOpen(calendar, at(text))).toBe(open)
})

test('the shipped calendars pass their own schema', () => {
  expect(TownCalendar.parse(stateCouncilCalendar)).toEqual(stateCouncilCalendar)
  expect(TownCalendar.parse(defaultCalendar)).toEqual(defaultCalendar)
})

test.each([
  [
    'a holiday of another year',
    { years: { '2026': { source: '', holidays: [{ name: '元旦', from: '2026-12-31', to: '2027-01-01' }], makeup: [] } } },
    '2027-01-01不属于2026年',
  ],
  [
    'a holiday that ends first',
    { years: { '2026': { source: '', holidays: [{ name: '元旦', from: '2026-01-03', to: '2026-01-01' }], makeup: [] } } },
    '放假结束日期早于开始日期',
  ],
  ['a day that does not exist', { years: { '2026': { source: '', holidays: [], makeup: ['2026-02-30'] } } }, '没有这一天'],
  ['no office hours', { officeHours: [] }, '至少填写一段办公时间'],
  ['a window that ends first', { officeHours: [['11:30', '08:30']] }, '结束应晚于开始'],
  [
    'windows that overlap',
    {
      officeHours: [
        ['08:30', '12:00'],
        ['11:00', '17:00'],
      ],
    },
    '不重叠',
  ],
  ['a time that does not exist', { officeHours: [['08:30', '25:00']] }, '“08:30”这样的格式'],
])('the schema refuses %s and says so', (_what, change, message) => {
  const result = TownCalendar.safeParse({ ...stateCouncilCalendar, ...change })
  expect(result.error?.issues.map((issue) => issue.message).join()).toContain(message)
})

// Real data stays outside the repository: a fresh clone has none and says so.
const published = new URL('../../../shared/data/calendar/chinese-days.json', import.meta.url)
describe.skipIf(!existsSync(published))('against chinese-days 1.5.7 (needs ../shared/data/calendar)', () => {
  test.each([2025, 2026])('every day of %i', (year) => {
    const data = JSON.parse(readFileSync(published, 'utf8')) as { holidays: Record<string, string>; workdays: Record<string, string> }
    for (let day = firstDayOf(year); day < firstDayOf(year + 1); day++) {
      const date = formatDay(day)
      const weekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
      const open = date in data.workdays || (!weekend && !(date in data.holidays))
      expect([date, isWorkday(calendar, date)]).toEqual([date, open])
    }
  })
})
