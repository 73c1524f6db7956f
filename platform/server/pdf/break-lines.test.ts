import fc from 'fast-check'
import { expect, test } from 'vitest'
import { breakLines, widthOf } from './break-lines.ts'

const measure = (character: string) => (character.codePointAt(0)! > 0x2000 ? 10 : 5)

test('Chinese breaks anywhere but before a stop and after an opening sign (GB/T 15834-2011 §5.1)', () => {
  expect(breakLines('河边有垃圾。', 50, measure)).toEqual(['河边有垃', '圾。'])
  expect(breakLines('河边有（垃圾）', 40, measure)).toEqual(['河边有', '（垃圾）'])
})

test('words, numbers and addresses stay whole while a line holds them', () => {
  expect(breakLines('编号 SJ202611220001 已办', 90, measure)).toEqual(['编号', 'SJ202611220001 已', '办'])
  expect(breakLines('见 a.example.com 页', 75, measure)).toEqual(['见', 'a.example.com', '页'])
  expect(breakLines('0123456789', 25, measure)).toEqual(['01234', '56789'])
})

test('line ends of the text are kept, blanks at a break are not; the first line may be shorter', () => {
  expect(breakLines('一\n\n二', 50, measure)).toEqual(['一', '', '二'])
  expect(breakLines('一二三四', 30, measure, 10)).toEqual(['一二', '三四'])
})

const signs = fc.string({ unit: fc.constantFrom(...'四河镇，。（）“”ab1 /.'), maxLength: 60 })

test('nothing is lost, nothing is wider than the line', () => {
  fc.assert(
    fc.property(signs, fc.integer({ min: 20, max: 120 }), (text, width) => {
      const lines = breakLines(text, width, measure)
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      for (const line of lines) expect(widthOf(line, measure)).toBeLessThanOrEqual(width)
    }),
  )
})
