import { expect, test } from 'vitest'
import { findRange } from './range.ts'

test.each([
  [undefined, undefined],
  ['bytes=0-99', { from: 0, to: 99 }],
  ['bytes=900-', { from: 900, to: 999 }],
  ['bytes=900-5000', { from: 900, to: 999 }],
  ['bytes=-10', { from: 990, to: 999 }],
  ['bytes=-5000', { from: 0, to: 999 }],
  ['bytes=5-2', undefined],
  ['bytes=0-1,5-6', undefined],
  ['bytes=-', undefined],
  ['lines=0-1', undefined],
])('%s of 1000 bytes', (header, range) => {
  expect(findRange(header, 1000)).toEqual(range)
})

test.each(['bytes=1000-', 'bytes=99999999999999999999-', 'bytes=-0'])('%s lies outside', (header) => {
  expect(() => findRange(header, 1000)).toThrow('platform.file-range')
})
