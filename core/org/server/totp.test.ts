import { expect, test } from 'vitest'
import { base32, codeOf, findStep, newSecret, otpUri, stepOf } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

// RFC 6238 appendix B, SHA-1; the last six of its eight digits.
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at second %i the code is %s', (second, code) => {
  expect(codeOf(secret, stepOf(new Date(second * 1000)))).toBe(code)
})

test('base 32 reads back', () => {
  expect(base32('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ').equals(secret)).toBe(true)
  expect(base32(newSecret())).toHaveLength(20)
})

test('a step early or late is taken, a code twice is not', () => {
  const at = new Date('2026-07-15T02:00:10Z')
  const now = stepOf(at)
  const find = (step: number, last = 0) => findStep(secret, codeOf(secret, step), at, last)
  expect([find(now - 2), find(now - 1), find(now), find(now + 1), find(now + 2)]).toEqual([undefined, now - 1, now, now + 1, undefined])
  expect(find(now, now)).toBeUndefined()
  for (const odd of ['', '12345', '一二三四五六', '1234567']) expect(findStep(secret, odd, at, 0)).toBeUndefined()
})

test('the address of an authenticator app', () => {
  expect(otpUri('ABC', '四河镇', 'audit')).toBe(
    'otpauth://totp/%E5%9B%9B%E6%B2%B3%E9%95%87%3Aaudit?secret=ABC&issuer=%E5%9B%9B%E6%B2%B3%E9%95%87&digits=6&period=30',
  )
})
