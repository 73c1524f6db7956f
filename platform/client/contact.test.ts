import { expect, test } from 'vitest'
import { skewOf } from './contact.ts'

const date = (ms: number) => new Date(ms).toUTCString()
const at = 1_764_000_000_000

test.each([
  ['the same clock', 0, 0],
  ['a phone three hours fast', -3 * 3_600_000, -3 * 3_600_000],
  ['a phone a day slow', 86_400_000, 86_400_000],
])('%s', (_name, ahead, expected) => {
  const skew = skewOf(date(at + ahead), at - 100, at + 100)
  expect(Math.abs((skew ?? NaN) - expected)).toBeLessThanOrEqual(1_000)
})

test('no date, or an answer that took too long to tell: not measured', () => {
  expect(skewOf(null, at, at)).toBeUndefined()
  expect(skewOf(date(at), at, at + 60_000)).toBeUndefined()
})
