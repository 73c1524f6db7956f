import { describe, expect, it } from 'vitest'
import { boundaryProblems, checkBoundaries } from './boundaries.ts'
import { largestCycle } from './cycles.ts'
import { readSource } from './source.ts'
import { readTree } from './tree.ts'

const problems = (path: string, text: string): string[] => boundaryProblems(path, readSource(text))
const importing = (from: string, specifier: string): string[] => problems(from, `import { a } from '${specifier}'`)

it('the real tree keeps its arrows', () => {
  expect(checkBoundaries(readTree()).problems).toEqual([])
})

describe('refused', () => {
  it.each([
    ['modules/incident/server/store.ts', '#modules/dispatch/contract.ts', 'never import one another'],
    ['modules/incident/desk/list.tsx', '../../dispatch/desk/index.tsx', 'never import one another'],
    ['platform/server/log.ts', '#core/org/contract.ts', 'platform must not import core'],
    ['core/org/server/store.ts', '#modules/incident/contract.ts', 'core must not import modules'],
    ['modules/incident/server/index.ts', '#apps/server/main.ts', 'modules must not import apps'],
    ['modules/incident/server/index.ts', '#town/index.ts', 'modules must not import town'],
    ['town/index.ts', '#apps/server/main.ts', 'town must not import apps'],
    ['bench/locate.ts', '#core/area/server/store.ts', 'private to core/area'],
    ['apps/server/main.ts', '../../scripts/check.ts', 'apps must not import tools'],
    ['apps/desk/main.tsx', '../public/main.tsx', 'apps never import one another'],
    ['core/area/server/locate.ts', '#core/case/contract.ts', 'core/area comes before core/case'],
    ['modules/incident/server/use.ts', '#core/case/server/store.ts', 'private to core/case'],
    ['apps/server/modules.ts', '#modules/incident/server/routes.ts', 'private to modules/incident'],
    ['modules/incident/contract.ts', '#platform/server/database.ts', 'contracts only'],
    ['modules/incident/contract.ts', './server/store.ts', 'contracts only'],
    ['core/case/fold.ts', './server/act.ts', 'contracts only'],
    ['modules/incident/processes/loop.ts', '#platform/client/call.ts', 'contracts only'],
    ['modules/incident/contract.ts', 'node:crypto', 'does not exist in a browser'],
    ['modules/incident/contract.ts', 'kysely', 'not known to be free'],
    ['modules/incident/desk/list.tsx', '../server/store.ts', 'must not import server code'],
    ['modules/incident/public/index.tsx', '#core/area/server/index.ts', 'must not import server code'],
    ['apps/desk/main.tsx', '#modules/incident/server/index.ts', 'must not import server code'],
    ['platform/client/call.ts', '../server/log.ts', 'must not import server code'],
    ['modules/incident/field/index.tsx', 'node:path', 'does not exist in a browser'],
    ['modules/incident/desk/list.tsx', 'pg', 'server package'],
    ['modules/incident/server/routes.ts', '../desk/index.tsx', 'must not import web code'],
    ['apps/server/main.ts', 'react', 'web package'],
    ['core/case/server/act.ts', './given.ts', 'no part of the product'],
    ['core/case/server/act.ts', 'vitest', 'belongs in tests'],
  ])('%s → %s', (from, to, why) => {
    expect(importing(from, to)).toEqual([expect.stringContaining(why)])
  })

  it('type-only and re-exporting imports as much as others', () => {
    expect(problems('core/org/contract.ts', `import type { A } from '#core/case/contract.ts'`)).toHaveLength(1)
    expect(problems('modules/a/server/index.ts', `export * from '../../b/contract.ts'`)).toHaveLength(1)
    expect(problems('modules/a/server/index.ts', `const b = await import('#modules/b/server/index.ts')`)).toHaveLength(1)
  })

  it('globals of one side in a pure file', () => {
    expect(problems('core/case/fold.ts', 'const a = process.env.HOME')).toHaveLength(1)
    expect(problems('modules/a/contract.ts', 'localStorage.clear()')).toHaveLength(1)
    expect(problems('modules/a/contract.ts', `export const call = () => fetch('/x')`)).toHaveLength(1)
    expect(problems('core/case/fold.ts', 'const step = process.steps[0]; const t = document.kind')).toEqual([])
  })
})

describe('allowed', () => {
  it.each([
    ['modules/incident/server/use.ts', '#core/case/server/index.ts'],
    ['modules/incident/server/use.ts', './store.ts'],
    ['modules/incident/server/use.ts', 'kysely'],
    ['modules/incident/desk/list.tsx', '#core/area/desk/index.tsx'],
    ['modules/incident/desk/list.tsx', '../contract.ts'],
    ['modules/incident/desk/list.tsx', '#platform/client/call.ts'],
    ['modules/incident/contract.ts', '#core/case/contract.ts'],
    ['modules/incident/contract.ts', 'zod'],
    ['modules/incident/processes/loop.ts', '../contract.ts'],
    ['core/case/contract.ts', './fold.ts'],
    ['core/notice/server/send.ts', '#core/org/server/index.ts'],
    ['apps/server/modules.ts', '#modules/incident/server/index.ts'],
    ['apps/server/main.ts', '#town/index.ts'],
    ['town/incidents.ts', '#core/case/contract.ts'],
    ['modules/incident/server/routes.test.ts', '#core/org/server/given.ts'],
    ['core/case/engine.test.ts', 'node:fs'],
    ['apps/desk/vite.config.ts', 'node:url'],
    ['bench/run.ts', '#apps/server/start.ts'],
    ['bench/locate.ts', '#core/area/locate.ts'],
  ])('%s → %s', (from, to) => {
    expect(importing(from, to)).toEqual([])
  })
})

describe('cycles', () => {
  it('finds the largest and ignores imports that vanish', () => {
    const tree = new Map([
      ['platform/server/a.ts', readSource(`import { b } from './b.ts'`)],
      ['platform/server/b.ts', readSource(`import { c } from './c.ts'`)],
      ['platform/server/c.ts', readSource(`import { a } from './a.ts'`)],
      ['platform/server/d.ts', readSource(`import type { E } from './e.ts'`)],
      ['platform/server/e.ts', readSource(`import { d } from './d.ts'`)],
    ])
    expect(checkBoundaries(tree).problems).toEqual([
      'import cycle of 3 files: platform/server/a.ts ↔ platform/server/b.ts ↔ platform/server/c.ts',
    ])
  })

  it('none in a tree of imports, one in a file that imports itself', () => {
    expect(
      largestCycle(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['c']],
          ['c', []],
        ]),
      ),
    ).toEqual([])
    expect(largestCycle(new Map([['a', ['a']]]))).toEqual(['a'])
  })
})
