import { expect, test } from 'vitest'
import { RatingDraft, isBad, ratingFigures } from './rating.ts'

test('rules.md §5.5: 820/120/40/15/5 → 98.0 %, 4.735', () => {
  const figures = ratingFigures({ levels: { 5: 820, 4: 120, 3: 40, 2: 15, 1: 5 }, bad: 20, rectifiedInTime: 19, closed: 2000 })
  expect(figures.goodRate).toBe(0.98)
  expect(figures.average).toBe(4.735)
  expect(figures.rectifiedRate).toBe(0.95)
  expect(figures.ratedRate).toBe(0.5)
})

test('nothing rated is not good', () =>
  expect(ratingFigures({ levels: {}, bad: 0, rectifiedInTime: 0, closed: 10 })).toEqual({
    total: 0,
    goodRate: undefined,
    average: undefined,
    rectifiedRate: undefined,
    ratedRate: 0,
  }))

test('levels one and two are bad; each door has its own questions', () => {
  expect([1, 2, 3, 4, 5].map(isBad)).toEqual([true, true, false, false, false])
  expect(RatingDraft.safeParse({ door: 'online', level: 5, dimensions: { guide: 4, platform: 5 } }).success).toBe(true)
  expect(RatingDraft.safeParse({ door: 'counter', level: 5, dimensions: { platform: 5 } }).success).toBe(false)
  expect(RatingDraft.safeParse({ door: 'online', level: 6 }).success).toBe(false)
})
