import { expect, test } from 'vitest'
import { maskPhone } from './mask.ts'

test.each([
  ['13812345678', '138****5678'],
  ['+86 138-1234-5678', '138****5678'],
  ['0512-63661278', '0512-******78'],
  ['01062345678', '010-******78'],
  ['12345', '***'],
  ['320509188001010013', '***'],
  ['', '***'],
])('rules.md §8.3: %s is shown as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked)
})
