import { expect, test } from 'vitest'
import { z } from 'zod'
import { readAfter, readCursor, writeCursor } from './page.ts'

test('a cursor carries its values, Chinese ones and null too', () => {
  const values = ['溪港村', 12, null]
  expect(writeCursor(values)).toMatch(/^[\w-]+$/u)
  expect(readCursor(writeCursor(values))).toEqual(values)
})

test('what is no cursor reads as none, and is refused where one of a shape is wanted', () => {
  const shape = z.tuple([z.int(), z.uuid()])
  for (const odd of ['%%%', 'eyJhIjoxfQ', '']) expect(readCursor(odd)).toBeUndefined()
  expect(readAfter(shape, undefined)).toBeUndefined()
  for (const odd of ['%%%', '', writeCursor(['a', 'b']), writeCursor([1])]) expect(() => readAfter(shape, odd)).toThrow('翻页位置无效')
})
