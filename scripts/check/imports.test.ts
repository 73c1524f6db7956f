import { expect, it } from 'vitest'
import { importsOf, resolveImport } from './imports.ts'
import { readSource } from './source.ts'

const found = (text: string): string[] => importsOf(readSource(text)).map((i) => `${i.line}${i.typeOnly ? 't' : ''} ${i.specifier}`)

it('finds static, side-effect, re-export and dynamic imports', () => {
  expect(found(`import a, { b } from 'x'\nimport './y.css'\nexport * from "./z.ts"\nconst q = await import('./w.ts')`)).toEqual([
    '1 x',
    '2 ./y.css',
    '3 ./z.ts',
    '4 ./w.ts',
  ])
})

it('finds imports over several lines and worker addresses', () => {
  expect(found(`import {\n  a,\n  b,\n} from './m.ts'`)).toEqual(['1 ./m.ts'])
  expect(found(`new Worker(new URL('./tile-worker.ts', import.meta.url))`)).toEqual(['1 ./tile-worker.ts'])
  expect(found(`new URL('./logo.svg', import.meta.url)`)).toEqual([])
})

it('knows which imports vanish at run time', () => {
  expect(
    found(`import type { A } from 'a'\nimport { type B } from 'b'\nimport { type C, d } from 'c'\nexport type { E } from 'e'`),
  ).toEqual(['1t a', '2t b', '3 c', '4t e'])
})

it('ignores imports inside strings and comments', () => {
  expect(found(`// import 'a'\nconst s = "import 'b'"\nconst t = \`import 'c'\``)).toEqual([])
})

it('is not misled by an export that happens to be followed by a string', () => {
  expect(found(`export const a = 'x'\nexport function f(b = 'y') {}\nexport type T = 'a' | 'b'`)).toEqual([])
})

it('resolves relative, alias, built-in and package names', () => {
  expect(resolveImport('core/org/server/store.ts', '../contract.ts')).toEqual({ kind: 'file', path: 'core/org/contract.ts' })
  expect(resolveImport('a.ts', '#platform/contract/id.ts')).toEqual({ kind: 'file', path: 'platform/contract/id.ts' })
  expect(resolveImport('a.ts', 'node:fs')).toEqual({ kind: 'node', name: 'node:fs' })
  expect(resolveImport('a.ts', '@fastify/cookie/x')).toEqual({ kind: 'package', name: '@fastify/cookie' })
  expect(resolveImport('a.ts', './w.mjs?worker&url')).toEqual({ kind: 'file', path: 'w.mjs' })
})
