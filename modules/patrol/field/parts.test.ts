import { describe, expect, test } from 'vitest'
import type { Checklist, PatrolObject, RoundDetail } from '../contract.ts'
import { type RoundsHeld, listFor, olderLists } from './parts.ts'

const list = (id: string, version: number): Checklist =>
  ({ id, version, title: `${id}${version}`, items: [], frequency: { times: 1, per: 'week' }, frequencyText: '', keyPlace: false }) as never
const round = (id: string, state: 'planned' | 'running' | 'done', version: number): RoundDetail =>
  ({ round: { id, state }, stops: [{ objectId: 'shop', checklistId: 'shops', version, code: 'O1' }] }) as never
const shop: PatrolObject = { id: 'shop', checklistId: 'shops', code: 'O1' } as never

describe('a list published anew during a round', () => {
  test('the old one is fetched for the round that began with it, once; a round not begun or over asks for nothing', () => {
    const published = [list('shops', 2)]
    expect(olderLists([round('a', 'running', 1), round('b', 'running', 1)], published)).toEqual([{ id: 'shops', version: 1 }])
    expect(olderLists([round('a', 'planned', 1), round('b', 'done', 1), round('c', 'running', 2)], published)).toEqual([])
  })

  test('inside the round the old list is asked, without a line too; outside it the new one', () => {
    const held: RoundsHeld = {
      rounds: [round('a', 'running', 1)],
      checklists: [list('shops', 2)],
      older: [list('shops', 1)],
      objects: [shop],
    }
    expect([listFor(held, shop, 'a')?.version, listFor(held, shop, undefined)?.version, listFor(held, shop, 'other')?.version]).toEqual([
      1, 2, 2,
    ])
    expect(listFor({ ...held, older: [] }, shop, 'a')).toBeUndefined()
  })
})
