import { expect, it } from 'vitest'
import { checkEscapes } from './escapes.ts'
import { readSource } from './source.ts'

const problems = (text: string): readonly string[] => checkEscapes(new Map([['a.ts', readSource(text)]])).problems

it.each([
  'let a: any',
  'const a = b as any',
  'function f(a: any, b: string): any {}',
  'let a: Record<string, any>',
  'let a: any[]',
  'type A = string | any',
  'const a = b as unknown as string',
])('finds %s', (text) => {
  expect(problems(text)).not.toEqual([])
})

it.each([
  'const any = schema.any()',
  'const a = z.any()',
  '// any word',
  "const s = ': any'",
  'expect.any(String)',
  'const o = { any: 1 }',
])('leaves %s alone', (text) => {
  expect(problems(text)).toEqual([])
})

it('wants a reason with every suppression', () => {
  expect(problems('// oxlint-disable-next-line no-console\na()')).toHaveLength(1)
  expect(problems('// oxlint-disable-next-line no-console -- the only place that prints for people\na()')).toEqual([])
  expect(problems('// @ts-expect-error\na()')).toHaveLength(1)
  expect(problems('// @ts-expect-error: the types of jsts lack this class\na()')).toEqual([])
  expect(problems('// @ts-ignore because I said so loudly\na()')).toHaveLength(1)
})
