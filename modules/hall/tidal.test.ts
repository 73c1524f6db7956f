import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultSetting } from './setting.ts'
import { type TidalCheck, type TidalWindow, isLapsed, judge, uncounted } from './tidal.ts'

const rule = defaultSetting.tidal
const minute = 60_000
const spare: TidalWindow = { id: 'seven', open: false, since: undefined }
const full = (at = 0): TidalCheck => ({ at, wait: 13, waiting: 26, open: 5 })
const long = (at = 0): TidalCheck => ({ at, wait: 15.1, waiting: 3, open: 5 })
const empty = (at = 0): TidalCheck => ({ at, wait: 2.5, waiting: 1, open: 6 })
const usual = (at = 0): TidalCheck => ({ at, wait: 8, waiting: 6, open: 5 })

/** Looks one after another; the advices they gave. */
function look(checks: readonly TidalCheck[], windows: readonly TidalWindow[]) {
  let count = uncounted
  return checks.map((check) => {
    const answer = judge(count, check, rule, windows)
    count = answer.count
    return answer.advice?.kind
  })
}

describe('opening', () => {
  test('two looks in a row over fifteen minutes or over five a window', () => {
    expect(look([full(), full()], [spare])).toEqual([undefined, 'open'])
    expect(look([long(), long()], [spare])).toEqual([undefined, 'open'])
    expect(look([full(), long()], [spare])).toEqual([undefined, 'open'])
  })
  test('exactly fifteen minutes or exactly five a window is not over', () => {
    const edge = { at: 0, wait: 15, waiting: 25, open: 5 }
    expect(look([edge, edge], [spare])).toEqual([undefined, undefined])
  })
  test('a look between breaks the row', () => {
    expect(look([full(), usual(), full(), full()], [spare])).toEqual([undefined, undefined, undefined, 'open'])
  })
  test('nobody waiting is never too full, whatever the forecast', () => {
    const nobody = { at: 0, wait: Infinity, waiting: 0, open: 0 }
    expect(look([nobody, nobody], [spare])).toEqual([undefined, undefined])
  })
  test('people waiting and no window open', () => {
    const shut = { at: 0, wait: Infinity, waiting: 1, open: 0 }
    expect(look([shut, shut], [spare])).toEqual([undefined, 'open'])
  })
})

describe('closing', () => {
  test('three looks in a row under five minutes with at most one waiting', () => {
    const open: TidalWindow = { id: 'seven', open: true, since: -30 * minute }
    expect(look([empty(), empty(), empty()], [open])).toEqual([undefined, undefined, 'close'])
    expect(look([empty(), { ...empty(), waiting: 2 }, empty(), empty()], [open])).toEqual([undefined, undefined, undefined, undefined])
  })
  test('not before the least dwell of twenty minutes', () => {
    const open: TidalWindow = { id: 'seven', open: true, since: 0 }
    const looks = [5, 10, 15, 20, 25].map((m) => empty(m * minute))
    expect(look(looks, [open])).toEqual([undefined, undefined, undefined, 'close', undefined])
  })
})

test('the last opened is closed first, the first spare opened first', () => {
  const windows: TidalWindow[] = [
    { id: 'seven', open: true, since: undefined },
    { id: 'eight', open: true, since: undefined },
    { id: 'nine', open: false, since: undefined },
    { id: 'ten', open: false, since: undefined },
  ]
  expect(judge({ over: 1, under: 0 }, full(), rule, windows).advice).toEqual({ kind: 'open', window: 'nine' })
  expect(judge({ over: 0, under: 2 }, empty(), rule, windows).advice).toEqual({ kind: 'close', window: 'eight' })
})

test('an advice lapses when its reason is gone', () => {
  expect(isLapsed('open', usual(), rule)).toBe(true)
  expect(isLapsed('open', full(), rule)).toBe(false)
  expect(isLapsed('close', empty(), rule)).toBe(false)
  expect(isLapsed('close', usual(), rule)).toBe(true)
})

const anyCheck = fc.record({
  wait: fc.oneof(fc.double({ min: 0, max: 60, noNaN: true }), fc.constant(Infinity)),
  waiting: fc.integer({ min: 0, max: 80 }),
  open: fc.integer({ min: 0, max: 8 }),
})

test('whatever the day brings, a window followed at once keeps each state for the least dwell', () => {
  fc.assert(
    fc.property(fc.array(anyCheck, { maxLength: 60 }), (day) => {
      let windows: TidalWindow[] = [spare, { ...spare, id: 'eight' }]
      let count = uncounted
      day.forEach((found, i) => {
        const at = i * 5 * minute
        const answer = judge(count, { ...found, at }, rule, windows)
        count = answer.count
        windows = windows.map((window) => {
          if (window.id !== answer.advice?.window) return window
          expect(window.open).toBe(answer.advice.kind === 'close')
          if (window.since !== undefined) expect(at - window.since).toBeGreaterThanOrEqual(rule.dwell * minute)
          return { ...window, open: answer.advice.kind === 'open', since: at }
        })
      })
    }),
  )
})
