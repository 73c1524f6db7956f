import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR, addLimit, defaultCalendar, elapsed, findDue, remaining, stateCouncilCalendar } from './contract.ts'
import type { Limit, LimitUnit, Span, TownCalendar } from './contract.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
const calendar = stateCouncilCalendar
const due = (start: string, n: number, unit: LimitUnit, pauses: Span[] = []) =>
  new Date(addLimit(calendar, at(start), { n, unit }, pauses) + 8 * HOUR).toISOString().slice(0, 16)

describe('工作时', () => {
  test.each([
    // features.md 1.1.2: sent on Friday 17:50 with two working hours.
    ['an ordinary Friday evening', '2026-03-06T17:50', 2, '2026-03-09T10:30'],
    ['a Friday before a make-up Saturday', '2026-02-13T17:50', 2, '2026-02-14T10:30'],
    ['a Friday before a make-up Sunday', '2026-09-18T17:50', 2, '2026-09-20T10:30'],
    ['the evening before National Day', '2026-09-30T17:50', 2, '2026-10-08T10:30'],
    ['inside the morning', '2026-03-06T08:30', 2, '2026-03-06T10:30'],
    ['across lunch', '2026-03-06T11:00', 1, '2026-03-06T14:00'],
    ['during lunch', '2026-03-06T12:10', 1, '2026-03-06T14:30'],
    ['ending on the closing bell', '2026-03-06T15:30', 2, '2026-03-06T17:30'],
    ['ending on the lunch bell', '2026-03-06T08:30', 3, '2026-03-06T11:30'],
    ['a whole day', '2026-03-06T08:30', 7, '2026-03-06T17:30'],
    ['before opening', '2026-03-06T03:00', 0.5, '2026-03-06T09:00'],
    ['on a holiday', '2026-10-03T10:00', 1, '2026-10-08T09:30'],
    ['over New Year with a make-up Sunday', '2025-12-31T16:30', 2, '2026-01-04T09:30'],
  ])('%s', (_what, start, n, end) => expect(due(start, n, 'working-hour')).toBe(end))
})

describe('工作日: same clock time on the next workday', () => {
  test.each([
    ['inside office hours', '2026-03-05T10:00', 1, '2026-03-06T10:00'],
    ['over a weekend', '2026-03-06T16:00', 1, '2026-03-09T16:00'],
    ['over Spring Festival', '2026-02-14T10:00', 1, '2026-02-24T10:00'],
    ['sent after closing: counts from the next opening', '2026-03-06T17:50', 1, '2026-03-10T08:30'],
    ['sent during lunch: counts from the afternoon', '2026-03-05T12:00', 1, '2026-03-06T13:30'],
    ['sent at the opening bell', '2026-03-05T08:30', 1, '2026-03-06T08:30'],
    ['sent on a day off', '2026-10-03T10:00', 2, '2026-10-10T08:30'],
    ['twenty', '2026-01-30T10:00', 20, '2026-03-05T10:00'],
    ['half a day', '2026-03-05T08:30', 0.5, '2026-03-05T14:00'],
  ])('%s', (_what, start, n, end) => expect(due(start, n, 'working-day')).toBe(end))
})

describe('the urgent units ignore the calendar', () => {
  test.each<[LimitUnit, number, string]>([
    ['clock-hour', 2, '2026-10-01T19:50'],
    ['calendar-day', 15, '2026-10-16T17:50'],
  ])('%s', (unit, n, end) => expect(due('2026-10-01T17:50', n, unit)).toBe(end))

  test('also outside the loaded years', () => {
    expect(due('2031-01-01T00:10', 1, 'clock-hour')).toBe('2031-01-01T01:10')
    expect(() => due('2031-01-01T00:10', 1, 'working-hour')).toThrow(/2031/)
    expect(() => due('2026-12-31T16:31', 1, 'working-hour')).toThrow(/2027/)
    expect(due('2026-12-31T16:30', 1, 'working-hour')).toBe('2026-12-31T17:30')
  })

  test('the first day past the loaded years is already refused', () => {
    expect(() => elapsed(calendar, at('2026-12-31T10:00'), at('2027-01-01T10:00'), 'working-hour')).toThrow(/2027/)
  })

  test('a provisional 2027 carries limits past New Year', () => {
    expect(addLimit(defaultCalendar, at('2026-12-31T16:31'), { n: 1, unit: 'working-hour' })).toBe(at('2027-01-04T08:31'))
  })
})

describe('pauses', () => {
  const pause = (from: string, to: string): Span => ({ from: at(from), to: at(to), reason: '等待权属单位资料' })
  const lunch = pause('2026-03-06T11:30', '2026-03-06T13:30')
  const hour = pause('2026-03-06T09:00', '2026-03-06T10:00')

  test.each([
    ['nothing counted, nothing moved', 2, [lunch], '2026-03-06T10:30'],
    ['an hour of office time', 2, [hour], '2026-03-06T11:30'],
    ['given twice, taken once', 2, [hour, hour], '2026-03-06T11:30'],
    ['overlapping and out of order', 2, [pause('2026-03-06T09:30', '2026-03-06T10:30'), hour], '2026-03-06T14:00'],
    ['a later pause reached only because of the first', 2, [hour, pause('2026-03-06T11:00', '2026-03-06T14:00')], '2026-03-06T14:30'],
    ['after the end', 2, [pause('2026-03-06T10:30', '2026-03-06T17:00')], '2026-03-06T10:30'],
    ['began before the clock', 2, [pause('2026-03-01T00:00', '2026-03-06T09:00')], '2026-03-06T11:00'],
    ['over the weekend', 7, [pause('2026-03-06T17:00', '2026-03-09T09:00')], '2026-03-09T09:30'],
  ])('工作时: %s', (_what, n, pauses, end) => expect(due('2026-03-06T08:30', n, 'working-hour', pauses)).toBe(end))

  test('工作日 due at an opening that is paused moves to the end of the pause', () => {
    expect(due('2026-03-05T08:30', 1, 'working-day', [pause('2026-03-05T18:00', '2026-03-06T10:00')])).toBe('2026-03-06T10:00')
  })

  test('a clock unit moves by the whole pause', () => {
    expect(due('2026-03-06T08:30', 4, 'clock-hour', [lunch])).toBe('2026-03-06T14:30')
  })

  test('a running pause leaves the end open, unless the limit ran out first', () => {
    const running = { from: at('2026-03-06T09:00'), reason: '待批' }
    const start = at('2026-03-06T08:30')
    expect(findDue(calendar, start, { n: 1, unit: 'working-hour' }, [running])).toBeUndefined()
    expect(findDue(calendar, start, { n: 0.5, unit: 'working-hour' }, [running])).toBe(at('2026-03-06T09:00'))
    expect(elapsed(calendar, start, at('2026-03-06T17:00'), 'working-hour', [running])).toBe(0.5)
    expect(remaining(calendar, start, { n: 1, unit: 'working-hour' }, [running], at('2026-03-09T10:00'))).toBe(0.5)
  })
})

test('remaining goes below zero in the limit’s own unit', () => {
  const limit: Limit = { n: 2, unit: 'working-hour' }
  expect(remaining(calendar, at('2026-03-06T17:50'), limit, [], at('2026-03-09T09:00'))).toBe(1.5)
  expect(remaining(calendar, at('2026-03-06T17:50'), limit, [], at('2026-03-09T13:30'))).toBe(-1)
  expect(elapsed(calendar, at('2026-03-09T10:00'), at('2026-03-09T09:00'), 'working-hour')).toBe(0)
})

test('no limit at all ends where it starts, also outside office hours', () => {
  expect(due('2026-03-06T17:50', 0, 'working-hour')).toBe('2026-03-06T17:50')
})

test.each([Number.NaN, -1, Infinity])('a limit of %s is refused', (n) => {
  expect(() => due('2026-03-06T08:30', n, 'working-hour')).toThrow(/calendar.limit-invalid/)
})

test('office hours are a setting', () => {
  const night: TownCalendar = { ...calendar, officeHours: [['09:00', '24:00']] }
  expect(addLimit(night, at('2026-03-05T23:00'), { n: 2, unit: 'working-hour' })).toBe(at('2026-03-06T10:00'))
  expect(addLimit(night, at('2026-03-05T23:00'), { n: 1, unit: 'working-day' })).toBe(at('2026-03-06T23:00'))
})

describe('properties', () => {
  const units = fc.constantFrom<LimitUnit>('working-hour', 'working-day', 'clock-hour', 'calendar-day')
  const instant = fc.integer({ min: at('2025-02-01T00:00') / 60_000, max: at('2026-08-01T00:00') / 60_000 }).map((m) => m * 60_000)
  // Quarters keep every sum exact in whole milliseconds.
  const size = fc.integer({ min: 1, max: 80 }).map((n) => n / 4)
  const pausesAfter = (start: number) =>
    fc.array(
      fc
        .tuple(fc.integer({ min: -2 * DAY, max: 30 * DAY }), fc.integer({ min: 0, max: 5 * DAY }))
        .map(([a, length]): Span => ({ from: start + a, to: start + a + length, reason: '暂停' })),
      { maxLength: 5 },
    )
  const clock = fc
    .tuple(instant, units, size)
    .chain(([start, unit, n]) => fc.record({ start: fc.constant(start), limit: fc.constant({ n, unit }), pauses: pausesAfter(start) }))

  test('elapsed undoes addLimit, with and without pauses', () => {
    fc.assert(
      fc.property(clock, ({ start, limit, pauses }) => {
        expect(elapsed(calendar, start, addLimit(calendar, start, limit, pauses), limit.unit, pauses)).toBe(limit.n)
      }),
    )
  })

  test('a larger limit, a later start or one more pause never ends earlier', () => {
    fc.assert(
      fc.property(clock, size, fc.integer({ min: 0, max: 3 * DAY }), ({ start, limit, pauses }, more, later) => {
        const end = addLimit(calendar, start, limit, pauses)
        expect(addLimit(calendar, start, { ...limit, n: limit.n + more }, pauses)).toBeGreaterThanOrEqual(end)
        expect(addLimit(calendar, start + later, limit, pauses)).toBeGreaterThanOrEqual(end)
        expect(end).toBeGreaterThanOrEqual(addLimit(calendar, start, limit, pauses.slice(1)))
      }),
    )
  })

  test('one pause moves the end by its counted part', () => {
    fc.assert(
      fc.property(
        instant,
        units,
        size,
        fc.integer({ min: 0, max: 3 * DAY }),
        fc.integer({ min: 1, max: 3 * DAY }),
        (start, unit, n, after, length) => {
          const plain = addLimit(calendar, start, { n, unit })
          const pause: Span = { from: start + after, to: start + after + length, reason: '暂停' }
          fc.pre(pause.from < plain)
          const moved = addLimit(calendar, start, { n, unit }, [pause])
          expect(elapsed(calendar, start, moved, unit)).toBeCloseTo(n + elapsed(calendar, pause.from, pause.to, unit), 9)
        },
      ),
    )
  })
})
