import { expect, test } from 'vitest'
import { roundedPath } from './drawing-path.ts'

test('a straight line stays straight', () => {
  expect(
    roundedPath([
      [0, 0],
      [0, 40],
    ]),
  ).toBe('M0 0L0 40')
})

test('a corner is cut on both sides and bent through its point', () => {
  expect(
    roundedPath([
      [0, 0],
      [0, 40],
      [30, 40],
    ]),
  ).toBe('M0 0L0 33Q0 40 7 40L30 40')
})

test('a short leg is never overrun', () => {
  expect(
    roundedPath([
      [0, 0],
      [0, 4],
      [30, 4],
    ]),
  ).toBe('M0 0L0 2Q0 4 7 4L30 4')
})

test('nothing draws nothing', () => {
  expect(roundedPath([])).toBe('')
})
