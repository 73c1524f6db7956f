import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWorkdays, countWorkdays, dateOf, defaultCalendar, endOfDay, explainWhole, findWholeDue } from './contract.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
const wd = (n: number) => ({ n, unit: 'working-day' as const })
const due = (start: string, n: number, pauses: { from: string; to?: string }[] = [], extensions: number[] = []) => {
  const ms = findWholeDue(
    defaultCalendar,
    at(start),
    wd(n),
    pauses.map((p) => ({ from: at(p.from), ...(p.to ? { to: at(p.to) } : {}), reason: '检测' })),
    extensions.map(wd),
  )
  return ms === undefined ? undefined : dateOf(ms - 1)
}

describe('a limit in whole days', () => {
  test.each([
    ['2026-01-30T10:00', 20, '2026-03-05'],
    ['2026-02-10T16:59', 20, '2026-03-16'],
    ['2026-02-13T08:30', 5, '2026-02-27'],
    ['2026-04-30T23:10', 5, '2026-05-11'],
    ['2026-09-18T00:00', 7, '2026-09-29'],
    ['2026-09-24T12:00', 10, '2026-10-15'],
    // A day off: the day itself never counts, whichever it is.
    ['2026-02-18T12:00', 1, '2026-02-24'],
  ])('%s + %i working days ends on %s, whatever the hour', (start, n, last) => expect(due(start, n)).toBe(last))

  test('it ends at 24:00 of its last day', () =>
    expect(findWholeDue(defaultCalendar, at('2026-03-02T10:00'), wd(1), [], [])).toBe(endOfDay('2026-03-03')))

  test.each([
    ['2026-03-02T10:00', '2026-03-02'],
    ['2026-03-02T17:29', '2026-03-02'],
    ['2026-03-02T17:30', '2026-03-03'],
    ['2026-03-06T18:00', '2026-03-09'],
    ['2026-03-07T09:00', '2026-03-09'],
    // Saturday 28 February is worked in exchange.
    ['2026-02-27T20:00', '2026-02-28'],
  ])('done at once: received %s, due %s', (start, last) => expect(due(start, 0)).toBe(last))

  test('days of a special procedure are left out, extensions are added, over the holidays', () => {
    // 20 days from 10 February end on 16 March; four working days of testing (3–6 March) and ten more days.
    expect(due('2026-02-10T10:00', 20, [{ from: '2026-03-02T11:00', to: '2026-03-06T15:00' }])).toBe('2026-03-20')
    expect(due('2026-02-10T10:00', 20, [{ from: '2026-03-02T11:00', to: '2026-03-06T15:00' }], [10])).toBe('2026-04-03')
    expect(due('2026-02-10T10:00', 20, [{ from: '2026-03-02T11:00', to: '2026-03-02T15:00' }])).toBe('2026-03-16')
    expect(due('2026-02-10T10:00', 20, [{ from: '2026-03-02T11:00' }])).toBeUndefined()
    // A pause after the end changes nothing.
    expect(due('2026-02-10T10:00', 20, [{ from: '2026-03-20T11:00' }])).toBe('2026-03-16')
  })

  test('an extension in another unit begins where the limit ended', () => {
    const ms = findWholeDue(defaultCalendar, at('2026-06-17T10:00'), { n: 2, unit: 'calendar-day' }, [], [wd(1)])
    expect(dateOf(ms! - 1)).toBe('2026-06-22')
  })

  test('it explains itself to the day', () => {
    const told = explainWhole(
      defaultCalendar,
      at('2026-02-10T10:00'),
      wd(20),
      [{ from: at('2026-03-02T11:00'), to: at('2026-03-06T15:00'), reason: '检测' }],
      at('2026-03-09T09:00'),
      [wd(10)],
    )
    expect(told.sentence).toBe(
      '时限30个工作日（含延期10个工作日），2026年2月10日（周二）起，当日不计。2026年4月3日（周五）24:00到期。不计入：春节放假9天、周末9天、暂停：检测（4天）。' +
        '照常计入：2月14日（周六，调休上班）、2月28日（周六，调休上班）。已用11个工作日，尚余19个工作日。',
    )
    expect(told).toMatchObject({ elapsed: 11, remaining: 19, state: 'running' })
    expect(explainWhole(defaultCalendar, at('2026-03-02T10:00'), wd(1), [], at('2026-03-05T09:00'))).toMatchObject({ state: 'overdue' })
    const open = [{ from: at('2026-03-03T11:00'), reason: '鉴定' }]
    expect(explainWhole(defaultCalendar, at('2026-03-02T10:00'), wd(5), open, at('2026-03-09T09:00')).sentence).toContain(
      '现正暂停（鉴定）',
    )
  })

  test('over any dates: the formula of the law, and an explanation that tiles the whole span', () => {
    const first = at('2026-01-05T00:00')
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 * 24 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 60 * 24 }),
        fc.integer({ min: 0, max: 20 * 24 }),
        fc.integer({ min: 0, max: 15 }),
        (hour, n, wait, length, extra) => {
          const start = first + hour * 3_600_000
          const from = start + wait * 3_600_000
          const pause = { from, to: from + length * 3_600_000, reason: '检测' }
          const extensions = extra ? [wd(extra)] : []
          const end = findWholeDue(defaultCalendar, start, wd(n), [pause], extensions)!
          const plain = addWorkdays(defaultCalendar, dateOf(start), n + extra)
          const excluded = from < endOfDay(plain) ? countWorkdays(defaultCalendar, dateOf(from), dateOf(pause.to)) : 0
          expect(dateOf(end - 1)).toBe(addWorkdays(defaultCalendar, dateOf(start), n + extra + excluded))
          const told = explainWhole(defaultCalendar, start, wd(n), [pause], start, extensions)
          const spans = [...told.counted, ...told.skipped].sort((a, b) => a.from - b.from)
          expect(spans[0]!.from).toBe(start)
          expect(spans.at(-1)!.to).toBe(end)
          for (const [i, span] of spans.entries()) if (i > 0) expect(span.from).toBe(spans[i - 1]!.to)
        },
      ),
      { numRuns: 300 },
    )
  })
})
