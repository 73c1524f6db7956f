import { describe, expect, test } from 'vitest'
import { defaultCalendar } from '#core/calendar/contract.ts'
import { defaultSetting } from './setting.ts'
import { arrivalOf, bookableDays, clockText, minuteOfDay, slotBegins, slotsOf } from './slots.ts'

// A Monday.
const day = '2026-11-23'
const begins = slotBegins(day, 9 * 60 + 30)

test('slots fill the office hours and end with them', () => {
  const slots = slotsOf(defaultCalendar, day, 30)
  expect(slots.map(clockText)[0]).toBe(defaultCalendar.officeHours[0]![0])
  for (const [from, to] of defaultCalendar.officeHours) {
    expect(slots.map(clockText)).toContain(from)
    expect(slots.map(clockText)).not.toContain(to)
  }
  expect(slotsOf(defaultCalendar, '2026-11-22', 30)).toEqual([])
})

test('the coming workdays, today with them', () => {
  const days = bookableDays(defaultCalendar, '2026-11-20', defaultSetting)
  expect(days).toEqual(['2026-11-20', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'])
  expect(bookableDays(defaultCalendar, day, { booking: { ...defaultSetting.booking, days: 0 } })).toEqual([])
})

describe('±15 minutes (rules.md §5.7)', () => {
  const minute = 60_000
  test.each([
    [-15 * minute - 1, 'early'],
    [-15 * minute, 'in-time'],
    [15 * minute, 'in-time'],
    [15 * minute + 1, 'late'],
  ] as const)('%i ms off the slot is %s', (off, expected) => {
    expect(arrivalOf(day, 9 * 60 + 30, 15, begins + off)).toBe(expected)
  })
})

test('minutes are those of China', () => {
  expect(minuteOfDay(Date.parse('2026-11-23T01:30:00Z'))).toBe(9 * 60 + 30)
  expect(minuteOfDay(Date.parse('2026-11-22T16:00:00Z'))).toBe(0)
  expect(clockText(0)).toBe('00:00')
})
