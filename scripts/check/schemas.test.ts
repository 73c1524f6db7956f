import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { checkSchemas, foreignTables, publishedViews } from './schemas.ts'

const views = publishedViews(['create table club.loan (town text);\ncreate view "club".card as select 1'])
const schemas = new Set(['club', 'shop', 'platform'])
const faults = (file: string, sql: string) => foreignTables(file, sql, schemas, views).map((f) => f.text)

describe('SQL keeps to its own schema', () => {
  test('own tables, the platform and published views are fine', () => {
    expect(faults('modules/club/server/store.ts', 'select * from club.loan join platform.job on true')).toEqual([])
    expect(faults('modules/shop/server/store.ts', 'select * from "club".card')).toEqual([])
  })
  test("another room's table is not", () => {
    expect(faults('modules/shop/server/store.ts', 'select * from club.loan')[0]).toContain('club.loan belongs to another room')
    expect(faults('core/shop/server/store.ts', 'update club.loan set x = 1')).toHaveLength(1)
  })
})

test('the tree keeps to it', () => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', 'core', 'modules', 'platform'], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
  expect(files.length).toBeGreaterThan(100)
  expect(checkSchemas(files)).toEqual([])
})
