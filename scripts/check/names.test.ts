import { expect, it } from 'vitest'
import { checkNames, nameProblems } from './names.ts'
import { readSource } from './source.ts'

const words = (path: string, text: string): readonly string[] => checkNames([], new Map([[path, readSource(text)]])).problems

it.each([
  'core/org/utils.ts',
  'modules/a/server/common/b.ts',
  'platform/server/date-helpers.ts',
  'core/org/OrgStore.ts',
  'modules/a/desk/case_list.tsx',
  'core/org/server/migrations/1-init.sql',
])('refuses %s', (path) => {
  expect(nameProblems(path)).not.toEqual([])
})

it.each([
  'core/org/contract.ts',
  'modules/a/desk/CaseList.tsx',
  'modules/a/desk/index.tsx',
  'a/server/schema.gen.ts',
  'vite.config.ts',
  'core/org/server/migrations/202611220900-units.sql',
])('accepts %s', (path) => {
  expect(nameProblems(path)).toEqual([])
})

it('refuses default exports and enums, except in the configuration that needs one', () => {
  expect(words('core/org/a.ts', 'export default 1')).toHaveLength(1)
  expect(words('apps/desk/vite.config.ts', 'export default 1')).toEqual([])
  expect(words('core/org/a.ts', 'export const enum A { B }\nenum C {}')).toHaveLength(2)
  expect(words('core/org/a.ts', 'const a = z.enum(["b"])')).toEqual([])
})
