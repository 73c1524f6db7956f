import { expect, test } from 'vitest'
import { treeOrder } from './tree.ts'

const shape = (units: [id: string, parentId: string | null][]) =>
  treeOrder(units.map(([id, parentId]) => ({ id, parentId }))).map((row) => `${row.depth}${row.id}`)

test('parents before children, in the order given', () => {
  expect(
    shape([
      ['c', 'b'],
      ['a', null],
      ['b', 'a'],
      ['d', 'a'],
    ]),
  ).toEqual(['0a', '1b', '2c', '1d'])
})

test('nothing is lost: neither below a closed parent nor in a circle', () => {
  expect(shape([['a', 'gone']])).toEqual(['0a'])
  expect(
    shape([
      ['a', 'b'],
      ['b', 'a'],
      ['c', null],
    ]),
  ).toEqual(['0c', '0a', '0b'])
})
