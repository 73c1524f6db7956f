import { expect, test } from 'vitest'
import { isStale, spokenCall } from './spoken.ts'

test('a number is said sign by sign', () => {
  expect(spokenCall({ number: 'A012', counter: 3, title: '综合窗口' })).toBe('请 A 零 一 二 号，到 3 号窗口，综合窗口')
})

test('what was called while the line was cut is not said afterwards', () => {
  const now = Date.parse('2026-11-23T09:00:30+08:00')
  expect(isStale('2026-11-23T09:00:20+08:00', now)).toBe(false)
  expect(isStale('2026-11-23T09:00:05+08:00', now)).toBe(true)
})
