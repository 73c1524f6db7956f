import { expect, it } from 'vitest'
import { checkBudgets } from './budgets.ts'
import { readSource } from './source.ts'

const lines = (count: number): string => '// why\n' + 'const a = 1\n'.repeat(9) + 'b()\n'.repeat(Math.max(0, count - 10))
const check = (files: Record<string, string>): ReturnType<typeof checkBudgets> =>
  checkBudgets(new Map(Object.entries(files).map(([path, text]) => [path, readSource(text)])))

it('fails a file of 401 lines, passes one of 400', () => {
  const comment = '// why\n'.repeat(40)
  expect(check({ 'core/org/a.ts': comment + 'b()\n'.repeat(360) }).problems).toEqual([])
  expect(check({ 'core/org/a.ts': comment + 'b()\n'.repeat(361) }).problems).toEqual([expect.stringContaining('401 lines')])
})

it('fails code without a word of why, and code drowned in words', () => {
  expect(check({ 'core/org/a.ts': 'b()\n'.repeat(50) }).problems).toEqual([expect.stringContaining('comments are 0.0 %')])
  expect(check({ 'core/org/a.ts': 'b()\n// why\n'.repeat(25) }).problems).toEqual([expect.stringContaining('comments are 50.0 %')])
})

it('counts server and shared tests against their sources, web pages not', () => {
  const { summary } = check({
    'modules/a/server/b.ts': lines(20),
    'modules/a/server/b.test.ts': lines(10),
    'modules/a/desk/index.tsx': lines(100),
  })
  expect(summary).toContain('server tests ÷ source 0.50')
})

it('fails a module of 31 server files', () => {
  const files = Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`modules/a/server/f${i}.ts`, lines(10)]))
  expect(check(files).problems).toEqual(['modules/a/server has 31 files, more than 30'])
})

it('takes the median of sources only', () => {
  const { summary } = check({
    'core/org/a.ts': lines(50),
    'core/org/b.ts': lines(60),
    'core/org/c.ts': lines(70),
    'core/org/c.test.ts': lines(10),
  })
  expect(summary).toContain('median 60, largest 70')
})
