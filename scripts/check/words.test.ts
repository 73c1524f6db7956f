import { expect, it } from 'vitest'
import { wordsIn } from './words.ts'

it.each([
  ['TO', 'DO: later'],
  ['敬请', '期待'],
  ['/ho', 'me/somebody/file'],
  ['sub', 'agent'],
])('finds %s%s', (a, b) => {
  expect(wordsIn('a.md', `x ${a}${b}`)).toHaveLength(1)
})

it('finds the folder the repository stands in', () => {
  expect(wordsIn('a.md', 'see /srv/checkout/docs', '/srv/checkout')).toHaveLength(1)
})

it('leaves addresses and ordinary words alone', () => {
  expect(wordsIn('a.ts', `call('/api/work/mine'); fetch('https://a.cn/home/x/'); const agent = 'autodoc'`)).toEqual([])
})
