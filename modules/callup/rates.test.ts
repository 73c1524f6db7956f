import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrivalRate, bandOf, reblownRate, silencedRate } from './rates.ts'

const now = 1000
const came = (arrivedAt: number | undefined, mustBy = 500, excused = false) => ({ mustBy, arrivedAt, excused })
const whistle = (silencedAt: number | undefined, dueAt: number | undefined = 500, more: object = {}) => ({
  dueAt,
  silencedAt,
  dropped: false,
  reblown: false,
  ...more,
})

describe('rates of rules.md §3.2', () => {
  test.each([
    // 到 = on time, 迟 = late, 缺 = never, 免 = excused, 未 = its time is not yet over
    ['three summoned, one late', [came(400), came(500), came(501)], { met: 2, of: 3 }],
    ['one never came', [came(400), came(undefined)], { met: 1, of: 2 }],
    ['excused was not summoned', [came(400), came(undefined, 500, true)], { met: 1, of: 1 }],
    ['still has time', [came(400), came(undefined, 1500)], { met: 1, of: 1 }],
    ['came early for a later limit', [came(900, 1500)], { met: 1, of: 1 }],
    ['nobody', [], { met: 0, of: 0 }],
  ])('报到率: %s', (_, summons, rate) => expect(arrivalRate(summons, now)).toEqual(rate))

  test.each([
    ['on time, late, not yet, overdue', [whistle(400), whistle(600), whistle(undefined, 1500), whistle(undefined)], { met: 1, of: 3 }],
    ['rejected does not count', [whistle(400), whistle(undefined, 500, { dropped: true })], { met: 1, of: 1 }],
    ['never summoned has no limit', [{ dropped: false, reblown: false }], { met: 0, of: 0 }],
  ])('哨办结率: %s', (_, whistles, rate) => expect(silencedRate(whistles, now)).toEqual(rate))

  test('重吹率 = reblown ÷ closed', () => {
    expect(reblownRate([whistle(400), whistle(600, 500, { reblown: true }), whistle(undefined, 500, { reblown: true })])).toEqual({
      met: 1,
      of: 2,
    })
  })

  test('no rate is ever more than one', () => {
    const some = fc.record({ mustBy: fc.nat(2000), arrivedAt: fc.option(fc.nat(2000), { nil: undefined }), excused: fc.boolean() })
    fc.assert(
      fc.property(fc.array(some), (summons) => {
        const { met, of } = arrivalRate(summons, now)
        expect(met).toBeLessThanOrEqual(of)
        expect(of).toBeLessThanOrEqual(summons.length)
      }),
    )
  })
})

describe('a village’s band', () => {
  const town = { whistles: 60, cases: 3000 }
  test.each([
    [2, 100, 'normal'],
    [0, 100, 'low'],
    [1, 120, 'low'],
    [4, 100, 'normal'],
    [5, 100, 'high'],
    [3, 19, 'few'],
  ] as const)('%i whistles among %i cases: %s', (whistles, cases, band) => expect(bandOf(whistles, cases, town)).toBe(band))
  test('a town that never whistles compares nobody', () => expect(bandOf(0, 100, { whistles: 0, cases: 3000 })).toBe('few'))
})
