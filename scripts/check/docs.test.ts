import { expect, it } from 'vitest'
import { pageProblems } from './docs.ts'

const exists = (path: string): boolean => path === 'docs/adr/0001-a.md'

it('finds a dead link and leaves a living one and the web alone', () => {
  const text = '[a](adr/0001-a.md#why) [b](adr/0002-b.md) [c](https://example.cn/x)'
  expect(pageProblems('docs/architecture.md', text, exists)).toEqual(['docs/architecture.md links to adr/0002-b.md, which is not there'])
})

it('keeps decisions and module pages to 40 lines', () => {
  expect(pageProblems('docs/adr/0001-a.md', 'x\n'.repeat(40), exists)).toEqual([])
  expect(pageProblems('modules/a/README.md', 'x\n'.repeat(41), exists)).toHaveLength(1)
  expect(pageProblems('docs/architecture.md', 'x\n'.repeat(41), exists)).toEqual([])
})
