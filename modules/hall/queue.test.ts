import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Standing, before, insertBehind, rivalsOf, turnIn } from './queue.ts'

const at = (rank: 0 | 1 | 2, place: number): Standing => ({ rank, place })
const newcomer = 1_000

test('priority goes first, then appointments, then as they came', () => {
  const line = [at(2, 1), at(1, 9), at(0, 12), at(2, 3), at(0, 4)]
  expect(line.toSorted(before)).toEqual([at(0, 4), at(0, 12), at(1, 9), at(2, 1), at(2, 3)])
})

describe('put back three places', () => {
  test('between the third and the fourth', () => {
    expect(insertBehind([at(2, 1), at(2, 2), at(2, 3), at(2, 4)], 3, newcomer)).toEqual(at(2, 3.5))
  })
  test('behind the last of a rank before the next rank begins', () => {
    expect(insertBehind([at(0, 7), at(1, 2), at(1, 3), at(2, 1)], 3, newcomer)).toEqual(at(1, 3.5))
  })
  test('at the end where fewer wait', () => {
    expect(insertBehind([at(2, 5)], 3, newcomer)).toEqual(at(2, newcomer))
    expect(insertBehind([], 3, newcomer)).toEqual(at(2, newcomer))
  })
})

const line = fc
  .uniqueArray(fc.tuple(fc.constantFrom<0 | 1 | 2>(0, 1, 2), fc.integer({ min: 1, max: 900 })), {
    maxLength: 30,
    selector: ([, place]) => place,
  })
  .map((all) => all.map(([rank, place]) => at(rank, place)).toSorted(before))

test('whoever was missed has exactly the next three before them, and newcomers behind', () => {
  fc.assert(
    fc.property(line, fc.integer({ min: 1, max: 6 }), (waiting, steps) => {
      const back = insertBehind(waiting, steps, newcomer)
      const ahead = waiting.filter((each) => before(each, back) < 0)
      expect(ahead).toEqual(waiting.slice(0, steps))
      expect(before(back, at(2, newcomer + 1))).toBeLessThan(0)
    }),
  )
})

test('putting many back in one gap keeps each in its order', () => {
  let waiting: Standing[] = [at(2, 1), at(2, 2), at(2, 3), at(2, 4), at(2, 5)]
  for (let i = 0; i < 30; i++) {
    const back = insertBehind(waiting, 3, newcomer)
    waiting = [...waiting, back].toSorted(before)
    expect(waiting.indexOf(back)).toBe(3)
  }
})

describe('when it is my turn', () => {
  const open = [
    { skills: ['general', 'social'], busy: true },
    { skills: ['general'], busy: true },
    { skills: ['police'], busy: false },
  ]
  test('so many before me, over the windows that serve me', () => {
    expect(turnIn('general', 0, open, 9)).toBe(5)
    expect(turnIn('general', 3, open, 9)).toBe(18)
    expect(turnIn('social', 1, open, 9)).toBe(18)
  })
  test('a free window takes me at once, and no window has no time', () => {
    expect(turnIn('police', 0, open, 9)).toBe(0)
    expect(turnIn('stuck', 0, open, 9)).toBeUndefined()
  })
  test('those of another domain at the same window are before me too', () => {
    expect([...rivalsOf('social', open)].toSorted()).toEqual(['general', 'social'])
    expect([...rivalsOf('stuck', open)]).toEqual(['stuck'])
  })
})
