import { expect, test } from 'vitest'
import { emptySpot, findPowers, isBlankSpot } from './spot-draft.ts'

const powers = ['对占道经营的处罚', '对占道堆放的处罚', '对倾倒垃圾的处罚'].map((title, i) => ({ code: `P${i}`, title }))

test('a power is found by any words in it, in any order, or by its code; nothing typed finds nothing', () => {
  expect(findPowers(powers, '堆放 占道').map(({ code }) => code)).toEqual(['P1'])
  expect(findPowers(powers, 'P2').map(({ code }) => code)).toEqual(['P2'])
  expect(findPowers(powers, ' ')).toEqual([])
  expect(findPowers(powers, '处罚', 2)).toHaveLength(2)
})

test('a draft with nothing in it is not kept', () => {
  expect(isBlankSpot(emptySpot('1', 0))).toBe(true)
  expect(isBlankSpot({ ...emptySpot('1', 0), facts: '堆放' })).toBe(false)
})
