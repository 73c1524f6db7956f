import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Absence, type Worker, answering, instead } from './answering.ts'

const grid = '320599101201001'
const village = '320599101201'
const worker = (personId: string, ...areas: string[]): Worker => ({ personId, postId: `post-${personId}`, areas })
const away = (personId: string, substituteId?: string): Absence => ({ personId, postId: `post-${personId}`, substituteId })
const own = worker('own', grid)
const head = worker('head', village)

describe('who walks a round', () => {
  test('whoever answers most closely; on their rest day the substitute, for them', () => {
    expect(answering([head, own], `${grid}003`, [])).toEqual({ personId: 'own' })
    expect(answering([head, own], grid, [away('own', 'sub')])).toEqual({ personId: 'sub', standsFor: 'own' })
  })
  test('a colleague of the same grid before a substitute, the larger area where nobody stands in, else nobody', () => {
    expect(answering([own, worker('second', grid)], grid, [away('own', 'sub')])).toEqual({ personId: 'second' })
    expect(answering([own, head], grid, [away('own')])).toEqual({ personId: 'head' })
    expect(answering([own], grid, [away('own')])).toBeUndefined()
    expect(answering([worker('far', '320599101202001')], grid, [])).toBeUndefined()
  })
  test('resting at another post is no rest here', () => {
    expect(answering([own], grid, [{ personId: 'own', postId: 'another', substituteId: 'sub' }])).toEqual({ personId: 'own' })
  })
  test('a round of one person goes to their substitute, else to nobody', () => {
    expect(instead('own', [])).toEqual({ personId: 'own' })
    expect(instead('own', [away('own'), away('own', 'sub')])).toEqual({ personId: 'sub', standsFor: 'own' })
    expect(instead('own', [away('own')])).toBeUndefined()
  })
  test('nobody who rests is ever sent', () => {
    const some = fc.array(fc.tuple(fc.nat(5), fc.constantFrom(grid, village, '3205', '999')), { maxLength: 8 })
    fc.assert(
      fc.property(some, fc.uniqueArray(fc.nat(5), { maxLength: 6 }), (people, resting) => {
        const workers = people.map(([n, area]) => worker(`p${n}`, area))
        const found = answering(
          workers,
          grid,
          resting.map((n) => away(`p${n}`)),
        )
        expect(resting.map((n) => `p${n}`)).not.toContain(found?.personId)
        const free = workers.some(({ personId, areas }) => grid.startsWith(areas[0]!) && !resting.includes(Number(personId.slice(1))))
        expect(found !== undefined).toBe(free)
      }),
    )
  })
})
