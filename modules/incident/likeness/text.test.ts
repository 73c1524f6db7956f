import { expect, it } from 'vitest'
import { countGrams, gramWeight, noCounts, textComparer, textGrams } from './text.ts'

it('drops set phrases and the repeated address, keeps what is wrong', () => {
  expect(textGrams('尊敬的领导您好，中山路118号井盖松动，请相关部门尽快处理，谢谢', '中山路118号')).toEqual(['井盖', '盖松', '松动'])
})

it('compares in whatever script and width it was typed', () => {
  const compare = textComparer(textGrams('中山路１１８號路燈不亮'))
  expect(compare(textGrams('中山路118号路灯不亮'))).toEqual({ cosine: 1, shared: 11 })
  expect(compare(textGrams('河面漂浮物'))).toEqual({ cosine: 0, shared: 0 })
  expect(compare([])).toEqual({ cosine: 0, shared: 0 })
  expect(textComparer([])(textGrams('路灯')).cosine).toBe(0)
})

it('lets rare words weigh more than common ones, once it has seen some', () => {
  const past = Array.from({ length: 100 }, (_, i) => textGrams(i < 95 ? '路灯不亮' : '路灯杆歪'))
  const counts = countGrams(past)
  expect(counts.texts).toBe(100)
  expect(gramWeight('路灯', counts)).toBeLessThan(gramWeight('杆歪', counts))
  expect(gramWeight('没见', counts)).toBeGreaterThan(gramWeight('杆歪', counts))
  const compare = textComparer(textGrams('路灯杆歪'), counts)
  expect(compare(textGrams('路灯不亮')).cosine).toBeLessThan(textComparer(textGrams('路灯杆歪'), noCounts)(textGrams('路灯不亮')).cosine)
  expect(compare(textGrams('路灯杆歪')).cosine).toBeCloseTo(1, 12)
})

it('keeps no gram that was seen only once, and survives names of Object.prototype', () => {
  const counts = countGrams([['路灯', 'constructor'], ['路灯']])
  expect(counts.counts).toEqual({ 路灯: 2 })
  expect(Number.isFinite(gramWeight('constructor', counts))).toBe(true)
})
