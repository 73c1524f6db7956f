import { expect, test } from 'vitest'
import { comparePositions, readPosition, writePosition } from './position.ts'

test('order is by transaction, then number, also beyond 53 bits', () => {
  const places = ['99.5', '100.1', '100.2', '9007199254740992.1', '9007199254740993.1'].map((text) => readPosition(text)!)
  expect([...places].reverse().sort(comparePositions)).toEqual(places)
  expect(places.map(writePosition)[4]).toBe('9007199254740993.1')
})

test.each(['', '1', '1.', '.1', '-1.1', '1.1.1', '01.1', '1e3.1', ' 1.1', '18446744073709551616.1', "1.1'; drop"])(
  '%j is no place',
  (text) => {
    expect(readPosition(text)).toBeUndefined()
  },
)
