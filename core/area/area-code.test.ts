import { expect, it } from 'vitest'
import { nextCode, normaliseCode, officialCode } from './area-code.ts'

it.each([
  ['town', '320509103000', '320509103'],
  ['town', '320509103', '320509103'],
  ['village', '320509103201', '320509103201'],
  ['grid', '320509103201003000', '320509103201003'],
  ['grid', '320509103201003', '320509103201003'],
  ['micro', '320509103201003002', '320509103201003002'],
  ['professional', '320509103201501000', '320509103201501'],
  ['police', 'JW-01', 'JW-01'],
] as const)('%s %s is kept as %s', (tier, text, code) => {
  expect(normaliseCode(tier, text)).toEqual({ ok: true, code })
  expect(normaliseCode(tier, officialCode(tier, code))).toEqual({ ok: true, code })
})

it.each([
  ['town', '320509103201', '不是镇的编码'],
  ['town', '3205', '应为 9 位或 12 位数字'],
  ['village', '320509103000', '不是村（社区）的编码'],
  ['grid', '320509103201003002', '是微网格，不是基础网格'],
  ['grid', '320509103000003', '网格不能直接挂在镇上'],
  ['professional', '320509103201003', '是基础网格的编码，不是专业网格的'],
  ['micro', '320509103201003000', '是网格本身，不是微网格'],
  ['police', '警一', '应为 3 至 32 位数字或字母'],
] as const)('%s %s is refused: %s', (tier, text, words) => {
  expect(normaliseCode(tier, text)).toEqual({ ok: false, message: expect.stringContaining(words) })
})

it('gives the next number that was never used, and none when they have run out', () => {
  const village = '320509103201'
  expect(nextCode('grid', village, [`${village}001`, `${village}002`, `${village}004`])).toBe(`${village}003`)
  expect(nextCode('professional', village, [])).toBe(`${village}501`)
  expect(nextCode('micro', `${village}003`, [`${village}003001`])).toBe(`${village}003002`)
  const all = Array.from({ length: 499 }, (_, i) => village + String(i + 1).padStart(3, '0'))
  expect(nextCode('grid', village, all)).toBeUndefined()
})
