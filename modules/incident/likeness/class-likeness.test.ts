import { expect, it } from 'vitest'
import { defaultCatalogue } from '../classes/catalogue.ts'
import { classLikeness } from './class-likeness.ts'
import { gapText, halfLife, timeLikeness } from './time-likeness.ts'

const HOUR = 3_600_000

it.each<[string, string, number, string | undefined]>([
  ['B0114', 'B0114', 1, '类别相同：不明井盖'],
  ['B011401', 'B011402', 0.95, '同为不明井盖'],
  ['B0114', 'B011402', 0.95, '同为不明井盖'],
  ['B0102', 'B0103', 0.9, '同为井盖类'],
  ['E0401', 'E0110', 0.9, '同为道路类'],
  ['E0102', 'E0110', 0.5, '同属市容环境'],
  ['E0102', 'S0110', 0.2, undefined],
])('%s and %s', (a, b, score, reason) => {
  expect(classLikeness(a, b, defaultCatalogue)).toEqual({ score, ...(reason !== undefined && { reason }) })
  expect(classLikeness(b, a, defaultCatalogue)?.score).toBe(score)
})

it('cannot compare a class nobody knows', () => {
  expect(classLikeness(undefined, 'B0114', defaultCatalogue)).toBeUndefined()
  expect(classLikeness('B9999', 'B0114', defaultCatalogue)).toBeUndefined()
})

it('halves over the time the class usually keeps being reported', () => {
  const parking = halfLife(defaultCatalogue.classes.find((c) => c.code === 'E0505'))
  expect(parking).toBe(6 * HOUR)
  expect(halfLife(undefined)).toBe(7 * 24 * HOUR)
  expect([timeLikeness(0, parking, false), timeLikeness(-parking, parking, false), timeLikeness(4 * parking, parking, true)]).toEqual([
    1, 0.5, 0.5,
  ])
})

it.each([
  [0, '1 分钟内'],
  [-10 * 60_000, '10 分钟内'],
  [90 * 60_000, '90 分钟内'],
  [91 * 60_000, '2 小时内'],
  [48 * HOUR, '48 小时内'],
  [49 * HOUR, '3 天内'],
])('%d ms is %s', (gap, text) => expect(gapText(gap)).toBe(text))
