import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, HOUR, addLimit, defaultCalendar, explain, findExtendedDue, stateCouncilCalendar } from './contract.ts'
import type { LimitUnit, Pause, Span } from './contract.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
const local = (ms: number) => new Date(ms + 8 * HOUR).toISOString().slice(5, 16)
const calendar = stateCouncilCalendar
const story = (spans: readonly { from: number; to: number; why?: string }[]) =>
  spans.map((s) => [local(s.from), local(s.to), ...(s.why ? [s.why] : [])].join(' '))

test('Friday 17:50, two 工作时, with a make-up Saturday', () => {
  const told = explain(calendar, at('2026-02-13T17:50'), { n: 2, unit: 'working-hour' }, [], at('2026-02-14T09:10'))
  expect(local(told.due!)).toBe('02-14T10:30')
  expect(story(told.counted)).toEqual(['02-14T08:30 02-14T10:30'])
  expect(story(told.skipped)).toEqual(['02-13T17:50 02-14T08:30 非工作时间'])
  expect(told.makeup).toEqual(['2026-02-14'])
  expect(told.sentence).toBe(
    '时限2个工作时，2026年2月13日（周五）17:50起，2026年2月14日（周六，调休上班）08:30开始计时。2026年2月14日（周六，调休上班）10:30到期。不计时：非工作时间。照常计时：2月14日（周六，调休上班）。已用40分钟（工作时），尚余1小时20分（工作时）。',
  )
})

test('names the holiday, the weekend and the pause', () => {
  const pause: Span = { from: at('2026-09-30T15:30'), to: at('2026-09-30T16:30'), reason: '等待权属单位资料' }
  const told = explain(calendar, at('2026-09-30T14:30'), { n: 1, unit: 'working-day' }, [pause], at('2026-10-08T14:00'))
  expect(local(told.due!)).toBe('10-08T15:30')
  expect(story(told.skipped)).toEqual([
    '09-30T15:30 09-30T16:30 暂停：等待权属单位资料',
    '09-30T17:30 10-01T00:00 非工作时间',
    '10-01T00:00 10-08T00:00 国庆节放假',
    '10-08T00:00 10-08T08:30 非工作时间',
    '10-08T11:30 10-08T13:30 非工作时间',
  ])
  expect(told.sentence).toContain('不计时：国庆节放假7天、暂停：等待权属单位资料（1小时）、非工作时间')
  const weekend = explain(calendar, at('2026-03-06T16:30'), { n: 2, unit: 'working-hour' }, [], at('2026-03-06T16:30'))
  expect(weekend.sentence).toContain('不计时：周末2天、非工作时间。已用0个工作时，尚余2个工作时。')
})

test('a running pause: no end yet, the sentence says what is left', () => {
  const pauses: Pause[] = [{ from: at('2026-03-06T09:00'), reason: '等待鉴定结论' }]
  const told = explain(calendar, at('2026-03-06T08:30'), { n: 2, unit: 'working-hour' }, pauses, at('2026-03-06T17:00'))
  expect(told).toMatchObject({ state: 'paused', elapsed: 0.5, remaining: 1.5 })
  expect(told.due).toBeUndefined()
  expect(story(told.skipped)).toEqual(['03-06T09:00 03-06T17:00 暂停：等待鉴定结论'])
  expect(told.sentence).toContain('现正暂停（等待鉴定结论），已用30分钟（工作时），尚余1小时30分（工作时），恢复后重新推算到期时间。')
})

test('overdue, counted in its own unit', () => {
  const told = explain(calendar, at('2026-03-06T17:50'), { n: 2, unit: 'working-hour' }, [], at('2026-03-09T13:30'))
  expect(told).toMatchObject({ state: 'overdue', remaining: -1 })
  expect(told.sentence).toContain('已超期1个工作时。')
})

test('an urgent clock runs through the holiday and skips nothing', () => {
  const told = explain(calendar, at('2026-10-01T17:50'), { n: 24, unit: 'clock-hour' }, [], at('2026-10-01T18:20'))
  expect(told.skipped).toEqual([])
  expect(told.sentence).toBe(
    '时限24个紧急工作时，2026年10月1日（周四）17:50起。2026年10月2日（周五）17:50到期。已用30分钟（紧急工作时），尚余23小时30分（紧急工作时）。',
  )
})

test('extensions of the same unit are added up and said', () => {
  const told = explain(calendar, at('2026-03-02T10:00'), { n: 3, unit: 'working-day' }, [], at('2026-03-02T10:00'), [
    { n: 2, unit: 'working-day' },
  ])
  expect(told).toMatchObject({ limit: { n: 5, unit: 'working-day' }, extended: 2, due: at('2026-03-09T10:00') })
  expect(told.sentence).toMatch(/^时限5个工作日（含延期2个工作日），2026年3月2日（周一）10:00起。2026年3月9日（周一）10:00到期。/)
})

test('an extension in another unit runs on from the old end', () => {
  const told = explain(calendar, at('2026-03-06T10:00'), { n: 24, unit: 'clock-hour' }, [], at('2026-03-07T12:00'), [
    { n: 2, unit: 'working-hour' },
  ])
  expect(told).toMatchObject({ start: at('2026-03-07T10:00'), due: at('2026-03-09T10:30'), state: 'running', elapsed: 0 })
  expect(told.sentence).toMatch(
    /^延期2个工作时（原时限24个紧急工作时，2026年3月7日（周六）10:00到期），2026年3月7日（周六）10:00起，2026年3月9日（周一）08:30开始计时。/,
  )
})

test('a pause inside an extension moves the end; a running one leaves it open', () => {
  const start = at('2026-03-02T10:00')
  const [limit, more] = [
    { n: 1, unit: 'working-day' },
    { n: 4, unit: 'clock-hour' },
  ] as const
  const pause = { from: at('2026-03-03T12:00'), reason: '待批' }
  expect(findExtendedDue(calendar, start, limit, [{ ...pause, to: at('2026-03-03T13:00') }], [more])).toBe(at('2026-03-03T15:00'))
  expect(findExtendedDue(calendar, start, limit, [pause], [more])).toBeUndefined()
  expect(findExtendedDue(calendar, start, limit, [{ ...pause, from: at('2026-03-02T11:00') }], [more])).toBeUndefined()
  expect(findExtendedDue(calendar, start, limit, [], [])).toBe(at('2026-03-03T10:00'))
})

test('adding up is the same as counting on from the end', () => {
  const unit = fc.constantFrom<LimitUnit>('working-hour', 'working-day', 'clock-hour', 'calendar-day')
  const minute = fc.integer({ min: at('2025-02-01T00:00') / 60_000, max: at('2026-08-01T00:00') / 60_000 })
  const quarters = fc.integer({ min: 1, max: 60 })
  fc.assert(
    fc.property(minute, unit, quarters, quarters, (m, u, a, b) => {
      const [first, second] = [
        { n: a / 4, unit: u },
        { n: b / 4, unit: u },
      ]
      const onwards = addLimit(calendar, addLimit(calendar, m * 60_000, first), second)
      expect(findExtendedDue(calendar, m * 60_000, first, [], [second])).toBe(onwards)
    }),
  )
})

test('says when a provisional year was used', () => {
  const limit = { n: 2, unit: 'working-day' } as const
  const told = explain(defaultCalendar, at('2026-12-30T10:00'), limit, [], at('2026-12-30T10:00'))
  expect(told.provisionalYears).toEqual([2027])
  expect(told.sentence).toContain('2027年放假安排尚未公布，结果为暂定')
  expect(explain(defaultCalendar, at('2026-12-01T10:00'), limit, [], at('2026-12-01T10:00')).provisionalYears).toEqual([])
})

test('spans tile [start, due] and the counted ones sum to the limit', () => {
  const clock = fc.record({
    start: fc.integer({ min: at('2025-02-01T00:00') / 60_000, max: at('2026-08-01T00:00') / 60_000 }).map((m) => m * 60_000),
    unit: fc.constantFrom<LimitUnit>('working-hour', 'working-day', 'clock-hour', 'calendar-day'),
    quarters: fc.integer({ min: 1, max: 60 }),
    pauses: fc.array(fc.tuple(fc.integer({ min: -DAY, max: 10 * DAY }), fc.integer({ min: 0, max: 3 * DAY })), { maxLength: 4 }),
  })
  fc.assert(
    fc.property(clock, ({ start, unit, quarters, pauses }) => {
      const limit = { n: quarters / 4, unit }
      const spans = pauses.map(([a, length]): Span => ({ from: start + a, to: start + a + length, reason: '资料' }))
      const told = explain(calendar, start, limit, spans, start)
      expect(told.due).toBe(addLimit(calendar, start, limit, spans))
      const unitMs = { 'working-hour': HOUR, 'working-day': 7 * HOUR, 'clock-hour': HOUR, 'calendar-day': DAY }[unit]
      expect(told.counted.reduce((sum, s) => sum + s.to - s.from, 0)).toBe(limit.n * unitMs)
      const all = [...told.counted, ...told.skipped].sort((a, b) => a.from - b.from)
      expect(all[0]?.from).toBe(start)
      expect(all.at(-1)?.to).toBe(told.due)
      for (let i = 1; i < all.length; i++) expect(all[i]!.from).toBe(all[i - 1]!.to)
    }),
    { numRuns: 60 },
  )
})
