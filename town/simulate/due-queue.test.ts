import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DueQueue } from './due-queue.ts'

it('hands out what is due, the earliest first, and keeps the rest', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.integer({ min: 0, max: 50 }), (moments, now) => {
      const queue = new DueQueue<number>()
      for (const at of moments) queue.put(at, at)
      const taken: number[] = []
      for (let next = queue.takeDue(now); next !== undefined; next = queue.takeDue(now)) taken.push(next)
      expect(taken).toEqual(moments.filter((at) => at <= now).toSorted((a, b) => a - b))
      expect(queue.size).toBe(moments.length - taken.length)
    }),
  )
})
